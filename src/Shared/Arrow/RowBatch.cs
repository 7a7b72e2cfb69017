using Apache.Arrow;
using Benchmarking.V1;

namespace Benchmarking.Arrow;

/// <summary>
/// Rows of a query as columns: one for each field of a row, and of its figure. The same at every door, with and without rows. What is missing
/// is null, never 0, and the markers say why.
/// </summary>
internal sealed class RowBatch
{
    /// <summary>Most bytes of a batch, with the one row that may come beyond a full one: readers take messages of 4 MB.</summary>
    public const int LargestBytes = 2_000_000;

    // A row has some hundreds; one of a cohort that was added up from hundreds of others some ten thousands. The first rows come soon, and a reader who does
    // not read holds on to little.
    private const int FullBytes = 250_000;

    private static readonly EnumWords Stages = EnumWords.OfField(QueryRow.StageFieldNumber);
    private static readonly EnumWords Statistics = EnumWords.OfField(QueryRow.StatisticFieldNumber);
    private static readonly EnumWords Outcomes = EnumWords.OfField(QueryRow.OutcomeFieldNumber);
    private static readonly EnumWords Reasons = EnumWords.OfField(QueryRow.ReasonFieldNumber);

    private readonly RowColumn[] _columns = Columns();
    private long _bytes;

    /// <summary>The columns.</summary>
    public static Schema Schema { get; } = new(Columns().Select(column => column.Field), metadata: null);

    /// <summary>Rows so far.</summary>
    public int RowCount { get; private set; }

    /// <summary>Whether it should be sent before another row is put in.</summary>
    public bool IsFull => _bytes >= FullBytes;

    /// <summary>Puts a row in.</summary>
    public void Add(QueryRow row)
    {
        foreach (RowColumn column in _columns)
            _bytes += column.Append(row);
        RowCount++;
    }

    /// <summary>The batch of the rows put in since one was last taken; whoever gets it disposes of it.</summary>
    public RecordBatch Take()
    {
        RecordBatch batch = new(Schema, _columns.Select(column => column.Take()), RowCount);
        (RowCount, _bytes) = (0, 0);
        return batch;
    }

    private static RowColumn[] Columns() =>
    [
        new TextColumn("edition", row => row.Edition),
        new TextColumn("measure", row => row.Measure),
        new TextColumn("stage", row => Stages.Word((int)row.Stage)),
        new TextColumn("cohort", row => row.Cohort),
        new TextColumn("statistic", row => Statistics.Word((int)row.Statistic)),
        new NumberColumn("value", row => row.Figure is { HasValue: true } figure ? figure.Value : null),
        new TextColumn("text", row => row.Figure is { Text.Length: > 0 } figure ? figure.Text : null, isOptional: true),
        new NumberColumn("lower", row => row.Figure?.Interval?.Lower),
        new NumberColumn("upper", row => row.Figure?.Interval?.Upper),
        new NumberColumn("band_lower", row => row.Figure?.Band?.Lower),
        new NumberColumn("band_upper", row => row.Figure?.Band?.Upper),
        new TextColumn("unit", row => row.Unit),
        new CountColumn("n", row => row.HasN ? row.N : null),
        new CountColumn("member_count", row => row.HasMemberCount ? row.MemberCount : null),
        new TextColumn("outcome", row => Outcomes.Word((int)row.Outcome)),
        new ListColumn("markers", Markers),
        new TextColumn("reason", row => row.Reason == WithheldReason.Unspecified ? null : Reasons.Code((int)row.Reason), isOptional: true),
        new ListColumn("nearest_published", row => row.NearestPublished.Select(nearest => nearest.Cohort)),
        new ListColumn("derived_from", row => row.DerivedFrom),
        new CountColumn("measure_revision", row => row.MeasureRevision, isOptional: false),
        new TextColumn("citation", row => row.Citation),
    ];

    // Of the cell and of the figure, each once; most rows have none.
    private static IEnumerable<string> Markers(QueryRow row) => row.Markers.Count == 0 && row.Figure is null or { Markers.Count: 0 } ? []
        : row.Markers.Concat(row.Figure?.Markers ?? []).Distinct().Select(EnumWords.Letter);
}
