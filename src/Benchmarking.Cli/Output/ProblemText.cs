using System.Text.Json.Nodes;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>One thing wrong with a file, for people and for programs.</summary>
internal static class ProblemText
{
    public static string Of(Problem problem)
    {
        string place = string.Join(", ", Place(problem));
        string text = place.Length > 0 ? $"{place}: {problem.Message}" : problem.Message;
        return Printable.Of(problem.Remedy.Length > 0 ? $"{EndSentence(text)} {problem.Remedy}" : text).ReplaceLineEndings(" ");
    }

    /// <param name="problems">Those that were told.</param>
    /// <param name="count">How many there are.</param>
    public static JsonObject AsJson(IEnumerable<Problem> problems, int count) => new()
    {
        ["problem_count"] = count,
        ["problems"] = new JsonArray([.. problems.Select(AsJson)]),
    };

    private static JsonObject AsJson(Problem problem) => new()
    {
        ["line"] = problem.Line,
        ["field"] = problem.Field,
        ["reason"] = problem.Reason == ErrorReason.Unspecified ? null : WireName.Of(problem.Reason),
        ["message"] = problem.Message,
        ["remedy"] = problem.Remedy,
    };

    private static IEnumerable<string> Place(Problem problem)
    {
        if (problem.Line > 0) yield return Invariant($"line {problem.Line}");
        if (problem.Field.Length > 0) yield return problem.Field;
    }

    private static string EndSentence(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' ? text : text + ".";
}
