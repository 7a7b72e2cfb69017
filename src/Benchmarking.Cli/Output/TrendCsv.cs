using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A trend as flat rows: one a period, with a marker wherever a figure is missing. What the tests come to is the same in each.</summary>
internal static class TrendCsv
{
    private static readonly string[] Header =
    [
        "period", "measure", "name", "stage", "unit", "cohort", "statistic", "n", "figure", "lower", "upper", "own",
        "verdict", "p_value", "slope", "own_verdict", "own_p_value", "own_slope", "defined_since", "markers", "reason", "edition", "citation",
    ];

    public static string Of(Trend trend) => CsvText.Of(Header, trend.Points.Select(point => (IReadOnlyList<object?>)Row(trend, point)));

    private static object?[] Row(Trend trend, TrendPoint point)
    {
        string missing = FigureText.Missing(point.Benchmark.Markers);
        return
        [
            ResourceName.Id(point.Period), ResourceName.Id(trend.Measure), trend.DisplayName, Words.Of(trend.Stage), trend.Unit, trend.Cohort, Words.Of(trend.Statistic),
            point.Benchmark.HasN ? point.Benchmark.N : missing, FigureText.Cell(point.Figure),
            point.Figure?.Interval?.Lower ?? (object)"[z]", point.Figure?.Interval?.Upper ?? (object)"[z]", point.Own is null ? "[z]" : FigureText.Cell(point.Own),
            .. Test(trend.CohortTest), .. Test(trend.OwnTest), trend.DefinedSince.Length > 0 ? ResourceName.Id(trend.DefinedSince) : "",
            FigureText.Marks(point.Benchmark.Markers), point.Benchmark.Reason == WithheldReason.Unspecified ? "" : WireName.Of(point.Benchmark.Reason),
            point.Benchmark.Edition, point.Benchmark.Citation,
        ];
    }

    private static object?[] Test(TrendTest? test) => test is null
        ? ["[z]", "[z]", "[z]"]
        : [Words.Of(test.Verdict), test.HasPValue ? test.PValue : "[z]", test.HasSlope ? test.Slope : "[z]"];
}
