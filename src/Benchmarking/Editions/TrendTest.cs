using Benchmarking.Statistics;

namespace Benchmarking.Editions;

/// <summary>What a test for a trend comes to.</summary>
public enum TrendVerdict
{
    /// <summary>Rising: by chance alone at most one series in twenty looks as much like a trend.</summary>
    Rising = 1,
    /// <summary>Falling.</summary>
    Falling = 2,
    /// <summary>The figures may have come in this order by chance.</summary>
    NoClearTrend = 3,
    /// <summary>So few periods have a figure that no order of them would be clear: fewer than 5 years, or fewer than 9 quarters without a gap.</summary>
    TooFewPeriods = 4,
}

/// <summary>
/// Whether figures rise or fall across periods: the test of Mann and Kendall at 5 %, and the slope of Theil and Sen. A quarter is compared with the
/// same quarter of other years alone, so that what comes and goes with the time of year is no trend.
/// </summary>
/// <param name="Periods">How many periods have a figure.</param>
/// <param name="Verdict">What it comes to.</param>
/// <param name="PValue">The test's probability; null when there are too few periods.</param>
/// <param name="Slope">Change per period, in the figures' unit; null of fewer than two figures.</param>
public sealed record TrendTest(int Periods, TrendVerdict Verdict, double? PValue, double? Slope)
{
    private const double Level = 0.05;

    /// <summary>Tests figures in the order of their periods.</summary>
    /// <param name="figures">Their season, when, counted in periods and increasing, and the figure.</param>
    internal static TrendTest Of(IReadOnlyList<(int Season, double Time, double Figure)> figures)
    {
        IReadOnlyList<(double Time, double Figure)>[] seasons = [.. figures.GroupBy(point => point.Season, point => (point.Time, point.Figure)).Select(season => season.ToArray())];
        double? slope = TheilSen.SlopeOfSeasons(seasons);
        if (MannKendall.LeastPValue(seasons.Select(season => season.Count)) > Level)
            return new(figures.Count, TrendVerdict.TooFewPeriods, null, slope);
        MannKendall test = MannKendall.OfSeasons([.. seasons.Select(season => season.Select(point => point.Figure).ToArray())]);
        TrendVerdict verdict = test.PValue > Level ? TrendVerdict.NoClearTrend : test.Score > 0 ? TrendVerdict.Rising : TrendVerdict.Falling;
        return new(figures.Count, verdict, test.PValue, slope);
    }
}
