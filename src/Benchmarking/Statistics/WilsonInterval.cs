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

        return Bounds(successes, trials, Score(confidence));
    }

    /// <summary>
    /// The interval for the share among a population of which the trials are a sample without replacement: that of the effective sample size
    /// n(N−1)∕(N−n), since there the variance of a share is π(1−π)∕n · (N−n)∕(N−1).
    /// </summary>
    /// <remarks>
    /// Source of the variance: W. G. Cochran, <i>Sampling Techniques</i>, 3rd edition (1977), theorem 3.2, ISBN 0-471-16240-X. R has no function
    /// of its own: <c>binom::binom.wilson(k * m / n, m)</c> with m = n(N−1)∕(N−n).
    /// </remarks>
    /// <param name="successes">k, from 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">n, how many of the population were looked at, at least 1.</param>
    /// <param name="population">N, at least <paramref name="trials"/>; when all were looked at, the share is known and the interval has no width.</param>
    /// <param name="confidence">How often such an interval should cover the population's share, strictly between 0 and 1.</param>
    /// <returns>The interval, which contains k∕n and is nowhere wider than that of <see cref="Of"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static WilsonInterval OfSample(long successes, long trials, long population, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, trials);
        WilsonInterval wide = Of(successes, trials, confidence);
        double share = (double)successes / trials;
        if (population == trials)
            return new WilsonInterval(share, share);
        double effective = (double)trials * (population - 1) / (population - trials);
        WilsonInterval narrow = Bounds(share * effective, effective, Score(confidence));
        // With one trial the two are the same but for rounding, and so is the bound at nothing and at everything.
        return new WilsonInterval(successes == 0 ? 0 : Math.Max(narrow.Lower, wide.Lower), successes == trials ? 1 : Math.Min(narrow.Upper, wide.Upper));
    }

    /// <summary>How many trials a 95 % interval of <see cref="Of"/> rests on: its bounds multiply to k²∕(n(n + z²)), which leaves n alone unknown.</summary>
    /// <param name="share">k∕n, strictly between 0 and 1.</param>
    /// <returns>n.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not strictly between 0 and 1.</exception>
    public long Trials(double share)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share lies strictly between 0 and 1.");
        double z = Score(0.95);
        return (long)Math.Round(z * z / ((share * share / (Lower * Upper)) - 1));
    }

    private static double Score(double confidence) => Normal.InvCDF(0, 1, (1 + confidence) / 2);

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
