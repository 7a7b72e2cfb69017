using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;

namespace Benchmarking.Queries;

/// <summary>A selection's figures: a cell of a table, or what follows exactly from published cells.</summary>
/// <param name="Cell">The figures.</param>
/// <param name="DerivedFrom">The published cohorts that they were added up from; empty for a cell that was looked up.</param>
public sealed record QueryCell(Cell Cell, ImmutableArray<Cohort> DerivedFrom)
{
    /// <summary>The figures of a selection; whatever they are, they are a function of the table.</summary>
    /// <param name="cohorts">The cohorts of the table's edition.</param>
    /// <param name="table">The table; null when nobody returned anything for it.</param>
    /// <param name="selection">The selection.</param>
    internal static QueryCell Of(EditionCohorts cohorts, Table? table, Selection selection)
    {
        Cohort around = selection.Around();
        if (!selection.IsMerged)
            return LookUp(cohorts, table, around);
        ImmutableArray<CohortSize> parts = PartsOf(cohorts, selection);
        int members = parts.Sum(part => part.MemberCount);
        // Together they may be a cohort of the edition: all sizes, say, where every member has one.
        if (!parts.IsEmpty && cohorts.Find(around)?.MemberCount == members)
            return LookUp(cohorts, table, around);
        Cohort merged = selection.AsCohort();
        bool isDeclared = cohorts.Find(merged) is not null;
        if (isDeclared && table?.Find(merged) is { IsPublished: true })
            return LookUp(cohorts, table, merged);
        int? told = parts.IsEmpty ? null : members;
        if (table is null)
            return new(Cell.NotReturned(merged, told), []);
        ImmutableArray<NearestCohort> nearest = NearestCohorts.Of(around, wider => table.Find(wider) is { IsPublished: true }, [.. selection.MergedDimensions]);
        return DerivedCell.Of(merged, cohorts.Find(around), parts, table, nearest) is { } derived
            ? new(derived, [.. parts.Select(part => part.Cohort)])
            : isDeclared ? LookUp(cohorts, table, merged) : new(Cell.Withheld(merged, told, WithheldReason.NotPublished, nearest), []);
    }

    private static QueryCell LookUp(EditionCohorts cohorts, Table? table, Cohort cohort) => new(Edition.Read(table, cohort, cohorts.Find(cohort)?.MemberCount), []);

    // The cohorts that a selection is made of and that have members; none when the edition does not have such crosses.
    private static ImmutableArray<CohortSize> PartsOf(EditionCohorts cohorts, Selection selection) =>
        selection.PartCount > DerivedCell.MostParts || !cohorts.HasCrossesOf(selection) ? [] : [.. selection.Parts().Select(cohorts.Find).OfType<CohortSize>()];
}
