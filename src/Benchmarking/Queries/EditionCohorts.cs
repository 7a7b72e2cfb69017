using System.Collections.Frozen;
using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;

namespace Benchmarking.Queries;

/// <summary>An edition's cohorts, to look up how many members each has: from public membership alone.</summary>
internal sealed class EditionCohorts
{
    private readonly FrozenDictionary<string, CohortSize> _sizes;
    private readonly FrozenSet<string> _crosses;

    public EditionCohorts(Edition edition)
    {
        Edition = edition;
        Categories = CategoryList.Of([edition]);
        _sizes = edition.Cohorts.ToFrozenDictionary(size => size.Cohort.Text);
        // One declared cohort of three dimensions does not make others of these dimensions.
        _crosses = edition.Cohorts.Where(size => !size.IsDeclared).Select(size => DimensionsOf(size.Cohort.Terms.Select(term => term.Dimension))).ToFrozenSet();
    }

    /// <summary>The edition.</summary>
    public Edition Edition { get; }

    /// <summary>Its categories.</summary>
    public CategoryList Categories { get; }

    /// <summary>A cohort of the edition; null when it has no members, or is no cross that the edition has.</summary>
    public CohortSize? Find(Cohort cohort) => _sizes.GetValueOrDefault(cohort.Text);

    /// <summary>Whether the edition has the crosses that a selection is made of: those that are not there then have no members.</summary>
    public bool HasCrossesOf(Selection selection) => _crosses.Contains(DimensionsOf(selection.Terms.Select(term => term.Dimension)));

    private static string DimensionsOf(IEnumerable<string> dimensions) => string.Join(',', dimensions);
}
