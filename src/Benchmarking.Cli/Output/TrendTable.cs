using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A trend for people: a row a period, then what the tests come to.</summary>
internal static class TrendTable
{
    public static string Of(Trend trend, int? width)
    {
        string title = $"{ResourceName.Id(trend.Measure)} {trend.DisplayName}".TrimEnd() + $", {Words.Of(trend.Stage)}, in {trend.Unit}, {trend.Cohort}";
        if (trend.Points.Count == 0) return Printable.Of($"{title}\nNo period has an edition with this cohort yet.\n");
        string middle = trend.Statistic == ComparedStatistic.Proportion ? "Yes" : "Median";
        Column[] columns =
        [
            new("period", "Period"), .. trend.OwnTest is null ? (Column[])[] : [new("own", "Yours", true)],
            new("n", "n", true), new("figure", middle, true), new("interval", "95 % interval", true), new("p25", "P25", true), new("p75", "P75", true),
        ];
        string table = TextTable.Of(columns, trend.Points.Select(point => Row(point, hasOwn: trend.OwnTest is not null)), width);
        return $"{Printable.Of(title)}\n{table}\n{Printable.Of(string.Join('\n', Sentences(trend, middle)))}\n{Footnotes.Of([.. trend.Points.Select(point => point.Benchmark)], trend.Points.Select(point => point.Own))}";
    }

    private static IEnumerable<string> Sentences(Trend trend, string middle)
    {
        if (trend.OwnTest is { } own && trend.Statistic != ComparedStatistic.Proportion) yield return $"Yours: {Said(own)}";
        yield return $"{middle}: {Said(trend.CohortTest)}";
        if (trend.DefinedSince.Length > 0) yield return $"The definition changed: only figures from {ResourceName.Id(trend.DefinedSince)} on are tested.";
    }

    private static string Said(TrendTest test) => test.Verdict switch
    {
        TrendVerdict.Rising => Invariant($"rising over {test.PeriodCount} periods, by about {test.Slope:0.##} a period (p = {test.PValue:0.000})."),
        TrendVerdict.Falling => Invariant($"falling over {test.PeriodCount} periods, by about {-test.Slope:0.##} a period (p = {test.PValue:0.000})."),
        TrendVerdict.NoClearTrend => Invariant($"no clear trend over {test.PeriodCount} periods (p = {test.PValue:0.000})."),
        _ => Invariant($"{test.PeriodCount} {(test.PeriodCount == 1 ? "period has" : "periods have")} a figure; a trend can be told from 5 years, or 9 quarters, on."),
    };

    private static string[] Row(TrendPoint point, bool hasOwn) =>
    [
        ResourceName.Id(point.Period), .. hasOwn ? (string[])[FigureText.Rounded(point.Own)] : [],
        FigureText.Count(point.Benchmark), FigureText.In(point.Benchmark, point.Figure, FigureText.Rounded), FigureText.Between(point.Figure?.Interval),
        QuantileOf(point, 0.25), QuantileOf(point, 0.75),
    ];

    private static string QuantileOf(TrendPoint point, double probability) =>
        FigureText.In(point.Benchmark, Quantiles.Of(point.Benchmark, probability), FigureText.Exact);
}
