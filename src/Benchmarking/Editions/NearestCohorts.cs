using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Editions;

/// <summary>Finds published cohorts near one that is not.</summary>
internal static class NearestCohorts
{
    private const int Most = 3;

    /// <summary>Up to three published cohorts reached by dropping dimensions: fewest dropped first, then in the order of the dimensions.</summary>
    public static ImmutableArray<NearestCohort> Of(Cohort cohort, Func<Cohort, bool> isPublished)
    {
        ImmutableArray<string> dimensions = [.. cohort.Terms.Select(term => term.Dimension)];
        var found =
            from mask in Enumerable.Range(1, (1 << dimensions.Length) - 1)
            let dropped = dimensions.Where((_, index) => (mask >> index & 1) == 1).ToImmutableArray()
            orderby dropped.Length, mask descending
            let wider = dropped.Aggregate(cohort, (rest, dimension) => rest.Without(dimension))
            where isPublished(wider)
            select new NearestCohort(wider, dropped);
        return [.. found.Take(Most)];
    }
}
