using System.Text.Json.Nodes;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A cohort's figures, and a comparison with them, as JSON.</summary>
internal static class BenchmarkJson
{
    public static JsonObject Of(Benchmark benchmark)
    {
        JsonObject json = new()
        {
            ["edition"] = benchmark.Edition,
            ["measure"] = ResourceName.Id(benchmark.Measure),
            ["stage"] = Words.Of(benchmark.Stage),
            ["cohort"] = benchmark.Cohort,
            ["unit"] = benchmark.Unit,
            ["member_count"] = benchmark.HasMemberCount ? benchmark.MemberCount : null,
            ["n"] = benchmark.HasN ? benchmark.N : null,
        };
        AddFigure(json, "mean", benchmark.Mean);
        AddFigure(json, "ratio", benchmark.Ratio);
        if (benchmark.Ratio?.Interval is { } interval)
            json["ratio_interval"] = Of(interval);
        AddQuantiles(json, benchmark);
        json["markers"] = Markers(benchmark.Markers);
        json["reason"] = benchmark.Reason == WithheldReason.Unspecified ? null : WireName.Of(benchmark.Reason);
        json["nearest_published"] = new JsonArray([.. benchmark.NearestPublished.Select(near => new JsonObject
        {
            ["cohort"] = near.Cohort,
            ["dropped_dimensions"] = JsonText.Array(near.DroppedDimensions),
        })]);
        json["measure_revision"] = benchmark.MeasureRevision;
        json["citation"] = benchmark.Citation;
        return json;
    }

    public static JsonObject Of(CompareResponse response, string organisation) => new()
    {
        ["edition"] = response.Edition,
        ["organisation"] = ResourceName.Id(organisation),
        ["comparisons"] = new JsonArray([.. response.Comparisons.Select(Of)]),
    };

    private static JsonObject Of(Comparison comparison) => new()
    {
        ["measure"] = ResourceName.Id(comparison.Measure),
        ["name"] = comparison.DisplayName,
        ["stage"] = Words.Of(comparison.Stage),
        ["direction"] = Words.Of(comparison.Direction),
        ["unit"] = comparison.Unit,
        ["own"] = new JsonObject { ["value"] = Value(comparison.Own), ["markers"] = Markers(comparison.Own?.Markers ?? []) },
        ["cohorts"] = new JsonArray([.. comparison.Cohorts.Select(Of)]),
    };

    private static JsonObject Of(ComparedCohort cohort)
    {
        var json = Of(cohort.Benchmark);
        json["position"] = cohort.Position is not { } position ? null : new JsonObject
        {
            ["percentile"] = position.HasPercentile ? position.Percentile : null,
            ["lower"] = position.Lower,
            ["upper"] = position.Upper,
        };
        json["funnel"] = cohort.Funnel is not { } funnel ? null : new JsonObject
        {
            ["target"] = funnel.Target,
            ["limits_95"] = Of(funnel.Limits95),
            ["limits_998"] = Of(funnel.Limits998),
            ["standard_error"] = funnel.StandardError,
            ["place"] = Words.Of(funnel.Place),
        };
        return json;
    }

    public static JsonObject? Of(Interval? interval) => interval is null ? null : new() { ["lower"] = interval.Lower, ["upper"] = interval.Upper };

    private static void AddFigure(JsonObject json, string name, Figure? figure)
    {
        json[name] = Value(figure);
        if (figure is { HasValue: false, Text.Length: > 0 }) json[name + "_text"] = figure.Text;
    }

    private static void AddQuantiles(JsonObject json, Benchmark benchmark)
    {
        JsonObject values = [];
        JsonObject texts = [];
        foreach (double probability in Quantiles.ProbabilitiesOf(benchmark))
        {
            string name = probability.ToString(Invariance);
            var figure = Quantiles.Of(benchmark, probability);
            values[name] = Value(figure);
            if (figure is { HasValue: false, Text.Length: > 0 }) texts[name] = figure.Text;
        }

        json["quantiles"] = values;
        if (texts.Count > 0) json["quantile_texts"] = texts;
    }

    private static JsonValue? Value(Figure? figure) => figure is { HasValue: true } ? JsonValue.Create(figure.Value) : null;

    private static JsonArray Markers(IEnumerable<Marker> markers) => JsonText.Array(markers.Select(Words.Code));
}
