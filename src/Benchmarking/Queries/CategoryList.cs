using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Organisations;

namespace Benchmarking.Queries;

/// <summary>The categories that members have in some editions, or now; public, as membership is.</summary>
public sealed class CategoryList
{
    private readonly ImmutableArray<ImmutableArray<string>> _byDimension;

    private CategoryList(ImmutableArray<ImmutableArray<string>> byDimension) => _byDimension = byDimension;

    /// <summary>The categories of editions together.</summary>
    public static CategoryList Of(IEnumerable<Edition> editions)
    {
        ArgumentNullException.ThrowIfNull(editions);
        ILookup<string, string> found = editions.SelectMany(edition => edition.Cohorts).Select(size => size.Cohort.Terms).Where(terms => terms is [{ IsJoined: false }])
            .ToLookup(terms => terms[0].Dimension, terms => terms[0].Category);
        return new([.. Dimension.All.Select(dimension => found[dimension.Id].Distinct().Order(StringComparer.Ordinal).ToImmutableArray())]);
    }

    /// <summary>The categories that organisations have now.</summary>
    public static CategoryList Of(IReadOnlyCollection<Organisation> organisations) =>
        new([.. Dimension.All.Select(dimension => organisations.Select(dimension.CategoryOf).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToImmutableArray())]);

    /// <summary>The categories of a dimension, by name.</summary>
    /// <param name="dimension">Its place in <see cref="Dimension.All"/>.</param>
    internal ImmutableArray<string> Of(int dimension) => _byDimension[dimension];
}
