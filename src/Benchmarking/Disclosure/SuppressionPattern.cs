using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>What becomes of each cell of a table: one pattern, shared by all statistics of a cell.</summary>
/// <param name="Entries">For each cohort of the lattice, the contributions in it.</param>
/// <param name="Statuses">For each cohort of the lattice, its status.</param>
/// <param name="Vintage">What the table took in and shows for the first time: the next edition must know.</param>
/// <param name="Audit">How it came about.</param>
internal sealed record SuppressionPattern(
    ImmutableArray<ImmutableArray<ColumnEntry>> Entries, ImmutableArray<CellStatus> Statuses, Vintage Vintage, TableAudit Audit)
{
    /// <summary>The pattern of a column over a lattice.</summary>
    /// <param name="column">The contributions; those of organisations outside the lattice are left out.</param>
    /// <param name="lattice">The lattice.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="history">What the earlier editions of the period took in and showed, oldest first.</param>
    /// <param name="withheldLastPeriod">Texts of the cohorts that the last period withheld: this period's search starts there.</param>
    public static SuppressionPattern Of(
        ContributionColumn column, CohortLattice lattice, DisclosurePolicy policy, ImmutableArray<Vintage> history, IReadOnlySet<string> withheldLastPeriod) =>
        OfLinked([new(column, history, withheldLastPeriod)], lattice, policy)[0];

    /// <summary>The patterns of linked columns, each safe beside the others; those that others follow from come first.</summary>
    public static ImmutableArray<SuppressionPattern> OfLinked(ImmutableArray<LinkedColumn> columns, CohortLattice lattice, DisclosurePolicy policy)
    {
        Dictionary<OrganisationId, string?> groups = lattice.Members.Zip(lattice.ControlGroups).ToDictionary(pair => pair.First, pair => pair.Second);
        // Who has left is in no lattice, and its group knows its figures still.
        ColumnEntry WithGroup(ColumnEntry entry) => entry with { ControlGroup = groups.GetValueOrDefault(entry.Organisation, entry.ControlGroup) };
        TableInput Input(LinkedColumn linked)
        {
            ImmutableArray<ColumnEntry> entries = [.. linked.Column.Entries.Where(entry => groups.ContainsKey(entry.Organisation))
                .OrderBy(entry => entry.Organisation.Value, StringComparer.Ordinal).Select(WithGroup)];
            return linked.Link(columns, new(entries, Members(entries, lattice), linked.Column.Measure.Kind,
                [.. linked.History.Select(vintage => vintage with { Entries = [.. vintage.Entries.Select(WithGroup)] })]));
        }
        TableProblem problem;
        using (DisclosureTrace.Begin("problem"))
            problem = new([.. columns.Select(Input)], lattice, policy);
        using SecondarySuppression suppression = new(problem, lattice, policy);
        suppression.Solve(cell => columns[cell.Table].WithheldLastPeriod.Contains(lattice.Cohorts[cell.Cohort].Text));
        return [.. columns.Select((_, table) => Read(problem, table, suppression, lattice, policy))];
    }

    private static SuppressionPattern Read(TableProblem problem, int table, SecondarySuppression suppression, CohortLattice lattice, DisclosurePolicy policy)
    {
        TableInput input = problem.Tables[table];
        CellStatus[] statuses = new CellStatus[lattice.Cohorts.Length];
        Array.Fill(statuses, CellStatus.Withheld);
        CellChoice[] cells = [.. problem.Cells.Where(cell => cell.Table == table)];
        foreach (CellChoice cell in cells)
            statuses[cell.Cohort] = cell.Status;
        Vintage vintage = new(input.Entries, [.. cells
            .Where(cell => !cell.SumsOf[cell.Taken].IsEmpty || (cell.Status == CellStatus.Withheld && cell.Finding != PrimaryFinding.None))
            .Select(cell => new ShownCell(lattice.Cohorts[cell.Cohort].Text, cell.Entries, cell.Status, policy.CodingBandPoints))]);
        return new([.. input.Members.Select(cell => cell.Select(index => input.Entries[index]).ToImmutableArray())], [.. statuses], vintage,
            TableAudit.Of(problem, table, suppression, lattice));
    }

    // For each cohort, the positions of its contributions; entries and members are in the same order.
    private static ImmutableArray<ImmutableArray<int>> Members(ImmutableArray<ColumnEntry> entries, CohortLattice lattice)
    {
        Dictionary<OrganisationId, int> positions = entries.Select((entry, index) => (entry.Organisation, index)).ToDictionary(pair => pair.Organisation, pair => pair.index);
        int[] positionOf = [.. lattice.Members.Select(member => positions.GetValueOrDefault(member, -1))];
        return [.. lattice.MembersOf.Select(cohort => cohort.Select(member => positionOf[member]).Where(position => position >= 0).ToImmutableArray())];
    }
}
