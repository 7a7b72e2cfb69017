namespace Benchmarking.Queries;

/// <summary>Reads a filter as the organisations that it leaves.</summary>
public static class CohortFilter
{
    /// <summary>Longest filter, in characters.</summary>
    public const int Longest = 2_000;

    /// <summary>The selection that a filter names; nothing but blanks names everyone.</summary>
    /// <param name="filter">The filter, in the syntax of AIP-160.</param>
    /// <param name="categories">The categories of each dimension in the editions asked; null to look at the writing alone.</param>
    /// <returns>The selection, or every problem with its place, at most 10.</returns>
    public static Outcome<Selection> Read(string filter, CategoryList? categories)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Length > Longest)
        {
            return Outcome.Refused<Selection>(new Problem(0, "filter", ProblemReason.TextTooLong, $"The filter has {filter.Length:N0} characters.",
                $"Shorten it to {Longest:N0}, or group by a dimension instead of naming its categories."));
        }
        if (string.IsNullOrWhiteSpace(filter))
            return Outcome.Accepted(Selection.All);
        FilterProblems problems = new();
        FilterExpression? expression = new FilterParser(new FilterLexer(filter, problems).Read(), problems).Read();
        CategorySets? left = expression is null ? null : new CohortReader(categories, problems).Read(expression);
        if (problems.AreNone && categories is not null && left!.AreNobody)
            problems.Unsupported(1, "nobody can be in what this leaves.", "Join categories of one dimension by OR: an organisation has but one of each.");
        return problems.AreNone ? Outcome.Accepted(left!.AreNobody ? Selection.All : left.ToSelection()) : Outcome.Refused<Selection>(problems.InOrder);
    }
}
