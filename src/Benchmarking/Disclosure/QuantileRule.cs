using Benchmarking.Measures;
using Benchmarking.Statistics;

namespace Benchmarking.Disclosure;

/// <summary>
/// A mean and a Harrell-Davis median are two sums over the figures in their order. Where few figures lie close together, the two bound
/// everyone: the median is then coded. From 20 figures on these two leave everyone enough room, and there are quantiles further out, in which
/// the extreme figure weighs more: of each, the room between it and the next one inwards must be enough.
/// </summary>
internal static class QuantileRule
{
    /// <summary>Cells of fewer figures are checked; they have no quantile but the median.</summary>
    private const int SmallCell = 20;

    /// <summary>Whether a median, published beside the mean, bounds somebody more tightly than the protection level.</summary>
    /// <param name="sorted">The figures, ascending.</param>
    /// <param name="median">The median as it would be published.</param>
    /// <param name="rounding">By how much the exact one may differ from it.</param>
    /// <param name="kind">The measure's kind.</param>
    /// <param name="policy">The policy.</param>
    public static bool IsUnsafe(double[] sorted, double median, double rounding, MeasureKind kind, DisclosurePolicy policy)
    {
        if (sorted.Length >= SmallCell)
            return false;
        if (kind != MeasureKind.Percentage)
            return Largest(sorted.Length, sorted.Sum(), median, rounding) < sorted[^1] * (1 + (double)policy.PrecisionPercent / 100);
        double points = (double)policy.PrecisionPoints;
        double highest = Largest(sorted.Length, sorted.Sum(), median, rounding);
        double lowest = 100 - Largest(sorted.Length, sorted.Sum(value => 100 - value), 100 - median, rounding);
        return highest < Math.Min(100, sorted[^1] + points) || lowest > Math.Max(0, sorted[0] - points);
    }

    /// <summary>
    /// Whether a quantile beside the median bounds the extreme figure on its side more tightly than the protection level: whatever that figure rises by,
    /// the quantile rises by its weight's share, unless the figures between the next quantile inwards and this one make room.
    /// </summary>
    /// <param name="sorted">The figures, ascending.</param>
    /// <param name="probability">Which quantile; not the median.</param>
    /// <param name="gap">How far it is from the quantile that is told beside it, on the side of the median.</param>
    /// <param name="rounding">By how much an exact quantile may differ from what is published.</param>
    /// <param name="kind">The measure's kind.</param>
    /// <param name="policy">The policy.</param>
    public static bool IsTight(double[] sorted, double probability, double gap, double rounding, MeasureKind kind, DisclosurePolicy policy)
    {
        // The room is the most that all figures in between could give together; the others are held by quantiles of their own, so that not all of it is to be had.
        const double Margin = 4;
        if (sorted.Length < SmallCell)
            return false;
        bool isUpper = probability > 0.5;
        HarrellDavisWeights weights = HarrellDavis.Weights(sorted.Length, probability);
        double weight = isUpper ? weights.First + weights.Values.Length == sorted.Length ? weights.Values[^1] : 0 : weights.First == 0 ? weights.Values[0] : 0;
        double extreme = isUpper ? sorted[^1] : sorted[0];
        double level = kind != MeasureKind.Percentage ? (double)policy.PrecisionPercent / 100 * extreme
            : Math.Min((double)policy.PrecisionPoints, isUpper ? 100 - extreme : extreme);
        return gap + 2 * rounding < Margin * weight * level;
    }

    // How large the largest may be, given the sum and the median: a programme of two rows over the gaps between neighbours. At its optimum
    // at most two gaps are not zero, and all pairs of gaps are soon tried.
    private static double Largest(int n, double total, double median, double rounding)
    {
        double[] heavier = Heavier(n);
        double largest = 0;
        foreach (double told in new[] { median - rounding, median + rounding })
        {
            for (int first = 0; first < n; first++)
            {
                for (int second = first + 1; second < n; second++)
                {
                    double determinant = (n - first) * heavier[second] - (n - second) * heavier[first];
                    double one = (total * heavier[second] - (n - second) * told) / determinant;
                    double other = ((n - first) * told - heavier[first] * total) / determinant;
                    if (one >= 0 && other >= 0)
                        largest = Math.Max(largest, one + other);
                }
            }
        }
        return largest;
    }

    // For each gap, the median's weights above it together.
    private static double[] Heavier(int n)
    {
        HarrellDavisWeights weights = HarrellDavis.Weights(n, 0.5);
        double[] heavier = new double[n];
        double sum = 0;
        for (int index = n - 1; index >= 0; index--)
        {
            int position = index - weights.First;
            sum += position >= 0 && position < weights.Values.Length ? weights.Values[position] : 0;
            heavier[index] = sum;
        }
        return heavier;
    }
}
