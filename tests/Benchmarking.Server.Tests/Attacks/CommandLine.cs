using System.Diagnostics;
using Benchmarking.Server.Tests.House;
using Benchmarking.Testing;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>The command line of this build, as a process of its own.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command to its end and gives what it printed.</summary>
    public static Task<string> RunAsync(string server, string key, params string[] arguments)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        ProcessStartInfo start = new("dotnet");
        start.ArgumentList.Add(Path.Combine(Repository.Root.FullName, "artifacts", "bin", "Benchmarking.Cli", configuration, "Benchmarking.Cli.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        (start.Environment["BENCHMARKING_SERVER"], start.Environment["BENCHMARKING_KEY"]) = (server, key);
        return ProgramRun.OutputOfAsync(start);
    }
}
