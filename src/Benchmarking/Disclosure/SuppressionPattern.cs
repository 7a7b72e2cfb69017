using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Measures;
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
        HashSet<OrganisationId> members = [.. lattice.Members];
        columns = [.. columns.Select(linked => linked with { History = Vintage.Numbered(linked.History) })];
        KnownGroups groups = new(lattice, columns.SelectMany(linked => linked.History));
        TableInput Input(LinkedColumn linked)
        {
            Measure measure = linked.Column.Measure;
            ColumnEntry Prepared(ColumnEntry entry) => groups.Put(measure.Kind == MeasureKind.Amount ? entry.WithoutLines : entry);
            ImmutableArray<ColumnEntry> entries = [.. linked.Column.Entries.Where(entry => members.Contains(entry.Organisation))
                .OrderBy(entry => entry.Organisation.Value, StringComparer.Ordinal).Select(Prepared)];
            return linked.Link(columns, new(entries, Members(entries, lattice), measure.Kind,
                [.. linked.History.Select(vintage => vintage with { Entries = [.. vintage.Entries.Select(Prepared)] })])
            { Multiplier = measure.Multiplier });
        }
        ImmutableArray<TableInput> inputs = [.. columns.Select(Input)];
        TableProblem problem;
        using (DisclosureTrace.Begin("problem"))
            problem = new([.. inputs.Select((input, table) => input with { IsFollowed = inputs.Any(other => other.FollowsFrom.Any(tables => tables.Contains(table))) })], lattice, policy, groups);
        using SecondarySuppression suppression = new(problem, lattice, policy);
        suppression.Solve(cell => columns[cell.Table].WithheldLastPeriod.Contains(lattice.Cohorts[cell.Cohort].Text));
        return [.. columns.Select((_, table) => Read(problem, table, suppression, lattice, policy, groups))];
    }

    private static SuppressionPattern Read(TableProblem problem, int table, SecondarySuppression suppression, CohortLattice lattice, DisclosurePolicy policy, KnownGroups groups)
    {
        TableInput input = problem.Tables[table];
        CellStatus[] statuses = new CellStatus[lattice.Cohorts.Length];
        Array.Fill(statuses, CellStatus.Withheld);
        CellChoice[] cells = [.. problem.Cells.Where(cell => cell.Table == table)];
        foreach (CellChoice cell in cells)
            statuses[cell.Cohort] = cell.Status;
        // Of what fails for its own sake nothing new is told, whether or not an earlier figure stays: it may appear only once enough have changed.
        ImmutableArray<ColumnEntry> entries = [.. input.Entries.Select(groups.Today)];
        Vintage vintage = new(entries, [.. cells
            .Where(cell => !cell.SumsOf[cell.Taken].IsEmpty || (TellsNothing(cell) && cell.Finding != PrimaryFinding.None))
            .Select(cell => new ShownCell(lattice.Cohorts[cell.Cohort].Text, cell.Entries, TellsNothing(cell) ? CellStatus.Withheld : cell.Status,
                policy.CodingBandPoints, policy.ProportionTail, input.Per))])
        { Atoms = problem.AtomsOf(table) };
        return new([.. input.Members.Select(cell => cell.Select(index => entries[index]).ToImmutableArray())], [.. statuses], vintage,
            TableAudit.Of(problem, table, suppression, lattice));
    }

    private static bool TellsNothing(CellChoice cell) => cell.Status is CellStatus.Withheld or CellStatus.Carried;

    // For each cohort, the positions of its contributions; entries and members are in the same order.
    private static ImmutableArray<ImmutableArray<int>> Members(ImmutableArray<ColumnEntry> entries, CohortLattice lattice)
    {
        Dictionary<OrganisationId, int> positions = entries.Select((entry, index) => (entry.Organisation, index)).ToDictionary(pair => pair.Organisation, pair => pair.index);
        int[] positionOf = [.. lattice.Members.Select(member => positions.GetValueOrDefault(member, -1))];
        return [.. lattice.MembersOf.Select(cohort => cohort.Select(member => positionOf[member]).Where(position => position >= 0).ToImmutableArray())];
    }
}
