using System.Collections.Immutable;
using MathNet.Numerics;

namespace Benchmarking.Statistics;

/// <summary>How much each order statistic of a sample counts in a Harrell–Davis quantile.</summary>
/// <remarks>
/// The weight of the i-th smallest of n is I(i∕n) − I((i−1)∕n), where I is the distribution function of the beta distribution with
/// parameters a = (n+1)p and b = (n+1)(1−p), the regularised incomplete beta function (NIST DLMF 8.17; R: <c>pbeta(x, a, b)</c>).
/// Only a window around rank np is held, about 23√(np(1−p)) weights wide: outside it the weights add up to less than 10⁻³⁰ on each side.
/// </remarks>
public sealed class HarrellDavisWeights
{
    // A tail this small cannot move a double unless figures differ by fifteen orders of magnitude; leaving it out makes the work √n.
    private const double NegligibleTail = 1e-30;

    private HarrellDavisWeights(int first, ImmutableArray<double> values) => (First, Values) = (first, values);

    /// <summary>The 0-based rank of the order statistic that the first of <see cref="Values"/> belongs to.</summary>
    public int First { get; }

    /// <summary>The weights of consecutive order statistics, each in 0 to 1; they add up to 1 but for rounding.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Computes the weights, without the cache that <see cref="HarrellDavis.Weights"/> has.</summary>
    internal static HarrellDavisWeights Of(int n, double probability)
    {
        double a = (n + 1.0) * probability, b = (n + 1.0) * (1 - probability);
        // Below this rank the lower tail is the smaller and the one MathNet computes; above it, the upper tail. Differences are taken
        // in that tail, since near 1 the function has no digits left to tell two neighbours apart.
        int split = (int)(n * (a + 1) / (a + b + 2));
        List<double> below = Tails(split, n, a, b), above = Tails(n - split - 1, n, b, a);

        var values = ImmutableArray.CreateBuilder<double>(below.Count + above.Count - 1);
        for (int i = below.Count - 1; i > 0; i--)
            values.Add(below[i - 1] - below[i]);
        values.Add(1 - below[0] - above[0]);
        for (int i = 1; i < above.Count; i++)
            values.Add(above[i - 1] - above[i]);
        return new HarrellDavisWeights(split - below.Count + 1, values.MoveToImmutable());
    }

    // I at from∕n, (from−1)∕n, … until it no longer matters, and then 0.
    private static List<double> Tails(int from, int n, double a, double b)
    {
        var tails = new List<double>();
        for (int i = from; i > 0; i--)
        {
            double tail = SpecialFunctions.BetaRegularized(a, b, (double)i / n);
            if (tail < NegligibleTail)
                break;
            tails.Add(tail);
        }

        tails.Add(0);
        return tails;
    }
}
