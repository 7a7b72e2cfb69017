using Benchmarking.Server.Errors;

namespace Benchmarking.Server.Services;

/// <summary>What imports have in common: everything is checked before anything is stored.</summary>
internal static class Imports
{
    /// <summary>Writes under way at once.</summary>
    public const int Breadth = 64;

    /// <summary>Most problems that are streamed back; nobody reads more, and a check may stop when it has as many.</summary>
    public const int MostProblems = 10_000;

    /// <summary>Refuses a stream with too many lines as soon as it has them.</summary>
    /// <param name="lines">How many there are so far.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="remedy">What to do with more.</param>
    /// <param name="what">What has them.</param>
    public static void CheckCount(int lines, int most, string remedy = "Split the file and import the parts one after another.", string what = "The import")
    {
        if (lines > most)
            throw new Problem(0, "lines", ProblemReason.TooManyLines, $"{what} has more than {most:N0} lines.", remedy).ToException();
    }

    /// <summary>Streams the problems back in the order of their lines, then ends the call with an error: nothing was stored.</summary>
    public static async Task RefuseAsync(IReadOnlyCollection<Problem> problems, Func<Problem, Task> write)
    {
        Problem[] ordered = [.. problems.OrderBy(problem => problem.Line)];
        foreach (Problem problem in ordered.Take(MostProblems))
            await write(problem);
        string count = ordered.Length < MostProblems ? $"{ordered.Length:N0} problems" : $"{MostProblems:N0} problems or more";
        throw ordered.ToException(ordered.Length == 1 ? "" : $"{count}; nothing was stored. The first: {ordered[0].Message} {ordered[0].Remedy}");
    }
}
