using Benchmarking.V1;

namespace Benchmarking.Cli;

/// <summary>A command that ends without its result: why, what to do about it, and with which exit code.</summary>
internal sealed class RefusalException(
    int exitCode, string message, string remedy = "", IReadOnlyList<Problem>? problems = null, Exception? cause = null)
    : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    public string Remedy { get; } = remedy;

    /// <summary>Everything wrong with a file, all at once.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems ?? [];
}
