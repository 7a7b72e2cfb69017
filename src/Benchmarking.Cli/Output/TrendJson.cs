using System.Text.Json.Nodes;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A trend as JSON.</summary>
internal static class TrendJson
{
    public static JsonObject Of(Trend trend) => new()
    {
        ["measure"] = ResourceName.Id(trend.Measure),
        ["name"] = trend.DisplayName,
        ["stage"] = Words.Of(trend.Stage),
        ["direction"] = Words.Of(trend.Direction),
        ["unit"] = trend.Unit,
        ["cohort"] = trend.Cohort,
        ["statistic"] = Words.Of(trend.Statistic),
        ["defined_since"] = trend.DefinedSince.Length > 0 ? ResourceName.Id(trend.DefinedSince) : null,
        ["cohort_test"] = Of(trend.CohortTest),
        ["own_test"] = Of(trend.OwnTest),
        ["points"] = new JsonArray([.. trend.Points.Select(Of)]),
    };

    private static JsonObject Of(TrendPoint point) => new()
    {
        ["period"] = ResourceName.Id(point.Period),
        ["figure"] = SectorJson.Of(point.Figure),
        ["own"] = point.Own is null ? null : SectorJson.Of(point.Own),
        ["benchmark"] = BenchmarkJson.Of(point.Benchmark),
    };

    private static JsonObject? Of(TrendTest? test) => test is null ? null : new()
    {
        ["periods"] = test.PeriodCount,
        ["verdict"] = Words.Of(test.Verdict),
        ["p_value"] = test.HasPValue ? test.PValue : null,
        ["slope"] = test.HasSlope ? test.Slope : null,
    };
}
