using Benchmarking.Statistics;

namespace Benchmarking.Tests.Statistics;

public class HarrellDavisTests
{
    public static TheoryData<string, double, double> FromR()
    {
        var rows = new TheoryData<string, double, double>();
        foreach (string[] row in Reference.Rows("harrell-davis.csv"))
            rows.Add(row[0], Reference.Number(row[1]), Reference.Number(row[2]));
        return rows;
    }

    [Theory, MemberData(nameof(FromR))]
    public void Quantile_agrees_with_R(string sample, double probability, double expected) =>
        Reference.AssertClose(expected, HarrellDavis.Quantile(Reference.Sample(sample), probability), 1e-12);

    [Fact]
    public void Weights_agree_with_R_far_into_the_tails()
    {
        foreach (double[] row in Reference.Rows("harrell-davis-weights.csv").Select(row => row.Select(Reference.Number).ToArray()))
        {
            int n = (int)row[0], rank = (int)row[2] - 1;
            HarrellDavisWeights weights = HarrellDavis.Weights(n, row[1]);
            // MathNet's leading factor is the exponential of a difference of terms as large as n ln n.
            Reference.AssertClose(row[3], weights.Values[rank - weights.First], 2e-12 + (5e-14 * n));
        }
    }

    [Fact]
    public void Median_of_three_is_the_textbook_weighting()
    {
        // I of Beta(2, 2) is 3x² − 2x³, so the weights are 7/27, 13/27 and 7/27.
        Assert.Equal((7 * 1 + 13 * 2 + 7 * 9) / 27.0, HarrellDavis.Quantile([1, 2, 9], 0.5), 1e-14);
    }

    [Fact]
    public void One_figure_is_every_quantile_of_itself()
    {
        foreach (double probability in new[] { 1e-9, 0.1, 0.5, 0.9 })
            Assert.Equal(-0.1, HarrellDavis.Quantile([-0.1], probability));
    }

    [Fact]
    public void Refuses_what_is_not_sorted_or_not_finite()
    {
        foreach (double[] figures in new double[][] { [], [2, 1], [1, double.NaN], [double.NaN, 1], [double.NaN], [1, double.NaN, 2],
            [1, double.PositiveInfinity], [double.NegativeInfinity, 1] })
            Assert.Throws<ArgumentException>(() => HarrellDavis.Quantile(figures, 0.5));
    }

    [Fact]
    public void Refuses_what_is_no_quantile()
    {
        foreach (double probability in new[] { 0, 1, -0.1, 1.1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(() => HarrellDavis.Quantile([1, 2], probability));
        Assert.Throws<ArgumentOutOfRangeException>(() => HarrellDavis.Weights(0, 0.5));
    }

    [Fact]
    public void Cache_gives_known_weights_back_and_starts_over_when_full()
    {
        var cache = new HarrellDavisWeightCache(mostHeld: 30);
        HarrellDavisWeights ten = cache.Get(10, 0.5);
        cache.Get(20, 0.5);
        Assert.Same(ten, cache.Get(10, 0.5));
        HarrellDavisWeights eleven = cache.Get(11, 0.5);
        Assert.Same(eleven, cache.Get(11, 0.5));
        Assert.NotSame(ten, cache.Get(10, 0.5));
        Assert.Equal(ten.Values, cache.Get(10, 0.5).Values);
        // Both fit again, so neither has pushed the other out.
        Assert.Same(eleven, cache.Get(11, 0.5));
    }

    [Fact]
    public void Cache_serves_many_threads_while_it_starts_over()
    {
        var cache = new HarrellDavisWeightCache(mostHeld: 200);
        Parallel.For(0, 2_000, i =>
        {
            int n = 1 + (i * 7 % 40);
            Assert.Equal(HarrellDavisWeights.Of(n, 0.25).Values, cache.Get(n, 0.25).Values);
        });
    }
}
