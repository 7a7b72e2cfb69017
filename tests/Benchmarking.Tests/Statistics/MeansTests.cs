using System.Numerics;
using Benchmarking.Statistics;
using CsCheck;

namespace Benchmarking.Tests.Statistics;

public class MeansTests
{
    // Whole numbers of very different size: plain summation loses digits of nearly every such sum, and the exact sum is at hand.
    private static readonly Gen<double[]> _figures =
        Gen.Select(Gen.Long[-(1L << 53), 1L << 53], Gen.Int[0, 52], (digits, shift) => (double)(digits >> shift)).Array[1, 60];

    public static TheoryData<string, double> FromR()
    {
        var rows = new TheoryData<string, double>();
        foreach (string[] row in Reference.Rows("means.csv"))
            rows.Add(row[0], Reference.Number(row[1]));
        return rows;
    }

    [Theory, MemberData(nameof(FromR))]
    public void Mean_agrees_with_R(string sample, double expected) =>
        Reference.AssertClose(expected, Means.Mean(Reference.Sample(sample)), 1e-15);

    [Fact]
    public void Mean_agrees_with_exact_arithmetic() => _figures.Sample(figures =>
    {
        BigInteger sum = figures.Aggregate(BigInteger.Zero, (total, figure) => total + (BigInteger)figure);
        Reference.AssertClose((double)sum / figures.Length, Means.Mean(figures), 4.5e-16);
    });

    [Fact]
    public void Mean_does_not_depend_on_order() =>
        _figures.SelectMany(figures => Gen.Shuffle((double[])figures.Clone()).Select(shuffled => (figures, shuffled)))
            .Sample(pair => Assert.Equal(Means.Mean(pair.figures), Means.Mean(pair.shuffled)));

    [Fact]
    public void Mean_lies_between_the_smallest_and_the_largest_figure() => _figures.Sample(figures =>
    {
        double slack = 1e-15 * figures.Max(Math.Abs);
        Assert.InRange(Means.Mean(figures), figures.Min() - slack, figures.Max() + slack);
    });

    [Fact]
    public void Small_figures_survive_between_large_ones() => Assert.Equal(0.5, Means.Mean([1, 1e100, 1, -1e100]));

    [Fact]
    public void Ratio_of_sums_is_the_mean_weighted_by_denominators()
    {
        // 1 of 2 and 30 of 40: the mean of the ratios would be 0.625.
        Assert.Equal(31.0 / 42, Means.RatioOfSums([1, 30], [2, 40]));
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[0.01, 1e6]).Array[1, 40].Sample(pairs =>
        {
            double[] ratios = [.. pairs.Select(pair => pair.Item1 / pair.Item2)];
            double[] denominators = [.. pairs.Select(pair => pair.Item2)];
            double expected = ratios.Zip(denominators, (share, weight) => share * weight).Sum() / denominators.Sum();
            double slack = 1e-13 * pairs.Max(pair => Math.Abs(pair.Item1)) / denominators.Max() * pairs.Length;
            double ratio = Means.RatioOfSums([.. pairs.Select(pair => pair.Item1)], denominators)!.Value;
            Assert.InRange(ratio, expected - slack, expected + slack);
        });
    }

    [Fact]
    public void Ratio_over_nothing_is_undefined()
    {
        Assert.Null(Means.RatioOfSums([5, 0], [0, 0]));
        Assert.Equal(0, Means.RatioOfSums([0, 0], [0, 7]));
    }

    [Fact]
    public void Refuses_what_has_no_mean()
    {
        Assert.Throws<ArgumentException>(() => Means.Mean([]));
        foreach (double figure in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Assert.Throws<ArgumentException>(() => Means.Mean([1, figure, 1]));
        Assert.Throws<ArgumentException>(() => Means.Mean([double.MaxValue, double.MaxValue]));
    }

    [Fact]
    public void Refuses_what_has_no_ratio()
    {
        Assert.Throws<ArgumentException>(() => Means.RatioOfSums([], []));
        Assert.Throws<ArgumentException>(() => Means.RatioOfSums([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Means.RatioOfSums([1, 2], [3, -1]));
        Assert.Throws<ArgumentException>(() => Means.RatioOfSums([1, double.NaN], [3, 1]));
        Assert.Throws<ArgumentException>(() => Means.RatioOfSums([1, 2], [3, double.NaN]));
    }
}
