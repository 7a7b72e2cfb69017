using System.Text.Json.Nodes;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Comparisons of cohorts as JSON.</summary>
internal static class SectorJson
{
    public static JsonObject Of(CompareSectorsResponse response) => new()
    {
        ["edition"] = response.Edition,
        ["comparisons"] = new JsonArray([.. response.Comparisons.Select(Of)]),
    };

    private static JsonObject Of(SectorComparison comparison) => new()
    {
        ["measure"] = ResourceName.Id(comparison.Measure),
        ["name"] = comparison.DisplayName,
        ["stage"] = Words.Of(comparison.Stage),
        ["direction"] = Words.Of(comparison.Direction),
        ["unit"] = comparison.Unit,
        ["statistic"] = Words.Of(comparison.Statistic),
        ["figures"] = new JsonArray([.. comparison.Figures.Select(Of)]),
        ["differences"] = new JsonArray([.. comparison.Differences.Select(Of)]),
    };

    private static JsonObject Of(SectorFigure figure) => new()
    {
        ["cohort"] = figure.Benchmark.Cohort,
        ["figure"] = Of(figure.Figure),
        ["among_members"] = BenchmarkJson.Of(figure.AmongMembers),
        ["benchmark"] = BenchmarkJson.Of(figure.Benchmark),
    };

    private static JsonObject Of(SectorDifference difference) => new()
    {
        ["first"] = difference.First,
        ["second"] = difference.Second,
        ["difference"] = Of(difference.Difference),
        ["score"] = difference.HasScore ? difference.Score : null,
        ["verdict"] = Words.Of(difference.Verdict),
        ["reason"] = difference.Reason == NotComparedReason.Unspecified ? null : WireName.Of(difference.Reason),
        ["may_share_members"] = difference.MayShareMembers,
    };

    public static JsonObject Of(Figure? figure) => new()
    {
        ["value"] = figure is { HasValue: true } ? figure.Value : null,
        ["text"] = figure is { Text.Length: > 0 } ? figure.Text : null,
        ["interval"] = BenchmarkJson.Of(figure?.Interval),
        ["markers"] = JsonText.Array((figure?.Markers ?? []).Select(Words.Code)),
    };
}
