using Benchmarking.Statistics;
using CsCheck;

namespace Benchmarking.Tests.Statistics;

public class DifferenceIntervalTests
{
    private static readonly Gen<Estimate> _estimate = Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[0, 1e5], Gen.Double[0, 1e5])
        .Select((value, below, above) => new Estimate(value, value - below, value + above));

    private static Estimate Share(double successes, double trials)
    {
        WilsonInterval interval = WilsonInterval.Of((long)successes, (long)trials);
        return new Estimate(successes / trials, interval.Lower, interval.Upper);
    }

    public static TheoryData<double[]> FromR() => [.. Reference.Rows("proportion-differences.csv").Select(row => row.Select(Reference.Number).ToArray())];

    [Theory, MemberData(nameof(FromR))]
    public void Interval_and_score_of_two_proportions_agree_with_R(double[] row)
    {
        DifferenceInterval interval = DifferenceInterval.Of(Share(row[0], row[1]), Share(row[2], row[3]));
        Assert.Equal(row[5], interval.Lower, 1e-14);
        Assert.Equal(row[6], interval.Upper, 1e-14);
        Assert.Equal(row[4], ProportionScore.Of(row[0] / row[1], (long)row[1], row[2] / row[3], (long)row[3]), 1e-12);
    }

    // Newcombe 1998, table II, method 10, to the four decimals printed there.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Interval_is_the_one_Newcombe_printed(int k1, int n1, int k2, int n2, double lower, double upper)
    {
        DifferenceInterval interval = DifferenceInterval.Of(Share(k1, n1), Share(k2, n2));
        Assert.Equal((lower, upper), (Math.Round(interval.Lower, 4), Math.Round(interval.Upper, 4)));
    }

    [Fact]
    public void The_survey_of_2014_shows_no_clear_difference()
    {
        // 43 % of 77 local authorities and 33 % of 123 housing associations found social value difficult to define.
        Estimate councils = Share(33, 77), homes = Share(41, 123);
        Assert.Equal((32, 54), (Math.Round(100 * councils.Lower), Math.Round(100 * councils.Upper)));
        Assert.Equal((26, 42), (Math.Round(100 * homes.Lower), Math.Round(100 * homes.Upper)));
        DifferenceInterval interval = DifferenceInterval.Of(councils, homes);
        Assert.True(interval.Lower < 0 && interval.Upper > 0);
        Assert.Equal(1.36, ProportionScore.Of(33.0 / 77, 77, 41.0 / 123, 123), 0.005);
    }

    [Fact]
    public void Interval_holds_the_difference_and_turns_round_with_the_groups() =>
        Gen.Select(_estimate, _estimate).Sample((first, second) =>
        {
            DifferenceInterval interval = DifferenceInterval.Of(first, second), turned = DifferenceInterval.Of(second, first);
            Assert.InRange(first.Value - second.Value, interval.Lower, interval.Upper);
            Assert.Equal((interval.Lower, interval.Upper), (-turned.Upper, -turned.Lower));
        });

    [Fact]
    public void Interval_is_nowhere_wider_than_the_two_ends_apart() =>
        Gen.Select(_estimate, _estimate).Sample((first, second) =>
        {
            DifferenceInterval interval = DifferenceInterval.Of(first, second);
            Assert.True(interval.Lower >= first.Lower - second.Upper - 1e-9 && interval.Upper <= first.Upper - second.Lower + 1e-9);
        });

    [Fact]
    public void Both_bounds_rise_with_the_first_share_and_fall_with_the_second() =>
        // What a comparison of bands rests on: the outermost bounds are at the ends of the bands.
        Gen.Select(Gen.Int[5, 300], Gen.Int[5, 300], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((n1, n2, one, other) =>
        {
            double k1 = Math.Floor(one * (n1 - 1)), k2 = Math.Floor(other * (n2 - 1));
            DifferenceInterval interval = DifferenceInterval.Of(Share(k1, n1), Share(k2, n2));
            DifferenceInterval higher = DifferenceInterval.Of(Share(k1 + 1, n1), Share(k2, n2)), lower = DifferenceInterval.Of(Share(k1, n1), Share(k2 + 1, n2));
            Assert.True(higher.Lower > interval.Lower && higher.Upper > interval.Upper - 1e-12);
            Assert.True(lower.Lower < interval.Lower + 1e-12 && lower.Upper < interval.Upper);
        });

    [Fact]
    public void Refuses_an_estimate_outside_its_interval_or_not_finite()
    {
        Estimate good = new(1, 0, 2);
        foreach (Estimate bad in new[] { new Estimate(3, 0, 2), new(-1, 0, 2), new(double.NaN, 0, 2), new(1, double.NaN, 2), new(1, 0, double.PositiveInfinity) })
        {
            Assert.Throws<ArgumentException>(() => DifferenceInterval.Of(bad, good));
            Assert.Throws<ArgumentException>(() => DifferenceInterval.Of(good, bad));
        }
    }

    [Theory]
    [InlineData(0.5, 0, 0.5, 10)]
    [InlineData(0.5, 10, 0.5, -1)]
    [InlineData(1.1, 10, 0.5, 10)]
    [InlineData(0.5, 10, double.NaN, 10)]
    public void Refuses_a_score_of_what_is_no_proportion(double firstShare, long firstTrials, double secondShare, long secondTrials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionScore.Of(firstShare, firstTrials, secondShare, secondTrials));
}
