using Benchmarking.Server.Hosting;

namespace Benchmarking.Server.Tests.Commands;

/// <summary>The server's program, run for what it prints.</summary>
internal static class ServerCommand
{
    /// <summary>Settings that name the embedded store of a directory.</summary>
    public static string[] Embedded(string directory) => ["--Benchmarking:DataDirectory", directory];

    /// <summary>The digest in what was printed.</summary>
    public static string Digest(string said) => said.Split("SHA-256 ")[1][..64];

    /// <summary>What it prints when all is well.</summary>
    public static async Task<string> RunAsync(string[] args)
    {
        (int code, string output, string error) = await ProgramAsync(args);
        Assert.True(code == 0, error);
        return output;
    }

    /// <summary>Requires that it refuses, with a word of why.</summary>
    public static async Task RefusedAsync(string said, string[] args)
    {
        (int code, _, string error) = await ProgramAsync(args);
        Assert.Equal(1, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    /// <summary>How it ends, and everything it prints.</summary>
    public static async Task<(int Code, string Output, string Error)> ProgramAsync(string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        return (await ServerProgram.RunAsync(args, output, error), output.ToString(), error.ToString());
    }
}
