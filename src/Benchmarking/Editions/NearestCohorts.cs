using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Editions;

/// <summary>Finds published cohorts near one that is not.</summary>
internal static class NearestCohorts
{
    private const int Most = 3;

    /// <summary>Up to three published cohorts reached by dropping dimensions: fewest dropped first, then in the order of the dimensions.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="isPublished">Whether a cohort is published.</param>
    /// <param name="dropped">Dimensions that were dropped to reach the cohort itself, which then is one to be found.</param>
    public static ImmutableArray<NearestCohort> Of(Cohort cohort, Func<Cohort, bool> isPublished, params ImmutableArray<string> dropped)
    {
        ImmutableArray<string> dimensions = [.. cohort.Terms.Select(term => term.Dimension)];
        int first = dropped.IsEmpty ? 1 : 0;
        var found =
            from mask in Enumerable.Range(first, (1 << dimensions.Length) - first)
            let further = dimensions.Where((_, index) => (mask >> index & 1) == 1).ToImmutableArray()
            orderby further.Length, mask descending
            let wider = further.Aggregate(cohort, (rest, dimension) => rest.Without(dimension))
            where isPublished(wider)
            select new NearestCohort(wider, [.. dropped, .. further]);
        return [.. found.Take(Most)];
    }
}
