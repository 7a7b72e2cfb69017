using System.Text.RegularExpressions;
using Benchmarking.Testing;

namespace Benchmarking.Cli.Tests.Readme;

/// <summary>A server of this build as a README starts it, on free ports, and what its reader copies from what it prints.</summary>
internal static partial class ReadmeServer
{
    /// <summary>Starts one, with its figures in a directory.</summary>
    public static BuiltProgram Start(string directory, params string[] arguments) => BuiltProgram.Start("Benchmarking.Server", arguments, new Dictionary<string, string>
    {
        ["Benchmarking__Listen"] = "http://127.0.0.1:0",
        ["Benchmarking__WebListen"] = "http://127.0.0.1:0",
        ["Benchmarking__DataDirectory"] = Path.Combine(directory, "data"),
    });

    /// <summary>The address in a line.</summary>
    public static string UrlIn(string line) => Url().Match(line).Value;

    /// <summary>The key in a line.</summary>
    public static string KeyIn(string line) => Key().Match(line).Value;

    [GeneratedRegex("bmk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Url();
}
