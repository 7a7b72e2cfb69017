namespace Benchmarking.Statistics;

/// <summary>
/// Where a member's own figure stands among the published quantiles of its cohort. It is worked out from what is published and
/// from nothing else, so it tells the member no more than the publication does.
/// </summary>
/// <remarks>
/// Between two published quantiles the distribution is taken as a straight line, which is R's
/// <c>approx(quantiles, percentiles, xout = value)</c>; it is not R's <c>ecdf</c>, which needs every figure.
/// </remarks>
/// <param name="Lower">The percentile, 0 to 100, at or above which the figure stands; 0 below the lowest published quantile.</param>
/// <param name="Upper">The percentile, 0 to 100, at or below which the figure stands; 100 above the highest published quantile.</param>
/// <param name="Estimate">The percentile between the two, or null where the figure is outside the published quantiles.</param>
public readonly record struct PercentilePosition(double Lower, double Upper, double? Estimate)
{
    /// <summary>Places a figure among published quantiles.</summary>
    /// <param name="value">The member's own figure, finite, in the unit of the quantiles.</param>
    /// <param name="publishedQuantiles">
    /// The quantiles: probabilities strictly between 0 and 1 and increasing, values finite and not decreasing.
    /// </param>
    /// <returns>
    /// The position; null when no quantile is published. On a published quantile, its percentile. On a run of equal ones, the whole
    /// span of their percentiles, with its middle as the estimate. Otherwise the neighbouring percentiles, and the straight line
    /// between them as the estimate.
    /// </returns>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">The value is not finite, or the quantiles are not as described.</exception>
    public static PercentilePosition? Of(double value, IReadOnlyList<(double Probability, double Value)> publishedQuantiles)
    {
        ArgumentNullException.ThrowIfNull(publishedQuantiles);
        if (!double.IsFinite(value))
            throw new ArgumentException("The figure must be finite.", nameof(value));
        QuantileList.RequireIncreasing(publishedQuantiles, nameof(publishedQuantiles));
        if (publishedQuantiles.Count == 0)
            return null;

        int below = 0;
        while (below < publishedQuantiles.Count && publishedQuantiles[below].Value < value)
            below++;
        int notAbove = below;
        while (notAbove < publishedQuantiles.Count && publishedQuantiles[notAbove].Value == value)
            notAbove++;
        return below < notAbove
            ? On(publishedQuantiles[below], publishedQuantiles[notAbove - 1])
            : Between(value, publishedQuantiles, below);
    }

    private static PercentilePosition On((double Probability, double Value) first, (double Probability, double Value) last)
    {
        double lower = 100 * first.Probability, upper = 100 * last.Probability;
        return new PercentilePosition(lower, upper, (lower + upper) / 2);
    }

    private static PercentilePosition Between(double value, IReadOnlyList<(double Probability, double Value)> quantiles, int below)
    {
        double lower = below == 0 ? 0 : 100 * quantiles[below - 1].Probability;
        double upper = below == quantiles.Count ? 100 : 100 * quantiles[below].Probability;
        if (below == 0 || below == quantiles.Count)
            return new PercentilePosition(lower, upper, null);

        double from = quantiles[below - 1].Value, to = quantiles[below].Value;
        double estimate = lower + ((value - from) / (to - from) * (upper - lower));
        return new PercentilePosition(lower, upper, Math.Clamp(estimate, lower, upper));
    }
}
