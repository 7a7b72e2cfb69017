using MathNet.Numerics.Statistics;

namespace Benchmarking.Statistics;

/// <summary>The slope of figures in time by Theil and Sen: the median of the slopes between any two of them, which a figure far off does not move.</summary>
/// <remarks>
/// Source: P. K. Sen (1968), "Estimates of the regression coefficient based on Kendall's tau", Journal of the American Statistical Association 63(324),
/// 1379–1389, doi:10.1080/01621459.1968.10480934; with seasons R. M. Hirsch, J. R. Slack, R. A. Smith (1982), doi:10.1029/WR018i001p00107. R: <c>median</c> of all slopes, or <c>mblm::mblm(repeated = FALSE)</c>.
/// </remarks>
public static class TheilSen
{
    /// <summary>The slope.</summary>
    /// <param name="points">When, increasing, and how much; finite.</param>
    /// <returns>Unit of the figures per unit of time; null of fewer than two points.</returns>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">A number is not finite, or time does not increase.</exception>
    public static double? Slope(IReadOnlyList<(double Time, double Figure)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return SlopeOfSeasons([points]);
    }

    /// <summary>The slope of figures that go up and down with the time of year: the median of the slopes between any two of the same season.</summary>
    /// <param name="seasons">Of each season, when, increasing, and how much; finite.</param>
    /// <returns>Unit of the figures per unit of time; null when no season has two points.</returns>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">A number is not finite, or time does not increase.</exception>
    public static double? SlopeOfSeasons(IReadOnlyList<IReadOnlyList<(double Time, double Figure)>> seasons)
    {
        ArgumentNullException.ThrowIfNull(seasons);
        if (!seasons.All(IsSeries))
            throw new ArgumentException("Times increase, and they and the figures are finite.", nameof(seasons));
        double[] slopes = [.. seasons.SelectMany(points => points.SelectMany((later, index) => points.Take(index).Select(earlier => (later.Figure - earlier.Figure) / (later.Time - earlier.Time))))];
        return slopes.Length == 0 ? null : slopes.Median();
    }

    private static bool IsSeries(IReadOnlyList<(double Time, double Figure)> points) =>
        points.All(point => double.IsFinite(point.Time) && double.IsFinite(point.Figure)) && points.Zip(points.Skip(1)).All(pair => pair.First.Time < pair.Second.Time);
}
