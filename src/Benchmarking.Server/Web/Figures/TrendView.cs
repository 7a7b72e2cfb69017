using Benchmarking.Editions;
using Benchmarking.Server.Mapping;
using Benchmarking.Server.Web.Charts;
using Benchmarking.Server.Web.Wording;
using MeasureKind = Benchmarking.Measures.MeasureKind;
using Stage = Benchmarking.Measures.Stage;

namespace Benchmarking.Server.Web.Figures;

/// <summary>A stage of a measure across periods, as a member's page shows it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Trend">What was read.</param>
internal sealed record TrendView(Stage Stage, Trend Trend)
{
    /// <summary>The periods, oldest first.</summary>
    public IReadOnlyList<ChartedPeriod> Periods { get; } =
        [.. Trend.Points.Select(point => new ChartedPeriod(point.Edition.Period.Value, point.Cell.ValueAt(0.25), point.Figure.Figure.Value, point.Cell.ValueAt(0.75), point.Own))];

    /// <summary>The rows of the table under it: a period, and the texts of its columns, with the markers of the table of one period.</summary>
    public IEnumerable<(string Period, IEnumerable<string> Texts)> Rows => Trend.Points.Select(point => (point.Edition.Period.Value, TextsOf(point)));

    /// <summary>What the middle column is: the median, or the percentage that said yes.</summary>
    public string Middle => Trend.Points.Any(point => point.Measure.Kind == MeasureKind.YesNo) ? "Organisations saying yes, %" : "Median";

    /// <summary>What the tests come to; a yes or no of one's own has no trend to test.</summary>
    public IEnumerable<string> Sentences =>
    [
        .. Middle == "Median" ? [TrendWords.Of("Your figure", Trend.Own)] : (string[])[],
        TrendWords.Of(Middle == "Median" ? "The group's median" : "The group's percentage", Trend.Cohort),
        .. Trend.Break is { } since ? [$"The definition changed: only figures from {since.Edition.Period} on are compared with each other."] : (string[])[],
    ];

    /// <summary>Its picture; null when fewer than two periods have a figure.</summary>
    public string? ChartOf(string title, string unit) => TrendChart.Of($"trend-{(int)Stage}", title, unit, Periods);

    private IEnumerable<string> TextsOf(TrendPoint point)
    {
        V1.Benchmark cell = point.Cell.ToWire(point.Edition, point.Measure, Stage);
        string Quartile(double probability) => Markers.Figure(cell.Quantiles.FirstOrDefault(quantile => quantile.Probability == probability)?.Figure, cell);
        return [OwnText(point), Quartile(0.25), Markers.Figure(point.Figure.Figure.ToWire(), cell), Quartile(0.75)];
    }

    private static string OwnText(TrendPoint point) => point is { Own: { } own, Measure.Kind: MeasureKind.YesNo }
        ? own > 0 ? "Yes" : "No"
        : Markers.Figure(BenchmarkMapping.ToOwnFigure(point.Own));
}
