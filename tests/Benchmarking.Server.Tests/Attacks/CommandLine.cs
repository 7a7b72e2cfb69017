using System.Diagnostics;
using Benchmarking.Server.Tests.House;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>The command line of this build, as a process of its own.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command to its end and gives what it printed.</summary>
    public static async Task<string> RunAsync(string server, string key, params string[] arguments)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root.FullName, "artifacts", "bin", "Benchmarking.Cli", configuration, "Benchmarking.Cli.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        (start.Environment["BENCHMARKING_SERVER"], start.Environment["BENCHMARKING_KEY"]) = (server, key);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit {process.ExitCode}: {await error}");
        return output;
    }
}
