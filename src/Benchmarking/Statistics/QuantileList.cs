namespace Benchmarking.Statistics;

/// <summary>Published quantiles as the statistics that rest on them take them: in order, and possible.</summary>
internal static class QuantileList
{
    /// <summary>Refuses quantiles that no distribution has.</summary>
    /// <exception cref="ArgumentException">A probability is not strictly between 0 and 1, a value not finite, or either out of order.</exception>
    public static void RequireIncreasing(IReadOnlyList<(double Probability, double Value)> quantiles, string parameter)
    {
        for (int i = 0; i < quantiles.Count; i++)
        {
            (double probability, double value) = quantiles[i];
            if (probability is not (> 0 and < 1) || !double.IsFinite(value))
                throw new ArgumentException("A probability lies strictly between 0 and 1, and its quantile is finite.", parameter);
            if (i > 0 && (probability <= quantiles[i - 1].Probability || value < quantiles[i - 1].Value))
                throw new ArgumentException("Probabilities must increase, and quantiles must not decrease.", parameter);
        }
    }
}
