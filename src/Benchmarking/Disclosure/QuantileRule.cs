using Benchmarking.Measures;
using Benchmarking.Statistics;

namespace Benchmarking.Disclosure;

/// <summary>
/// A mean and a Harrell-Davis median are two sums over the figures in their order. Where few figures lie close together, the two bound
/// everyone: the median is then coded. From 20 bodies on these two leave everyone enough room, and there are quantiles further out, in which
/// the extreme figure weighs more: of each, the room between it and the next one inwards must be enough. Insiders know their own figures, which then are
/// neither the extreme one nor any room: each is checked against the coalitions at either end.
/// </summary>
internal static class QuantileRule
{
    /// <summary>Cells of fewer bodies have no quantile but the median.</summary>
    private const int SmallCell = 20;

    /// <summary>Beside a body with several figures the median of a larger cell is checked too; where so many are left the others have room, and all pairs of them would take long.</summary>
    private const int MostPaired = 200;

    /// <summary>Whether a median, published beside the mean, bounds somebody more tightly than the protection level.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="median">The median as it would be published.</param>
    /// <param name="rounding">By how much the exact one may differ from it.</param>
    /// <param name="kind">The measure's kind.</param>
    /// <param name="policy">The policy.</param>
    public static bool IsUnsafe(OrderedFigures figures, double median, double rounding, MeasureKind kind, DisclosurePolicy policy)
    {
        if (figures.Bodies >= SmallCell && (!figures.HasGroups || figures.Values.Length > MostPaired))
            return false;
        double[] weights = Weights(figures.Values.Length);
        return figures.Coalitions(policy.CoalitionSize).Prepend([]).Any(known => IsBound(figures.Values, weights, known, median, rounding, kind, policy));
    }

    /// <summary>Whether one body has so many of the figures on a side of a quantile that too few others are left there.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="rank">The quantile's rank among them.</param>
    /// <param name="policy">The policy.</param>
    public static bool HasFewBodies(OrderedFigures figures, double rank, DisclosurePolicy policy) => figures.HasGroups
        && (figures.BodiesIn(..(int)Math.Floor(rank)) < policy.QuantileTail || figures.BodiesIn((int)Math.Ceiling(rank)..) < policy.QuantileTail);

    /// <summary>
    /// Whether a quantile beside the median bounds the extreme figure on its side more tightly than the protection level: whatever that figure rises by,
    /// the quantile rises by its weight's share, unless the figures between the next quantile inwards and this one make room.
    /// </summary>
    /// <param name="figures">The figures.</param>
    /// <param name="quantile">Which quantile, not the median, and what it is before it is rounded.</param>
    /// <param name="inner">The quantile that is told beside it, on the side of the median.</param>
    /// <param name="rounding">By how much an exact quantile may differ from what is published.</param>
    /// <param name="kind">The measure's kind.</param>
    /// <param name="policy">The policy.</param>
    public static bool IsTight(OrderedFigures figures, (double Probability, double Value) quantile, (double Probability, double Value) inner, double rounding,
        MeasureKind kind, DisclosurePolicy policy)
    {
        // The room is the most that all figures in between could give together; the others are held by quantiles of their own, so that not all of it is to be had.
        const double Margin = 4;
        if (figures.Bodies < SmallCell)
            return false;
        double[] sorted = figures.Values;
        int outwards = quantile.Probability > 0.5 ? 1 : -1;
        (HarrellDavisWeights weights, HarrellDavisWeights inwards) = (HarrellDavis.Weights(sorted.Length, quantile.Probability), HarrellDavis.Weights(sorted.Length, inner.Probability));
        return figures.Coalitions(policy.CoalitionSize).Any(known =>
        {
            int extreme = outwards > 0 ? sorted.Length - 1 : 0;
            while (Array.BinarySearch(known, extreme) >= 0)
                extreme -= outwards;
            // What insiders returned gives no room, wherever it is: as if it were the extreme figure too.
            double theirs = known.Sum(position => (WeightOf(weights, position) - WeightOf(inwards, position)) * (sorted[position] - sorted[extreme]));
            return outwards * (quantile.Value - inner.Value - theirs) + 2 * rounding < Margin * Move(sorted, weights, extreme, outwards, Level(sorted[extreme], outwards > 0, kind, policy));
        });
    }

    private static double Level(double figure, bool isUpward, MeasureKind kind, DisclosurePolicy policy) => kind != MeasureKind.Percentage
        ? (double)policy.PrecisionPercent / 100 * figure
        : Math.Min((double)policy.PrecisionPoints, isUpward ? 100 - figure : figure);

    private static double WeightOf(HarrellDavisWeights weights, int position) =>
        position >= weights.First && position < weights.First + weights.Values.Length ? weights.Values[position - weights.First] : 0;

    // By how much a quantile moves when a figure does, outwards. On its way it may pass others.
    private static double Move(double[] sorted, HarrellDavisWeights weights, int position, int outwards, double distance)
    {
        (double reached, double end, double move) = (sorted[position], sorted[position] + outwards * distance, 0);
        for (; outwards * (end - reached) > 0; position += outwards)
        {
            int next = position + outwards;
            double step = next >= 0 && next < sorted.Length && outwards * (end - sorted[next]) > 0 ? sorted[next] : end;
            move += WeightOf(weights, position) * Math.Abs(step - reached);
            reached = step;
        }
        return move;
    }

    // Of the others' figures, whose sum and whose share of the median follow, the largest must be able to be larger and the smallest smaller.
    private static bool IsBound(double[] sorted, double[] weights, int[] known, double median, double rounding, MeasureKind kind, DisclosurePolicy policy)
    {
        int[] others = [.. Enumerable.Range(0, sorted.Length).Except(known)];
        double[] values = [.. others.Select(position => sorted[position])], own = [.. others.Select(position => weights[position])];
        double told = median - known.Sum(position => weights[position] * sorted[position]);
        (double smallest, double largest) = Extremes(own, values.Sum(), told, rounding);
        if (kind == MeasureKind.Percentage)
            smallest = 100 - Extremes([.. own.Reverse()], values.Sum(value => 100 - value), 100 * own.Sum() - told, rounding).Largest;
        // Rounding, which a level is never as small as.
        double hair = 1e-9 * values[^1];
        return largest + hair < values[^1] + Level(values[^1], true, kind, policy) || smallest - hair > values[0] - Level(values[0], false, kind, policy);
    }

    // How small the smallest may be and how large the largest, given the sum and the median: a programme of two rows over the gaps between neighbours, from 0 on.
    // At its optimum at most two gaps are not zero, and all pairs of gaps are soon tried.
    private static (double Smallest, double Largest) Extremes(double[] weights, double total, double median, double rounding)
    {
        int n = weights.Length;
        double[] heavier = Heavier(weights);
        (double smallest, double largest) = (double.PositiveInfinity, 0);
        foreach (double told in new[] { median - rounding, median + rounding })
        {
            for (int first = 0; first < n; first++)
            {
                for (int second = first + 1; second < n; second++)
                {
                    double determinant = (n - first) * heavier[second] - (n - second) * heavier[first];
                    double one = (total * heavier[second] - (n - second) * told) / determinant;
                    double other = ((n - first) * told - heavier[first] * total) / determinant;
                    if (determinant == 0 || !(one >= 0 && other >= 0))
                        continue;
                    (smallest, largest) = (Math.Min(smallest, first == 0 ? one : 0), Math.Max(largest, one + other));
                }
            }
        }
        return (smallest, largest);
    }

    // For each gap, the median's weights above it together.
    private static double[] Heavier(double[] weights)
    {
        double[] heavier = new double[weights.Length];
        double sum = 0;
        for (int index = weights.Length - 1; index >= 0; index--)
            heavier[index] = sum += weights[index];
        return heavier;
    }

    private static double[] Weights(int n)
    {
        HarrellDavisWeights weights = HarrellDavis.Weights(n, 0.5);
        return [.. Enumerable.Range(0, n).Select(position => WeightOf(weights, position))];
    }
}
