using System.Numerics;
using MathNet.Numerics;

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
/// With seasons: R. M. Hirsch, J. R. Slack, R. A. Smith (1982), "Techniques of trend analysis for monthly water quality data", Water Resources
/// Research 18(1), 107–121, doi:10.1029/WR018i001p00107. Pairs of figures of the same season alone are counted, and only orders within
/// seasons are as likely as one another; their number is the product of the seasons' series, where the source approximates by a normal distribution.
/// </remarks>
/// <param name="Count">How many figures there are.</param>
/// <param name="Score">S, the pairs of figures that rise less those that fall; from −n(n−1)∕2 to n(n−1)∕2 of one season, and the sum over seasons.</param>
/// <param name="PValue">The share of all orders of these figures in which S is at least as far from 0, on either side; above 0, and at most 1.</param>
public readonly record struct MannKendall(int Count, int Score, double PValue)
{
    /// <summary>Most figures; more are no trend across periods, and their orders would be too many for a double.</summary>
    public const int MostFigures = 100;

    /// <summary>The probability of figures that rise at every step, the least there is: of 4 it is 1 in 12, of 5 one in 60.</summary>
    /// <param name="counts">How many figures each season has; none below 0.</param>
    /// <returns>2 ∕ ∏ nᵢ!, and at most 1.</returns>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    public static double LeastPValue(IEnumerable<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return Math.Min(1, 2 / counts.Aggregate(1.0, (product, count) => product * SpecialFunctions.Factorial(count)));
    }

    /// <summary>Tests figures in the order of time.</summary>
    /// <param name="figures">Finite, 1 to 100 of them.</param>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">There are none or too many, or one is not finite.</exception>
    public static MannKendall Of(IReadOnlyList<double> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return OfSeasons([figures]);
    }

    /// <summary>Tests figures that go up and down with the time of year: those of each season in the order of time, and compared with one another alone.</summary>
    /// <param name="seasons">The figures of each season, such as those of all first quarters; finite, 1 to 100 in all.</param>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">There are none or too many, or one is not finite.</exception>
    public static MannKendall OfSeasons(IReadOnlyList<IReadOnlyList<double>> seasons)
    {
        ArgumentNullException.ThrowIfNull(seasons);
        int count = seasons.Sum(figures => figures.Count);
        if (count is 0 or > MostFigures || !seasons.All(figures => figures.All(double.IsFinite)))
            throw new ArgumentException($"There are 1 to {MostFigures} figures, and each is finite.", nameof(seasons));
        int[] signs = [.. seasons.SelectMany(Signs)];
        int score = signs.Sum(), untied = signs.Count(sign => sign != 0);
        BigInteger[] orders = OrdersByFalls(seasons, untied);
        // Both tails are the same, and meet at S = 0.
        BigInteger all = Sum(orders), tail = Sum(orders.Take(((untied - Math.Abs(score)) / 2) + 1));
        return new MannKendall(count, score, Math.Min(1, 2 * ((double)tail / (double)all)));
    }

    // Of each pair, whether it rises.
    private static IEnumerable<int> Signs(IReadOnlyList<double> figures) =>
        figures.SelectMany((later, index) => figures.Take(index).Select(earlier => later.CompareTo(earlier)));

    /// <summary>How many orders within seasons have 0, 1, … falling pairs: the coefficients of a product of Gaussian multinomials, as far as they are not 0.</summary>
    private static BigInteger[] OrdersByFalls(IReadOnlyList<IReadOnlyList<double>> seasons, int mostFalls)
    {
        BigInteger[] series = new BigInteger[mostFalls + 1];
        series[0] = 1;
        foreach (IReadOnlyList<double> figures in seasons)
        {
            for (int power = 1; power <= figures.Count; power++)
                Multiply(series, power);
            foreach (IGrouping<double, double> equal in figures.GroupBy(figure => figure))
            {
                for (int power = 1; power <= equal.Count(); power++)
                    Divide(series, power);
            }
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
