using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;

namespace Benchmarking.Editions;

/// <summary>What the valve makes of a column.</summary>
/// <param name="Table">The protected table: all that readers get.</param>
/// <param name="Vintage">What must be known at the next cut of the period; not protected.</param>
/// <param name="Audit">How the pattern came about, for stewards.</param>
internal sealed record Protection(Table Table, Vintage Vintage, TableAudit Audit);

/// <summary>The earlier editions of a table's period.</summary>
/// <param name="Vintages">What each took in and showed, oldest first.</param>
/// <param name="Latest">The latest of them as it was published; null when there is none.</param>
/// <param name="LastPeriod">The table as the last period published it; null when it did not.</param>
internal sealed record TableHistory(ImmutableArray<Vintage> Vintages, Table? Latest, Table? LastPeriod = null)
{
    /// <summary>Each way in which the table's figures have followed from others in the period; null when that is by its measure's definition alone.</summary>
    public ImmutableArray<MeasureLinks>? Links { get; init; }

    public static TableHistory None { get; } = new([], null);
}

/// <summary>
/// The one-way valve: from everyone's contributions to a protected table in one call, which computes and controls together. Nothing
/// between the two has a name outside the domain, a serialiser or a mapping.
/// </summary>
internal static class Valve
{
    /// <summary>The protected table of a column over a lattice, after the earlier editions of its period.</summary>
    public static Protection Protect(ContributionColumn column, CohortLattice lattice, DisclosurePolicy policy, TableHistory history) =>
        Protect([(column, history)], lattice, policy)[0];

    /// <summary>The protected tables of linked columns; those that others follow from come first.</summary>
    public static ImmutableArray<Protection> Protect(
        ImmutableArray<(ContributionColumn Column, TableHistory History)> columns, CohortLattice lattice, DisclosurePolicy policy)
    {
        ImmutableArray<SuppressionPattern> patterns = SuppressionPattern.OfLinked([.. columns.Select(linked => new LinkedColumn(linked.Column,
            linked.History.Vintages,
            (linked.History.LastPeriod?.Cells ?? []).Where(cell => !cell.IsPublished).Select(cell => cell.Cohort.Text).ToHashSet())
        {
            Links = linked.History.Links ?? [MeasureLinks.Of(linked.Column.Measure)],
        })], lattice, policy);
        return [.. columns.Zip(patterns, (linked, pattern) => Make(linked.Column, pattern, lattice, policy, linked.History))];
    }

    private static Protection Make(ContributionColumn column, SuppressionPattern pattern, CohortLattice lattice, DisclosurePolicy policy, TableHistory history)
    {
        using var _ = DisclosureTrace.Begin("statistics");
        Cell?[] told = [.. lattice.Cohorts.Select((cohort, index) => pattern.Statuses[index] switch
        {
            CellStatus.Published => PublishedCell.Of(cohort, lattice.MembersOf[index].Length, pattern.Entries[index], column.Measure, policy),
            CellStatus.Coded => CodedCell.Of(cohort, lattice.MembersOf[index].Length, pattern.Entries[index], column.Measure, policy),
            // A cohort that had no member at the latest cut, and comes back changed, has nothing there to carry.
            CellStatus.Carried when history.Latest?.Find(cohort) is { IsPublished: true } latest => latest.Carried(lattice.MembersOf[index].Length),
            _ => null,
        })];
        HashSet<Cohort> published = [.. told.OfType<Cell>().Select(cell => cell.Cohort)];
        IEnumerable<Cell> cells = told.Select((cell, index) => cell ?? Cell.Withheld(lattice.Cohorts[index], lattice.MembersOf[index].Length,
            ReasonOf(index, lattice, policy), NearestCohorts.Of(lattice.Cohorts[index], published.Contains)));
        return new(new Table(column.Measure, column.Stage, [.. cells]), pattern.Vintage, pattern.Audit);
    }

    // What is told must follow from public membership alone, or say nothing of the rule that fired. Control groups are public too.
    private static WithheldReason ReasonOf(int cohort, CohortLattice lattice, DisclosurePolicy policy) =>
        ThresholdRule.IsUnsafe(lattice.BodiesOf(cohort), policy.Threshold) ? WithheldReason.TooFew : WithheldReason.Protected;
}
