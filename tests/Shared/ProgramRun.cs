using System.Diagnostics;

namespace Benchmarking.Testing;

/// <summary>What came of a program that was run to its end.</summary>
/// <param name="ExitCode">0 when all went well.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it said of itself.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">Which, with what; what it writes is taken here.</param>
    /// <param name="input">What it reads.</param>
    public static async Task<ProgramRun> OfAsync(ProcessStartInfo start, string input = "")
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using Process process = Process.Start(start)!;
        // Both at once: a program that fills one pipe waits for ever for who reads the other.
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>The same of one that must end well.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> OutputOfAsync(ProcessStartInfo start, string input = "")
    {
        ProgramRun run = await OfAsync(start, input);
        Assert.True(run.ExitCode == 0, $"{start.FileName} ended with {run.ExitCode}: {run.Output}{run.Error}");
        return run.Output;
    }

    /// <summary>Whether this machine has a program.</summary>
    public static bool IsHere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
