namespace Benchmarking.Statistics;

/// <summary>The score of the difference of two proportions: how many standard errors it is from 0 if both groups had one common share.</summary>
/// <remarks>
/// K. Pearson's test of 1900 for two groups, without continuity correction: z² is R's <c>prop.test(c(k1, k2), c(n1, n2), correct = FALSE)$statistic</c>.
/// See A. Agresti, <i>Categorical Data Analysis</i>, 3rd edition (2013), section 3.2.1, ISBN 978-0-470-46363-5.
/// </remarks>
public static class ProportionScore
{
    /// <summary>z = (p₁ − p₂) ∕ √(p(1−p)(1∕n₁ + 1∕n₂)), p being the share of both groups together.</summary>
    /// <param name="firstShare">p₁, from 0 to 1.</param>
    /// <param name="firstTrials">n₁, at least 1.</param>
    /// <param name="secondShare">p₂.</param>
    /// <param name="secondTrials">n₂.</param>
    /// <returns>z, above 0 when the first share is the higher; 0 when all trials, or none, are successes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static double Of(double firstShare, long firstTrials, double secondShare, long secondTrials)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(firstTrials);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(secondTrials);
        RequireShare(firstShare, nameof(firstShare));
        RequireShare(secondShare, nameof(secondShare));
        double common = ((firstShare * firstTrials) + (secondShare * secondTrials)) / ((double)firstTrials + secondTrials);
        double variance = common * (1 - common) * ((1.0 / firstTrials) + (1.0 / secondTrials));
        return variance > 0 ? (firstShare - secondShare) / Math.Sqrt(variance) : 0;
    }

    private static void RequireShare(double share, string parameter)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(parameter, share, "A share lies in 0 to 1.");
    }
}
