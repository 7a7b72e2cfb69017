using System.Collections.Concurrent;

namespace Benchmarking.Statistics;

/// <summary>Weights already computed, for any thread, up to a bound.</summary>
/// <param name="mostHeld">How many single weights (8 bytes each) to hold before starting over.</param>
internal sealed class HarrellDavisWeightCache(long mostHeld)
{
    private readonly ConcurrentDictionary<(int N, double Probability), HarrellDavisWeights> _known = new();
    private long _held;

    /// <summary>The weights of a quantile, computed at most once by each thread that asks while they are unknown.</summary>
    public HarrellDavisWeights Get(int n, double probability)
    {
        if (_known.TryGetValue((n, probability), out HarrellDavisWeights? weights))
            return weights;
        weights = HarrellDavisWeights.Of(n, probability);
        return Keep((n, probability), weights);
    }

    // Starting over costs each pair one more computation, and needs no record of who was used last. Two threads may miscount by
    // their own weights at that moment, which the next time puts right.
    private HarrellDavisWeights Keep((int N, double Probability) key, HarrellDavisWeights weights)
    {
        if (Interlocked.Add(ref _held, weights.Values.Length) > mostHeld)
        {
            _known.Clear();
            Interlocked.Exchange(ref _held, weights.Values.Length);
        }

        return _known.GetOrAdd(key, weights);
    }
}
