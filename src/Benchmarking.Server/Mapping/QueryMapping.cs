using Benchmarking.Queries;

namespace Benchmarking.Server.Mapping;

/// <summary>Queries from the wire, and rows to it.</summary>
internal static class QueryMapping
{
    public static QueryText ToText(this V1.QueryRequest request) => new([.. request.Measures], [.. request.Stages.Select(stage => (int)stage)], request.Filter,
        [.. request.GroupBy], [.. request.Statistics.Select(statistic => (int)statistic)]);

    public static V1.QueryRow ToWire(this QueryRow row)
    {
        // What the cell has in common with every other door, from the mapping that they share.
        V1.Benchmark cell = row.Cell.ToWire(row.Edition, row.Measure, row.Stage);
        V1.QueryRow wire = new()
        {
            Edition = cell.Edition,
            Measure = cell.Measure,
            Stage = cell.Stage,
            Cohort = cell.Cohort,
            Statistic = (V1.Statistic)row.Statistic,
            Figure = row.Figure.ToWire(),
            Unit = cell.Unit,
            Reason = (V1.WithheldReason)(row.Reason ?? 0),
            Outcome = (V1.RowOutcome)row.Outcome,
            MeasureRevision = cell.MeasureRevision,
            Citation = cell.Citation,
        };
        if (cell.HasMemberCount)
            wire.MemberCount = cell.MemberCount;
        if (cell.HasN)
            wire.N = cell.N;
        wire.Markers.AddRange(cell.Markers);
        if (!row.IsDerived)
            wire.NearestPublished.AddRange(cell.NearestPublished);
        else
            wire.DerivedFrom.AddRange(row.Figures.DerivedFrom.Select(cohort => cohort.Text));
        return wire;
    }

    public static V1.RowTally ToWire(this RowTally tally) => new()
    {
        Answered = tally.Answered,
        Derived = tally.Derived,
        Withheld = tally.Withheld,
        Refused = tally.Refused,
        NotAvailable = tally.NotAvailable,
    };
}
