using Benchmarking.Statistics;
using CsCheck;

namespace Benchmarking.Tests.Statistics;

public class MannKendallTests
{
    public static TheoryData<string, int, double, double> FromR()
    {
        var rows = new TheoryData<string, int, double, double>();
        foreach (string[] row in Reference.Rows("trends.csv"))
            rows.Add(row[0], (int)Reference.Number(row[1]), Reference.Number(row[2]), Reference.Number(row[3]));
        return rows;
    }

    [Theory, MemberData(nameof(FromR))]
    public void Score_probability_and_slope_agree_with_R(string figures, int score, double probability, double slope)
    {
        double[] read = [.. figures.Split(' ').Select(Reference.Number)];
        MannKendall test = MannKendall.Of(read);
        Assert.Equal((read.Length, score), (test.Count, test.Score));
        Reference.AssertClose(probability, test.PValue, 1e-12);
        Reference.AssertClose(slope, TheilSen.Slope([.. read.Select((figure, index) => ((double)index, figure))])!.Value, 1e-12);
    }

    [Fact]
    public void Four_rising_figures_may_be_chance_and_five_are_hardly()
    {
        Assert.Equal(1 / 12.0, MannKendall.Of([1, 2, 3, 4]).PValue, 1e-15);
        Assert.Equal(1 / 60.0, MannKendall.Of([1, 2, 3, 4, 5]).PValue, 1e-15);
        Assert.Equal(5, MannKendall.FewestFigures);
    }

    [Fact]
    public void Probability_is_the_share_of_all_orders_also_with_equal_figures() =>
        Gen.Int[0, 4].Array[1, 6].Sample(figures =>
        {
            MannKendall test = MannKendall.Of([.. figures.Select(figure => (double)figure)]);
            int[] scores = [.. Orders([.. figures]).Select(Score)];
            Assert.Equal(scores.Count(score => Math.Abs(score) >= Math.Abs(test.Score)) / (double)scores.Length, test.PValue, 1e-12);
        });

    [Fact]
    public void Turned_round_it_falls_as_it_rose() =>
        Gen.Double[-10, 10].Array[1, 30].Sample(figures =>
        {
            MannKendall there = MannKendall.Of(figures), back = MannKendall.Of([.. figures.Reverse()]);
            return there.Score == -back.Score && there.PValue == back.PValue && there.PValue is > 0 and <= 1;
        });

    [Fact]
    public void Only_the_order_of_the_figures_counts() =>
        Gen.Int[-50, 50].Array[1, 20].Select(figures => figures.Select(figure => (double)figure).ToArray()).Sample(figures => MannKendall.Of(figures) == MannKendall.Of([.. figures.Select(figure => Math.Exp(figure))]));

    [Fact]
    public void A_hundred_figures_that_only_rise_still_have_a_probability()
    {
        MannKendall test = MannKendall.Of([.. Enumerable.Range(0, MannKendall.MostFigures).Select(figure => (double)figure)]);
        Assert.Equal(4950, test.Score);
        Assert.InRange(test.PValue, double.Epsilon, 1e-150);
    }

    [Fact]
    public void Refuses_what_are_no_figures()
    {
        Assert.Throws<ArgumentNullException>(() => MannKendall.Of(null!));
        Assert.Throws<ArgumentException>(() => MannKendall.Of([]));
        Assert.Throws<ArgumentException>(() => MannKendall.Of([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => MannKendall.Of(new double[101]));
        Assert.Throws<ArgumentNullException>(() => TheilSen.Slope(null!));
        Assert.Throws<ArgumentException>(() => TheilSen.Slope([(1, 2), (1, 3)]));
        Assert.Throws<ArgumentException>(() => TheilSen.Slope([(0, double.PositiveInfinity), (1, 3)]));
    }

    [Fact]
    public void One_figure_far_off_does_not_move_the_slope()
    {
        Assert.Equal(2, TheilSen.Slope([(0, 1), (1, 3), (2, 5), (3, 7), (4, 1000)]));
        Assert.Equal(1, TheilSen.Slope([(2019, 1), (2021, 3), (2024, 6)]));
        Assert.Null(TheilSen.Slope([(0, 1)]));
    }

    private static IEnumerable<int[]> Orders(int[] figures) => figures.Length < 2 ? [figures]
        : figures.SelectMany((first, index) => Orders([.. figures[..index], .. figures[(index + 1)..]]).Select(rest => (int[])[first, .. rest]));

    private static int Score(int[] order) => order.SelectMany((later, index) => order.Take(index).Select(earlier => Math.Sign(later - earlier))).Sum();
}
