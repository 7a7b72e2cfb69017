using Apache.Arrow;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>A row as Arrow's columns tell it, and as a query's rows do: lists are joined, so that rows can be compared.</summary>
public sealed record ArrowRow(string Edition, string Measure, string Stage, string Cohort, string Statistic, double? Value, string? Text, double? Lower, double? Upper,
    double? BandLower, double? BandUpper, string Unit, int? N, int? MemberCount, string Outcome, string Markers, string? Reason, string Nearest, string DerivedFrom, int Revision, string Citation)
{
    /// <summary>The rows of a batch.</summary>
    public static IEnumerable<ArrowRow> Of(RecordBatch batch) => Enumerable.Range(0, batch.Length).Select(row => Of(batch, row));

    /// <summary>What Arrow should tell of a row.</summary>
    public static ArrowRow Of(QueryRow row) => new(row.Edition, row.Measure, Word(row.Stage), row.Cohort, Word(row.Statistic), row.Figure.HasValue ? row.Figure.Value : null,
        row.Figure.Text.Length > 0 ? row.Figure.Text : null, row.Figure.Interval?.Lower, row.Figure.Interval?.Upper, row.Figure.Band?.Lower, row.Figure.Band?.Upper, row.Unit,
        row.HasN ? row.N : null, row.HasMemberCount ? row.MemberCount : null, row.Outcome == RowOutcome.NotAvailable ? "not-available" : Word(row.Outcome),
        string.Join('|', row.Markers.Concat(row.Figure.Markers).Distinct().Select(LetterOf)), ReasonOf(row.Reason),
        string.Join('|', row.NearestPublished.Select(nearest => nearest.Cohort)), string.Join('|', row.DerivedFrom), row.MeasureRevision, row.Citation);

    private static ArrowRow Of(RecordBatch batch, int row)
    {
        return new(Text("edition")!, Text("measure")!, Text("stage")!, Text("cohort")!, Text("statistic")!, Number("value"), Text("text"), Number("lower"), Number("upper"),
            Number("band_lower"), Number("band_upper"), Text("unit")!, Count("n"), Count("member_count"), Text("outcome")!, List("markers"), Text("reason"), List("nearest_published"),
            List("derived_from"), Count("measure_revision")!.Value, Text("citation")!);

        string? Text(string column) => ((StringArray)batch.Column(column)).GetString(row);

        double? Number(string column) => ((DoubleArray)batch.Column(column)).GetValue(row);

        int? Count(string column) => ((Int32Array)batch.Column(column)).GetValue(row);

        string List(string column)
        {
            StringArray items = (StringArray)((ListArray)batch.Column(column)).GetSlicedValues(row);
            return string.Join('|', Enumerable.Range(0, items.Length).Select(item => items.GetString(item)));
        }
    }

    private static string Word<T>(T value) where T : struct, Enum => $"{value}".ToLowerInvariant();

    private static string LetterOf(Marker marker) => marker switch { Marker.Confidential => "c", Marker.NotAvailable => "x", Marker.Revised => "r", _ => $"{marker}" };

    private static string? ReasonOf(WithheldReason reason) => reason switch
    {
        WithheldReason.Unspecified => null,
        WithheldReason.TooFew => "TOO_FEW",
        WithheldReason.Protected => "PROTECTED",
        WithheldReason.NotPublished => "NOT_PUBLISHED",
        WithheldReason.RevisionPending => "REVISION_PENDING",
        _ => $"{reason}",
    };
}
