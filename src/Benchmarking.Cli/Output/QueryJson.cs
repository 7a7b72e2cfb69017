using System.Text.Json.Nodes;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Rows of a query as JSON: one object with a list, written as the rows come.</summary>
internal sealed class QueryJson : QueryWriter
{
    private const string Indent = "\n    ";

    private readonly TextWriter _output;
    private bool _hasRows;

    public QueryJson(TextWriter output)
    {
        _output = output;
        _output.Write("{\n  \"rows\": [");
    }

    public override void Write(IReadOnlyCollection<QueryRow> rows)
    {
        foreach (var row in rows)
        {
            _output.Write((_hasRows ? "," : "") + Indent + JsonText.Of(Of(row)).Replace("\n", Indent, StringComparison.Ordinal));
            _hasRows = true;
        }
    }

    public override void End() => _output.Write((_hasRows ? "\n  " : "") + "]\n}\n");

    private static JsonObject Of(QueryRow row) => new()
    {
        ["edition"] = row.Edition,
        ["measure"] = ResourceName.Id(row.Measure),
        ["stage"] = Words.Of(row.Stage),
        ["cohort"] = row.Cohort,
        ["statistic"] = Words.Of(row.Statistic),
        ["unit"] = row.Unit,
        ["value"] = row.Figure is { HasValue: true } ? row.Figure.Value : null,
        ["text"] = row.Figure is { Text.Length: > 0 } ? row.Figure.Text : null,
        ["interval"] = BenchmarkJson.Of(row.Figure?.Interval),
        ["band"] = BenchmarkJson.Of(row.Figure?.Band),
        ["n"] = row.HasN ? row.N : null,
        ["member_count"] = row.HasMemberCount ? row.MemberCount : null,
        ["outcome"] = Words.Of(row.Outcome),
        ["markers"] = JsonText.Array(row.Markers.Concat(row.Figure?.Markers ?? []).Distinct().Select(Words.Code)),
        ["reason"] = row.Reason == WithheldReason.Unspecified ? null : WireName.Of(row.Reason),
        ["nearest_published"] = JsonText.Array(row.NearestPublished.Select(nearest => nearest.Cohort)),
        ["derived_from"] = JsonText.Array(row.DerivedFrom),
        ["measure_revision"] = row.MeasureRevision,
        ["citation"] = row.Citation,
    };
}
