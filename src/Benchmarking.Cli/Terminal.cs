using System.Text;

namespace Benchmarking.Cli;

/// <summary>What a command reads and writes, so that tests can look on.</summary>
/// <param name="In">Standard input, for the file `-`.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">Everything that is not a result: progress, explanations, failures.</param>
internal sealed record Terminal(Stream In, TextWriter Out, TextWriter Error)
{
    /// <summary>Width in characters of a person's screen; null when results go to a file or a program.</summary>
    public int? OutWidth { get; init; }

    /// <summary>Whether a person watches progress.</summary>
    public bool ErrorIsWatched { get; init; }

    public Func<string, string?> Environment { get; init; } = _ => null;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new(Console.OpenStandardInput(),
        Console.IsOutputRedirected ? Utf8(Console.OpenStandardOutput()) : Console.Out,
        Console.IsErrorRedirected ? Utf8(Console.OpenStandardError()) : Console.Error)
    {
        OutWidth = Console.IsOutputRedirected ? null : Math.Max(80, Console.WindowWidth),
        ErrorIsWatched = !Console.IsErrorRedirected,
        Environment = System.Environment.GetEnvironmentVariable,
    };

    // The console's own writer has the console's code page, which on Windows is seldom UTF-8: right for a screen, wrong for a file.
    private static TextWriter Utf8(Stream stream) =>
        TextWriter.Synchronized(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
}
