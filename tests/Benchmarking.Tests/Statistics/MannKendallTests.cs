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
        Assert.Equal([1, 1 / 12.0, 1 / 60.0, 1 / 8.0, 1 / 24.0], ((int[][])[[1], [4], [5], [2, 2, 2, 2], [3, 2, 2, 2]]).Select(MannKendall.LeastPValue));
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
    public void With_seasons_it_is_the_share_of_all_orders_within_each() =>
        Gen.Int[0, 3].Array[1, 4].Array[1, 3].Sample(seasons =>
        {
            MannKendall test = MannKendall.OfSeasons(Read(seasons));
            IEnumerable<int> scores = seasons.Aggregate((IEnumerable<int>)[0], (sums, season) => sums.SelectMany(sum => Orders([.. season]).Select(order => sum + Score(order))));
            int[] all = [.. scores];
            Assert.Equal((seasons.Sum(season => season.Length), seasons.Sum(Score)), (test.Count, test.Score));
            Assert.Equal(all.Count(score => Math.Abs(score) >= Math.Abs(test.Score)) / (double)all.Length, test.PValue, 1e-12);
        });

    [Fact]
    public void What_a_season_has_more_or_less_every_year_changes_nothing() =>
        Gen.Select(Gen.Int[-9, 9].Array[3].Array[4], Gen.Int[-100, 100].Array[4]).Sample((seasons, shifts) =>
        {
            int[][] shifted = [.. seasons.Zip(shifts, (season, shift) => season.Select(figure => figure + shift).ToArray())];
            return MannKendall.OfSeasons(Read(seasons)) == MannKendall.OfSeasons(Read(shifted))
                && Math.Abs(TheilSen.SlopeOfSeasons(Timed(seasons))!.Value - TheilSen.SlopeOfSeasons(Timed(shifted))!.Value) < 1e-9;
        });

    [Fact]
    public void Figures_that_rise_at_every_step_have_the_least_probability() =>
        Gen.Int[1, 6].Array[1, 4].Sample(counts =>
            Assert.Equal(MannKendall.LeastPValue(counts), MannKendall.OfSeasons([.. counts.Select(count => Enumerable.Range(0, count).Select(figure => (double)figure).ToArray())]).PValue, 1e-12));

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
        Assert.Throws<ArgumentNullException>(() => MannKendall.OfSeasons(null!));
        Assert.Throws<ArgumentException>(() => MannKendall.OfSeasons([[], []]));
        Assert.Throws<ArgumentException>(() => MannKendall.OfSeasons([new double[51], new double[50]]));
        Assert.Throws<ArgumentNullException>(() => MannKendall.LeastPValue(null!));
        Assert.Throws<ArgumentNullException>(() => TheilSen.SlopeOfSeasons(null!));
        Assert.Throws<ArgumentException>(() => TheilSen.SlopeOfSeasons([[(1, 2)], [(1, 2), (1, 3)]]));
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
        Assert.Null(TheilSen.SlopeOfSeasons([[(0, 1)], [(1, 5)]]));
        Assert.Equal(0.25, TheilSen.SlopeOfSeasons([[(0, 1), (4, 2)], [(1, 50), (5, 51)]]));
    }

    private static double[][] Read(int[][] seasons) => [.. seasons.Select(season => season.Select(figure => (double)figure).ToArray())];

    private static (double, double)[][] Timed(int[][] seasons) =>
        [.. seasons.Select((season, index) => season.Select((figure, year) => ((double)(year * seasons.Length) + index, (double)figure)).ToArray())];

    private static IEnumerable<int[]> Orders(int[] figures) => figures.Length < 2 ? [figures]
        : figures.SelectMany((first, index) => Orders([.. figures[..index], .. figures[(index + 1)..]]).Select(rest => (int[])[first, .. rest]));

    private static int Score(int[] order) => order.SelectMany((later, index) => order.Take(index).Select(earlier => Math.Sign(later - earlier))).Sum();
}
