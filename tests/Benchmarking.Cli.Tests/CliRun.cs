namespace Benchmarking.Cli.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>Runs the command as a script would: nothing is a terminal.</summary>
    public static async Task<CliRun> OfAsync(IEnumerable<string> arguments, string server = "http://127.0.0.1:9", byte[]? input = null)
    {
        using StringWriter results = new() { NewLine = "\n" };
        using StringWriter errors = new() { NewLine = "\n" };
        using MemoryStream standardInput = new(input ?? []);
        Dictionary<string, string> environment = new() { ["BENCHMARKING_SERVER"] = server, ["BENCHMARKING_KEY"] = "test-key" };
        Terminal terminal = new(standardInput, results, errors)
        {
            Environment = environment.GetValueOrDefault,
            Clock = new FixedClock(new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero)),
        };
        int exitCode = await CommandLine.RunAsync([.. arguments], terminal, TestContext.Current.CancellationToken);
        return new(exitCode, results.ToString(), errors.ToString());
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => now.Ticks;
    }
}
