namespace Benchmarking.Statistics;

/// <summary>
/// The Harrell–Davis quantile: the expected order statistic of rank (n+1)p under the bootstrap, which is a weighted mean of the
/// ordered figures. It is made of many organisations' figures, where the usual quantiles are made of one or two.
/// </summary>
/// <remarks>
/// Source: F. E. Harrell and C. E. Davis (1982), "A new distribution-free quantile estimator", Biometrika 69(3), 635–640,
/// doi:10.1093/biomet/69.3.635. R: <c>Hmisc::hdquantile(x, probability)</c>. Not a type of R's <c>quantile</c>, nor what Excel gives.
/// </remarks>
public static class HarrellDavis
{
    // 32 MB of weights: enough for five quantiles of every size of cohort up to 2,000.
    private static readonly HarrellDavisWeightCache _cache = new(mostHeld: 4 << 20);

    /// <summary>The quantile Σ wᵢ x₍ᵢ₎.</summary>
    /// <param name="sorted">The figures in ascending order, at least one.</param>
    /// <param name="probability">Which quantile, strictly between 0 and 1: 0.5 is the median.</param>
    /// <returns>The quantile in the unit of the figures, never outside their range; of one figure, that figure.</returns>
    /// <exception cref="ArgumentException">There are no figures, one is not finite, or they are not in ascending order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not strictly between 0 and 1.</exception>
    public static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        RequireSorted(sorted);
        HarrellDavisWeights weights = Weights(sorted.Length, probability);
        ReadOnlySpan<double> weight = weights.Values.AsSpan();
        ReadOnlySpan<double> window = sorted.Slice(weights.First, weight.Length);
        var sum = new CompensatedSum();
        for (int i = 0; i < window.Length; i++)
            sum.Add(weight[i] * window[i]);
        // The weights add up to 1 but for rounding; equal figures must give exactly that figure.
        return Math.Clamp(sum.Value, window[0], window[^1]);
    }

    /// <summary>The weights of a quantile, which depend only on the size of the sample and the probability; cached.</summary>
    /// <param name="n">How many figures there are, at least 1.</param>
    /// <param name="probability">Which quantile, strictly between 0 and 1.</param>
    /// <returns>The weights in order of rank.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static HarrellDavisWeights Weights(int n, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        if (probability is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies strictly between 0 and 1.");
        return _cache.Get(n, probability);
    }

    private static void RequireSorted(ReadOnlySpan<double> sorted)
    {
        if (sorted.IsEmpty)
            throw new ArgumentException("A quantile needs at least one figure.", nameof(sorted));
        // Written so that NaN, which no comparison holds for, is refused; an infinity can only be first or last.
        for (int i = 1; i < sorted.Length; i++)
            if (!(sorted[i - 1] <= sorted[i]))
                throw new ArgumentException("The figures must be in ascending order, without NaN.", nameof(sorted));
        if (!double.IsFinite(sorted[0]) || !double.IsFinite(sorted[^1]))
            throw new ArgumentException("The figures must be finite.", nameof(sorted));
    }
}
