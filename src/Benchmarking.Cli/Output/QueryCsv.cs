using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Rows of a query for a spreadsheet: a figure a row, a column for each dimension grouped by, and a marker wherever something is missing.</summary>
internal sealed class QueryCsv : QueryWriter
{
    private readonly TextWriter _output;
    private readonly string[] _dimensions;

    public QueryCsv(TextWriter output, IEnumerable<string> dimensions)
    {
        _output = output;
        _dimensions = [.. dimensions];
        _output.Write(CsvText.Of(
        [
            "edition", "measure", "stage", "cohort", .. _dimensions, "statistic", "unit", "figure", "lower", "upper", "band_lower", "band_upper", "n", "member_count",
            "outcome", "markers", "reason", "nearest_published", "derived_from", "measure_revision", "citation",
        ], []));
    }

    public override void Write(IReadOnlyCollection<QueryRow> rows) => _output.Write(CsvText.Lines(rows.Select(Row)));

    public override void End()
    {
    }

    private object?[] Row(QueryRow row)
    {
        Marker[] markers = [.. row.Markers.Concat(row.Figure.Markers).Distinct()];
        string missing = FigureText.Missing(markers);
        // An answer without an interval or a band has none.
        string without = row.Outcome == RowOutcome.Answered ? "[z]" : missing;
        return
        [
            row.Edition, ResourceName.Id(row.Measure), Words.Of(row.Stage), row.Cohort, .. _dimensions.Select(dimension => CategoryOf(row, dimension)), Words.Of(row.Statistic), row.Unit,
            FigureText.Cell(row.Figure), row.Figure.Interval?.Lower ?? (object)without, row.Figure.Interval?.Upper ?? (object)without,
            row.Figure.Band?.Lower ?? (object)without, row.Figure.Band?.Upper ?? (object)without, row.HasN ? row.N : missing, row.HasMemberCount ? row.MemberCount : "[x]",
            Words.Of(row.Outcome), FigureText.Marks(markers), row.Reason == WithheldReason.Unspecified ? "" : WireName.Of(row.Reason),
            string.Join(';', row.NearestPublished.Select(nearest => nearest.Cohort)), string.Join(';', row.DerivedFrom), row.MeasureRevision, row.Citation,
        ];
    }

    // The cohort is written dimension=category, separated by commas.
    private static string CategoryOf(QueryRow row, string dimension) =>
        row.Cohort.Split(',').FirstOrDefault(term => term.StartsWith(dimension + "=", StringComparison.OrdinalIgnoreCase))?[(dimension.Length + 1)..] ?? "all";
}
