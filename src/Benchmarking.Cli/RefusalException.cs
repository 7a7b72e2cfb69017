using Benchmarking.V1;

namespace Benchmarking.Cli;

/// <summary>A command that ends without its result: why, what to do about it, and with which exit code.</summary>
internal sealed class RefusalException(
    int exitCode, string message, string remedy = "", IReadOnlyList<Problem>? problems = null, Exception? cause = null, int problemCount = 0)
    : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    public string Remedy { get; } = remedy;

    /// <summary>What is wrong with a file, as far as it was told.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems ?? [];

    /// <summary>How many problems there are; a refusal has room for some only.</summary>
    public int ProblemCount { get; } = Math.Max(problemCount, problems?.Count ?? 0);
}
