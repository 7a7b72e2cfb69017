using System.Collections.Immutable;

namespace Benchmarking.Queries;

/// <summary>What is wrong with a filter, each with its place: the first 10, which still fit into the trailers of an answer.</summary>
internal sealed class FilterProblems
{
    private const int Most = 10;
    private const string Field = "filter";

    private readonly List<Problem> _found = [];

    /// <summary>Whether no more are looked for.</summary>
    public bool AreEnough => _found.Count >= Most;

    /// <summary>Whether there is none.</summary>
    public bool AreNone => _found.Count == 0;

    /// <summary>The problems, in the order of their places.</summary>
    public ImmutableArray<Problem> InOrder => [.. _found.OrderBy(problem => problem.Line).Select(problem => problem with { Line = 0 })];

    /// <summary>Something is not written as it should be.</summary>
    /// <param name="position">The character, counted from 1.</param>
    /// <param name="message">What is wrong there: the end of a sentence.</param>
    /// <param name="remedy">What to write.</param>
    public void Malformed(int position, string message, string remedy) => Add(position, ProblemReason.FilterMalformed, message, remedy);

    /// <summary>Something is well written, and no cohort.</summary>
    public void Unsupported(int position, string message, string remedy) => Add(position, ProblemReason.FilterUnsupported, message, remedy);

    /// <summary>There is no such dimension, or no such category.</summary>
    public void Unknown(int position, string message, string remedy) => Add(position, ProblemReason.CohortUnknown, message, remedy);

    // The place stands in the line until they are in order: a filter has but one.
    private void Add(int position, ProblemReason reason, string message, string remedy)
    {
        if (!AreEnough)
            _found.Add(new(position, Field, reason, $"At character {position}: {message}", remedy));
    }
}
