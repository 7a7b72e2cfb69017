using MathNet.Numerics.Distributions;
using MathNet.Numerics.Interpolation;

namespace Benchmarking.Statistics;

/// <summary>
/// A 95 % interval of a median from the published quantiles alone: between the ranks that the sign test would not refute, whose values are read off the
/// published quantiles and not off the figures, so that it tells nothing that they do not.
/// </summary>
/// <remarks>
/// The ranks are those of the distribution-free interval from the r-th to the (n+1−r)-th smallest figure: H. A. David and H. N. Nagaraja,
/// <i>Order Statistics</i>, 3rd edition (2003), section 7.1, doi:10.1002/0471722162; R: <c>r = qbinom(0.025, n, 0.5)</c>. On average a share
/// r∕(n+1) of a distribution lies below its r-th smallest figure, whatever the distribution; the value there comes from a monotone cubic through the
/// published quantiles: F. N. Fritsch and J. Butland (1984), "A method for constructing local monotone piecewise cubic interpolants", SIAM Journal on
/// Scientific and Statistical Computing 5(2), 300–304, doi:10.1137/0905021; MATLAB and R's pracma call it <c>pchip</c>. How often it covers is in
/// tests/reference/statistics/README.md.
/// </remarks>
/// <param name="Lower">The lower bound, in the unit of the quantiles.</param>
/// <param name="Upper">The upper bound.</param>
public readonly record struct MedianInterval(double Lower, double Upper)
{
    /// <summary>Below so many figures the ranks lie outside the quartiles, between which the published quantiles tell enough.</summary>
    public const int FewestFigures = 20;

    private static readonly double[] Needed = [0.25, 0.5, 0.75];

    /// <summary>The interval.</summary>
    /// <param name="n">How many figures the quantiles are of.</param>
    /// <param name="publishedQuantiles">The quantiles: probabilities strictly between 0 and 1 and increasing, values finite and not decreasing.</param>
    /// <returns>The interval; null when there are fewer than 20 figures, or a quartile or the median is not among the quantiles.</returns>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">The quantiles are not as described.</exception>
    public static MedianInterval? Of(int n, IReadOnlyList<(double Probability, double Value)> publishedQuantiles)
    {
        ArgumentNullException.ThrowIfNull(publishedQuantiles);
        QuantileList.RequireIncreasing(publishedQuantiles, nameof(publishedQuantiles));
        if (n < FewestFigures || Needed.Any(needed => publishedQuantiles.All(quantile => quantile.Probability != needed)))
            return null;
        CubicSpline quantileAt = CubicSpline.InterpolatePchipSorted(
            [.. publishedQuantiles.Select(quantile => quantile.Probability)], [.. publishedQuantiles.Select(quantile => quantile.Value)]);
        double median = publishedQuantiles.First(quantile => quantile.Probability == 0.5).Value;
        double below = LowerRank(n) / (n + 1.0);
        // Monotone but for rounding; equal quantiles must give exactly their value.
        return new MedianInterval(Math.Min(median, quantileAt.Interpolate(below)), Math.Max(median, quantileAt.Interpolate(1 - below)));
    }

    /// <summary>The rank r of the interval's lower end: the largest for which at most 2.5 % of samples have fewer than r figures below the median.</summary>
    /// <param name="n">How many figures there are, at least 6; of fewer not even the smallest and largest cover 95 %.</param>
    /// <returns>r, from 1 to n∕2; the upper end has rank n+1−r.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 6 figures.</exception>
    public static int LowerRank(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 6);
        int low = 1, high = n / 2;
        while (low < high)
        {
            int middle = low + ((high - low + 1) / 2);
            (low, high) = Binomial.CDF(0.5, n, middle - 1) <= 0.025 ? (middle, high) : (low, middle - 1);
        }
        return low;
    }
}
