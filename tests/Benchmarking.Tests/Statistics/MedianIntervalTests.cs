using Benchmarking.Statistics;
using CsCheck;

namespace Benchmarking.Tests.Statistics;

public class MedianIntervalTests
{
    private const int Draws = 1_000;
    private const int DrawsByR = 4_000;

    private static (double, double)[] Quantiles(double[] sorted) =>
        [.. (sorted.Length < 50 ? (double[])[0.25, 0.5, 0.75] : [0.1, 0.25, 0.5, 0.75, 0.9]).Select(probability => (probability, HarrellDavis.Quantile(sorted, probability)))];

    [Fact]
    public void Ranks_agree_with_R()
    {
        foreach (string[] row in Reference.Rows("median-ranks.csv"))
            Assert.Equal((row[0], (int)Reference.Number(row[1])), (row[0], MedianInterval.LowerRank((int)Reference.Number(row[0]))));
    }

    public static TheoryData<string, double, double> FromR()
    {
        var rows = new TheoryData<string, double, double>();
        foreach (string[] row in Reference.Rows("median-intervals.csv"))
            rows.Add(row[0], Reference.Number(row[1]), Reference.Number(row[2]));
        return rows;
    }

    [Theory, MemberData(nameof(FromR))]
    public void Interval_agrees_with_R(string sample, double lower, double upper)
    {
        double[] sorted = Reference.Sample(sample);
        MedianInterval interval = MedianInterval.Of(sorted.Length, Quantiles(sorted))!.Value;
        Reference.AssertClose(lower, interval.Lower, 1e-10);
        Reference.AssertClose(upper, interval.Upper, 1e-10);
    }

    [Fact]
    public void It_covers_at_least_as_often_as_it_says_and_as_often_as_R_has_it()
    {
        Random random = new(Draw.Seed);
        string[][] rows = [.. Reference.Rows("median-coverage.csv")];
        Assert.Equal(36, rows.Length);
        double[][] rates = [.. rows.Select(row => Covered(Draw.Centred[row[0]], (int)Reference.Number(row[1]), random))];
        double least = 0.95 - (3 * Math.Sqrt(0.95 * 0.05 / Draws));
        Assert.All(rows.Zip(rates), pair => Assert.True(pair.Second.Min() >= least, $"{string.Join(' ', pair.First)}: {string.Join(' ', pair.Second)}"));
        // Neither narrower nor wider: of all populations and sizes together, of the median and of the difference of two.
        foreach (int which in (int[])[0, 1])
        {
            double byR = rows.Average(row => Reference.Number(row[2 + which])), error = Math.Sqrt(byR * (1 - byR) / rows.Length * ((1.0 / Draws) + (1.0 / DrawsByR)));
            Assert.InRange(rates.Average(rate => rate[which]), byR - (5 * error), byR + (5 * error));
        }
    }

    // How often a sample's interval covers the median of its population, and that of its difference from the next sample covers 0.
    private static double[] Covered(Func<Random, double> draw, int n, Random random)
    {
        Estimate[] medians = [.. Enumerable.Range(0, Draws).Select(_ => MedianOf(draw, n, random))];
        DifferenceInterval[] differences = [.. medians.Select((median, index) => DifferenceInterval.Of(median, medians[(index + 1) % Draws]))];
        return [medians.Count(median => median.Lower <= 0 && 0 <= median.Upper) / (double)Draws, differences.Count(difference => difference.Lower <= 0 && 0 <= difference.Upper) / (double)Draws];
    }

    private static Estimate MedianOf(Func<Random, double> draw, int n, Random random)
    {
        double[] sorted = new double[n];
        for (int i = 0; i < n; i++)
            sorted[i] = draw(random);
        Array.Sort(sorted);
        (double Probability, double Value)[] quantiles = Quantiles(sorted);
        MedianInterval interval = MedianInterval.Of(n, quantiles)!.Value;
        return new Estimate(quantiles.First(quantile => quantile.Probability == 0.5).Value, interval.Lower, interval.Upper);
    }

    [Fact]
    public void Interval_holds_the_median_and_lies_between_the_quartiles() =>
        Gen.Double[-1e4, 1e4].Array[20, 200].Sample(figures =>
        {
            double[] sorted = [.. figures.Order()];
            (double Probability, double Value)[] quantiles = Quantiles(sorted);
            double At(double probability) => quantiles.First(quantile => quantile.Probability == probability).Value;
            MedianInterval interval = MedianInterval.Of(sorted.Length, quantiles)!.Value;
            Assert.InRange(At(0.5), interval.Lower, interval.Upper);
            Assert.True(interval.Lower >= At(0.25) && interval.Upper <= At(0.75));
        });

    [Fact]
    public void Another_unit_gives_the_same_interval_in_that_unit() =>
        Gen.Select(Gen.Double[0, 100].Array[20, 60], Gen.Double[0.5, 50], Gen.Double[-100, 100]).Sample((figures, scale, shift) =>
        {
            double[] sorted = [.. figures.Order()];
            MedianInterval one = MedianInterval.Of(sorted.Length, Quantiles(sorted))!.Value;
            MedianInterval other = MedianInterval.Of(sorted.Length, Quantiles([.. sorted.Select(figure => (scale * figure) + shift)]))!.Value;
            Assert.Equal((scale * one.Lower) + shift, other.Lower, 1e-7);
            Assert.Equal((scale * one.Upper) + shift, other.Upper, 1e-7);
        });

    [Fact]
    public void More_figures_of_the_same_quantiles_give_a_narrower_interval()
    {
        (double, double)[] quantiles = [(0.25, 10), (0.5, 20), (0.75, 40)];
        MedianInterval wide = MedianInterval.Of(20, quantiles)!.Value, narrow = MedianInterval.Of(200, quantiles)!.Value;
        Assert.True(wide.Lower < narrow.Lower && narrow.Lower < 20 && 20 < narrow.Upper && narrow.Upper < wide.Upper);
    }

    [Fact]
    public void There_is_none_of_fewer_than_20_or_without_the_quartiles()
    {
        Assert.Null(MedianInterval.Of(19, [(0.25, 10), (0.5, 20), (0.75, 40)]));
        Assert.Null(MedianInterval.Of(100, [(0.1, 5), (0.25, 10), (0.5, 20)]));
        Assert.Null(MedianInterval.Of(100, [(0.25, 10), (0.75, 40)]));
        Assert.Null(MedianInterval.Of(100, []));
    }

    [Fact]
    public void Refuses_what_are_no_quantiles()
    {
        Assert.Throws<ArgumentNullException>(() => MedianInterval.Of(20, null!));
        foreach ((double, double)[] quantiles in new (double, double)[][] { [(0, 1)], [(0.5, double.NaN)], [(0.5, 2), (0.25, 3)], [(0.25, 3), (0.5, 2)] })
            Assert.Throws<ArgumentException>(() => MedianInterval.Of(20, quantiles));
        Assert.Throws<ArgumentOutOfRangeException>(() => MedianInterval.LowerRank(5));
    }
}
