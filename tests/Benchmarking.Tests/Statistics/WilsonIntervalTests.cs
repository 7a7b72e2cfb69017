using Benchmarking.Statistics;
using CsCheck;
using MathNet.Numerics.Distributions;

namespace Benchmarking.Tests.Statistics;

public class WilsonIntervalTests
{
    private static readonly Gen<double> _confidence = Gen.Double[0.5, 0.999];

    private static readonly Gen<(long Successes, long Trials)> _counts =
        Gen.Long[1, 10_000].SelectMany(trials => Gen.Long[0, trials].Select(successes => (successes, trials)));

    public static TheoryData<long, long, double, double, double> FromR()
    {
        var rows = new TheoryData<long, long, double, double, double>();
        foreach (double[] row in Reference.Rows("wilson.csv").Select(row => row.Select(Reference.Number).ToArray()))
            rows.Add((long)row[0], (long)row[1], row[2], row[3], row[4]);
        return rows;
    }

    [Theory, MemberData(nameof(FromR))]
    public void Interval_agrees_with_R(long successes, long trials, double confidence, double lower, double upper)
    {
        WilsonInterval interval = WilsonInterval.Of(successes, trials, confidence);
        Reference.AssertClose(lower, interval.Lower, 1e-13);
        Reference.AssertClose(upper, interval.Upper, 1e-13);
    }

    [Fact]
    public void Confidence_is_95_per_cent_unless_given() => Assert.Equal(WilsonInterval.Of(142, 200, 0.95), WilsonInterval.Of(142, 200));

    [Fact]
    public void Each_bound_is_a_share_the_count_only_just_does_not_refute() =>
        Gen.Select(_counts, _confidence).Where(row => row.Item1.Successes > 0 && row.Item1.Successes < row.Item1.Trials)
            .Sample((counts, confidence) =>
            {
                double n = counts.Trials, share = counts.Successes / n, z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
                WilsonInterval interval = WilsonInterval.Of(counts.Successes, counts.Trials, confidence);
                foreach (double bound in new[] { interval.Lower, interval.Upper })
                    Assert.Equal(z, Math.Abs(share - bound) / Math.Sqrt(bound * (1 - bound) / n), 1e-8 * n);
            });

    [Fact]
    public void Interval_contains_the_share_and_stays_within_0_and_1() =>
        Gen.Select(_counts, _confidence).Sample((counts, confidence) =>
        {
            WilsonInterval interval = WilsonInterval.Of(counts.Successes, counts.Trials, confidence);
            double share = (double)counts.Successes / counts.Trials;
            Assert.InRange(share, interval.Lower, interval.Upper);
            Assert.InRange(interval.Lower, 0, 1);
            Assert.InRange(interval.Upper, 0, 1);
            Assert.True(interval.Lower < interval.Upper);
        });

    [Fact]
    public void Nothing_and_everything_have_exactly_0_and_1_as_a_bound() =>
        Gen.Select(Gen.Long[1, 10_000], _confidence).Sample((trials, confidence) =>
        {
            Assert.Equal(0.0, WilsonInterval.Of(0, trials, confidence).Lower);
            Assert.Equal(1.0, WilsonInterval.Of(trials, trials, confidence).Upper);
        });

    [Fact]
    public void More_confidence_gives_a_wider_interval() =>
        Gen.Select(_counts, Gen.Double[0.5, 0.9], Gen.Double[0.01, 0.09]).Sample((counts, confidence, more) =>
        {
            WilsonInterval narrow = WilsonInterval.Of(counts.Successes, counts.Trials, confidence);
            WilsonInterval wide = WilsonInterval.Of(counts.Successes, counts.Trials, confidence + more);
            Assert.True(counts.Successes == 0 ? wide.Lower == 0 : wide.Lower < narrow.Lower);
            Assert.True(counts.Successes == counts.Trials ? wide.Upper == 1 : wide.Upper > narrow.Upper);
        });

    [Fact]
    public void Failures_have_the_mirror_image_of_the_successes_interval() =>
        Gen.Select(_counts, _confidence).Sample((counts, confidence) =>
        {
            WilsonInterval successes = WilsonInterval.Of(counts.Successes, counts.Trials, confidence);
            WilsonInterval failures = WilsonInterval.Of(counts.Trials - counts.Successes, counts.Trials, confidence);
            Assert.Equal(1 - successes.Upper, failures.Lower, 1e-15);
            Assert.Equal(1 - successes.Lower, failures.Upper, 1e-15);
        });

    [Fact]
    public void More_successes_move_both_bounds_up() =>
        Gen.Select(_counts, _confidence).Where(row => row.Item1.Successes < row.Item1.Trials).Sample((counts, confidence) =>
        {
            WilsonInterval fewer = WilsonInterval.Of(counts.Successes, counts.Trials, confidence);
            WilsonInterval more = WilsonInterval.Of(counts.Successes + 1, counts.Trials, confidence);
            Assert.True(fewer.Lower < more.Lower && fewer.Upper < more.Upper);
        });

    [Fact]
    public void Counts_beyond_32_bits_keep_the_share_inside()
    {
        WilsonInterval interval = WilsonInterval.Of(long.MaxValue / 2, long.MaxValue);
        Assert.Equal(0.5, interval.Lower, 1e-9);
        Assert.Equal(0.5, interval.Upper, 1e-9);
        Assert.True(interval.Lower < interval.Upper);
    }

    [Theory]
    [InlineData(0, 0, 0.95)]
    [InlineData(0, -1, 0.95)]
    [InlineData(-1, 5, 0.95)]
    [InlineData(6, 5, 0.95)]
    [InlineData(1, 5, 0)]
    [InlineData(1, 5, 1)]
    [InlineData(1, 5, double.NaN)]
    public void Refuses_what_is_no_proportion(long successes, long trials, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(successes, trials, confidence));

    public static TheoryData<double[]> SamplesFromR() => [.. Reference.Rows("wilson-sample.csv").Select(row => row.Select(Reference.Number).ToArray())];

    [Theory, MemberData(nameof(SamplesFromR))]
    public void Interval_among_a_population_agrees_with_R(double[] row)
    {
        WilsonInterval interval = WilsonInterval.OfSample((long)row[0], (long)row[1], (long)row[2], row[3]);
        // R's roots are good to 15 decimals, not digits.
        Assert.Equal(row[4], interval.Lower, 1e-12);
        Assert.Equal(row[5], interval.Upper, 1e-12);
    }

    [Fact]
    public void Interval_among_a_population_holds_the_share_and_widens_with_the_population_to_the_usual_one() =>
        Gen.Select(_counts, Gen.Long[0, 10_000], Gen.Long[1, 10_000]).Sample((counts, others, more) =>
        {
            WilsonInterval Among(long population) => WilsonInterval.OfSample(counts.Successes, counts.Trials, population);
            WilsonInterval interval = Among(counts.Trials + others), wider = Among(counts.Trials + others + more);
            WilsonInterval usual = WilsonInterval.Of(counts.Successes, counts.Trials);
            Assert.InRange((double)counts.Successes / counts.Trials, interval.Lower - 1e-15, interval.Upper + 1e-15);
            Assert.True(wider.Lower <= interval.Lower + 1e-15 && wider.Upper >= interval.Upper - 1e-15);
            Assert.True(usual.Lower <= interval.Lower && usual.Upper >= interval.Upper);
        });

    [Fact]
    public void When_all_have_answered_the_share_among_them_is_known() =>
        _counts.Sample(counts =>
        {
            double share = (double)counts.Successes / counts.Trials;
            Assert.Equal(new WilsonInterval(share, share), WilsonInterval.OfSample(counts.Successes, counts.Trials, counts.Trials));
        });

    [Fact]
    public void A_population_is_not_smaller_than_its_sample() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.OfSample(1, 3, 2));

    [Fact]
    public void Its_bounds_tell_how_many_trials_it_rests_on() =>
        _counts.Where(counts => counts.Successes > 0 && counts.Successes < counts.Trials).Sample(counts =>
            Assert.Equal(counts.Trials, WilsonInterval.Of(counts.Successes, counts.Trials).Trials((double)counts.Successes / counts.Trials)));

    [Fact]
    public void Of_nothing_or_everything_the_bounds_do_not_tell_the_trials()
    {
        foreach (double share in new[] { 0, 1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(1, 2).Trials(share));
    }
}
