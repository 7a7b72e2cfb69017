using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Queries;

/// <summary>Which selections of an edition a query has rows about.</summary>
internal static class Grouping
{
    /// <summary>Parts that are looked up to know whether a selection has members; one with more is taken to have some.</summary>
    private const int MostLookedUp = 400;

    /// <summary>How many crosses of categories there are to look at, at most.</summary>
    public static long CrossesOf(Selection filter, ImmutableArray<int> groupBy, EditionCohorts cohorts) =>
        groupBy.Aggregate(1L, (count, dimension) => Math.Min(int.MaxValue, count * CategoriesOf(filter, dimension, cohorts).Length));

    /// <summary>
    /// The filter for each category of the dimensions, the first dimension's slowest, without those that nobody can be in; without dimensions the filter itself.
    /// </summary>
    public static ImmutableArray<Selection> Of(Selection filter, ImmutableArray<int> groupBy, EditionCohorts cohorts)
    {
        if (groupBy.IsEmpty)
            return [filter];
        IEnumerable<Selection> crosses = groupBy.Aggregate((IEnumerable<Selection>)[filter],
            (selections, dimension) => selections.SelectMany(selection => CategoriesOf(filter, dimension, cohorts).Select(category => selection.With(dimension, category))));
        return [.. crosses.Where(selection => MayHaveMembers(selection, cohorts))];
    }

    private static ImmutableArray<string> CategoriesOf(Selection filter, int dimension, EditionCohorts cohorts)
    {
        ImmutableArray<string> known = cohorts.Categories.Of(dimension);
        return filter.Terms.FirstOrDefault(term => term.Dimension == Dimension.All[dimension].Id) is { } taken ? [.. taken.Categories.Where(known.Contains)] : known;
    }

    // Of a cross that the edition does not have, by the narrower ones that it has.
    private static bool MayHaveMembers(Selection selection, EditionCohorts cohorts)
    {
        if (selection.PartCount > MostLookedUp)
            return true;
        return cohorts.HasCrossesOf(selection) ? selection.Parts().Any(part => cohorts.Find(part) is not null)
            : selection.Terms.Length > 1 && selection.Terms.All(term => MayHaveMembers(selection.Without(term.Dimension), cohorts));
    }
}
