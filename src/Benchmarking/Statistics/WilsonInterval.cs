using MathNet.Numerics.Distributions;

namespace Benchmarking.Statistics;

/// <summary>Wilson's score interval of a proportion: every proportion that the observed count would not refute.</summary>
/// <remarks>
/// Source: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22(158), 209–212,
/// doi:10.1080/01621459.1927.10502953. Without continuity correction. R: <c>prop.test(k, n, correct = FALSE)$conf.int</c> or
/// <c>binom::binom.wilson(k, n)</c>.
/// </remarks>
/// <param name="Lower">The lower bound, a share in 0 to 1; 0 when there are no successes.</param>
/// <param name="Upper">The upper bound, a share in 0 to 1; 1 when every trial is a success.</param>
public readonly record struct WilsonInterval(double Lower, double Upper)
{
    /// <summary>The interval: both π that solve |k∕n − π| = z √(π(1−π)∕n), z being the normal quantile of (1 + confidence) ∕ 2.</summary>
    /// <param name="successes">k, how many have the attribute, from 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">n, how many were looked at, at least 1.</param>
    /// <param name="confidence">How often such an interval should cover the true share, strictly between 0 and 1.</param>
    /// <returns>The interval, which contains k∕n.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static WilsonInterval Of(long successes, long trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies strictly between 0 and 1.");

        double z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        return Bounds(successes, trials, z);
    }

    // The bounds are the roots of a quadratic whose roots multiply to k²∕(n(n + z²)). The smaller comes from that product, so that
    // nothing is subtracted and a small share keeps its digits.
    private static WilsonInterval Bounds(double k, double n, double z)
    {
        double centre = k + (z * z / 2), reach = z * Math.Sqrt((z * z / 4) + (k * (n - k) / n));
        double lower = k * k / n / (centre + reach);
        // Exactly 1 when every trial is a success, whatever the rounding.
        return new WilsonInterval(lower, k == n ? 1 : Math.Min(1, (centre + reach) / (n + (z * z))));
    }
}
