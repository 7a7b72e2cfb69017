using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Queries;

/// <summary>For each dimension the categories that a part of a filter leaves; null for all of them, and for organisations without any.</summary>
internal sealed class CategorySets
{
    private readonly ImmutableArray<ImmutableHashSet<string>?> _sets;

    private CategorySets(ImmutableArray<ImmutableHashSet<string>?> sets) => _sets = sets;

    /// <summary>Nothing is left out.</summary>
    public static CategorySets Everything { get; } = new([.. Dimension.All.Select(_ => (ImmutableHashSet<string>?)null)]);

    /// <summary>Whether nobody can be in it.</summary>
    public bool AreNobody => _sets.Any(set => set is { IsEmpty: true });

    /// <summary>Some categories of one dimension.</summary>
    /// <param name="dimension">Its place in <see cref="Dimension.All"/>.</param>
    /// <param name="categories">The categories.</param>
    public static CategorySets Of(int dimension, ImmutableHashSet<string> categories) => new(Everything._sets.SetItem(dimension, categories));

    /// <summary>What both leave.</summary>
    public CategorySets And(CategorySets other) =>
        new([.. _sets.Zip(other._sets, (one, its) => one is null ? its : its is null ? one : one.Intersect(its))]);

    /// <summary>What either leaves; null when that cannot be said for each dimension by itself.</summary>
    public CategorySets? Or(CategorySets other)
    {
        if (AreNobody || other.Contains(this))
            return other;
        if (other.AreNobody || Contains(other))
            return this;
        int[] different = [.. Enumerable.Range(0, _sets.Length).Where(index => !Same(_sets[index], other._sets[index]))];
        return different is [var only] ? new(_sets.SetItem(only, _sets[only]!.Union(other._sets[only]!))) : null;
    }

    /// <summary>The selection of all this, categories by name.</summary>
    public Selection ToSelection() => new(_sets.Select((set, index) => (set, Dimension.All[index].Id)).Where(pair => pair.set is not null)
        .Select(pair => new SelectedCategories(pair.Id, [.. pair.set!.Order(StringComparer.Ordinal)])));

    private bool Contains(CategorySets other) => _sets.Zip(other._sets).All(pair => pair.First is null || (pair.Second is not null && pair.Second.IsSubsetOf(pair.First)));

    private static bool Same(ImmutableHashSet<string>? one, ImmutableHashSet<string>? other) => one is null || other is null ? one == other : one.SetEquals(other);
}
