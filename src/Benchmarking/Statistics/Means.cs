namespace Benchmarking.Statistics;

/// <summary>The mean of organisations' figures, and the mean of the sector taken as one organisation.</summary>
/// <remarks>Sums are compensated, so that a result does not depend on the order in which the contributions were read.</remarks>
public static class Means
{
    /// <summary>The arithmetic mean: every figure counts the same, however large the organisation.</summary>
    /// <param name="values">The figures, at least one, in any order.</param>
    /// <returns>Σx ∕ n, in the unit of the figures. R: <c>mean(x)</c>.</returns>
    /// <exception cref="ArgumentException">
    /// There are no figures, one of them is not finite, or their sum is too large for a double.
    /// </exception>
    public static double Mean(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("A mean needs at least one figure.", nameof(values));
        return Sum(values, nameof(values)) / values.Length;
    }

    /// <summary>
    /// The sector ratio: all numerators over all denominators, which is the mean of the organisations' own ratios weighted by
    /// their denominators.
    /// </summary>
    /// <param name="numerators">One numerator for each organisation.</param>
    /// <param name="denominators">Its denominator, not negative, in the same order.</param>
    /// <returns>
    /// Σnumerator ∕ Σdenominator, in units of the numerator per unit of the denominator; null when the denominators add up to 0,
    /// which makes the ratio undefined. R: <c>sum(x) / sum(d)</c>, or <c>weighted.mean(x / d, d)</c> where no d is 0.
    /// </returns>
    /// <remarks>Source: W. G. Cochran, <i>Sampling Techniques</i>, 3rd edition (1977), chapter 6, ISBN 0-471-16240-X.</remarks>
    /// <exception cref="ArgumentException">
    /// The spans are empty or differ in length, a figure is not finite, a denominator is negative, or a sum is too large for a double.
    /// </exception>
    public static double? RatioOfSums(ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators)
    {
        if (numerators.IsEmpty)
            throw new ArgumentException("A ratio needs at least one organisation.", nameof(numerators));
        if (numerators.Length != denominators.Length)
            throw new ArgumentException("Each numerator needs its own denominator.", nameof(denominators));
        foreach (double denominator in denominators)
            if (denominator < 0)
                throw new ArgumentException("A denominator cannot be negative.", nameof(denominators));

        double numerator = Sum(numerators, nameof(numerators));
        double total = Sum(denominators, nameof(denominators));
        return total == 0 ? null : numerator / total;
    }

    private static double Sum(ReadOnlySpan<double> values, string parameter)
    {
        var sum = new CompensatedSum();
        foreach (double value in values)
            sum.Add(value);
        // One look at the end serves for all: whatever is not finite stays so in the sum.
        return double.IsFinite(sum.Value) ? sum.Value : throw new ArgumentException("The figures and their sum must be finite.", parameter);
    }
}
