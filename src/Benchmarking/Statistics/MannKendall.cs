using System.Numerics;

namespace Benchmarking.Statistics;

/// <summary>
/// The test of Mann and Kendall for a trend: how far the order of figures is from one in which rises and falls weigh the same, against all
/// orders of those figures. It asks neither how large a change is nor for any distribution.
/// </summary>
/// <remarks>
/// Sources: H. B. Mann (1945), "Nonparametric tests against trend", Econometrica 13(3), 245–259, doi:10.2307/1907187; M. G. Kendall, <i>Rank
/// Correlation Methods</i>, 4th edition (1975), ISBN 0-85264-199-0. Exact, also with equal figures, whatever their number: of all orders of a multiset
/// the number with d falls is a coefficient of the Gaussian multinomial, R. P. Stanley, <i>Enumerative Combinatorics</i>, volume 1, 2nd edition (2011),
/// proposition 1.7.1, doi:10.1017/CBO9781139058520. Without equal figures R's <c>cor.test(time, figure, method = "kendall", exact = TRUE)</c> has
/// the same probability. It takes one period's figure to say nothing about the next one's: figures that drift look like a trend more often.
/// </remarks>
/// <param name="Count">How many figures there are.</param>
/// <param name="Score">S, the pairs of figures that rise less those that fall; from −n(n−1)∕2 to n(n−1)∕2.</param>
/// <param name="PValue">The share of all orders of these figures in which S is at least as far from 0, on either side; above 0, and at most 1.</param>
public readonly record struct MannKendall(int Count, int Score, double PValue)
{
    /// <summary>With fewer figures not even a rise at every step has a probability of 5 % or less: of 4 it is 1 in 12.</summary>
    public const int FewestFigures = 5;

    /// <summary>Most figures; more are no trend across periods, and their orders would be too many for a double.</summary>
    public const int MostFigures = 100;

    /// <summary>Tests figures in the order of time.</summary>
    /// <param name="figures">Finite, 1 to 100 of them.</param>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">There are none or too many, or one is not finite.</exception>
    public static MannKendall Of(IReadOnlyList<double> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Count is 0 or > MostFigures || !figures.All(double.IsFinite))
            throw new ArgumentException($"There are 1 to {MostFigures} figures, and each is finite.", nameof(figures));
        int score = 0, untied = 0;
        for (int later = 1; later < figures.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                int sign = figures[later].CompareTo(figures[earlier]);
                score += sign;
                untied += Math.Abs(sign);
            }
        }
        BigInteger[] orders = OrdersByFalls([.. figures.GroupBy(figure => figure).Select(equal => equal.Count())], untied);
        // Both tails are the same, and meet at S = 0.
        BigInteger all = Sum(orders), tail = Sum(orders.Take(((untied - Math.Abs(score)) / 2) + 1));
        return new MannKendall(figures.Count, score, Math.Min(1, 2 * ((double)tail / (double)all)));
    }

    /// <summary>How many orders of a multiset have 0, 1, … falling pairs: the Gaussian multinomial's coefficients, as far as they are not 0.</summary>
    private static BigInteger[] OrdersByFalls(int[] multiplicities, int mostFalls)
    {
        BigInteger[] series = new BigInteger[mostFalls + 1];
        series[0] = 1;
        for (int power = 1; power <= multiplicities.Sum(); power++)
            Multiply(series, power);
        foreach (int multiplicity in multiplicities)
        {
            for (int power = 1; power <= multiplicity; power++)
                Divide(series, power);
        }
        return series;
    }

    // By 1 − q^power.
    private static void Multiply(BigInteger[] series, int power)
    {
        for (int i = series.Length - 1; i >= power; i--)
            series[i] -= series[i - power];
    }

    private static void Divide(BigInteger[] series, int power)
    {
        for (int i = power; i < series.Length; i++)
            series[i] += series[i - power];
    }

    private static BigInteger Sum(IEnumerable<BigInteger> counts) => counts.Aggregate(BigInteger.Zero, BigInteger.Add);
}
