using MathNet.Numerics.Statistics;

namespace Benchmarking.Statistics;

/// <summary>The slope of figures in time by Theil and Sen: the median of the slopes between any two of them, which a figure far off does not move.</summary>
/// <remarks>
/// Source: P. K. Sen (1968), "Estimates of the regression coefficient based on Kendall's tau", Journal of the American Statistical Association 63(324),
/// 1379–1389, doi:10.1080/01621459.1968.10480934. R: <c>median</c> of all slopes, or <c>mblm::mblm(repeated = FALSE)</c>.
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
        for (int i = 0; i < points.Count; i++)
        {
            if (!double.IsFinite(points[i].Time) || !double.IsFinite(points[i].Figure) || (i > 0 && points[i].Time <= points[i - 1].Time))
                throw new ArgumentException("Times increase, and they and the figures are finite.", nameof(points));
        }
        double[] slopes = [.. points.SelectMany((later, index) => points.Take(index).Select(earlier => (later.Figure - earlier.Figure) / (later.Time - earlier.Time)))];
        return slopes.Length == 0 ? null : slopes.Median();
    }
}
