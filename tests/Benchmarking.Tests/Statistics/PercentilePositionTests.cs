using Benchmarking.Statistics;
using CsCheck;

namespace Benchmarking.Tests.Statistics;

public class PercentilePositionTests
{
    private static readonly double[] _probabilities = [0.1, 0.25, 0.5, 0.75, 0.9];

    private static readonly (double, double)[] _distinct = [(0.25, 10), (0.5, 20), (0.75, 60)];

    private static readonly (double, double)[] _tied = [(0.1, 100), (0.25, 100), (0.5, 200), (0.75, 200), (0.9, 200)];

    // Any of the usual quantiles, at values that often tie.
    private static readonly Gen<(double Probability, double Value)[]> _published =
        Gen.Select(Gen.Bool.Array[5], Gen.Int[-4, 4].Select(i => i * 2.5).Array[5]).Select((kept, values) =>
            _probabilities.Zip(values.Order()).Where((_, i) => kept[i]).ToArray()).Where(published => published.Length > 0);

    // On quantiles and between them; in sixty-fourths, which whole numbers can be added to without rounding.
    private static readonly Gen<double> _value = Gen.OneOf(Gen.Int[-800, 800].Select(i => i / 64.0), Gen.Int[-5, 5].Select(i => i * 2.5));

    [Theory]
    [InlineData(9.99, 0, 25, null)]
    [InlineData(10, 25, 25, 25.0)]
    [InlineData(12.5, 25, 50, 31.25)]
    [InlineData(20, 50, 50, 50.0)]
    [InlineData(50, 50, 75, 68.75)]
    [InlineData(60, 75, 75, 75.0)]
    [InlineData(60.01, 75, 100, null)]
    public void Position_is_a_straight_line_between_neighbours_and_a_bound_outside(
        double value, double lower, double upper, double? estimate) =>
        Assert.Equal(new PercentilePosition(lower, upper, estimate), PercentilePosition.Of(value, _distinct));

    [Theory]
    [InlineData(99, 0, 10, null)]
    [InlineData(100, 10, 25, 17.5)]
    [InlineData(150, 25, 50, 37.5)]
    [InlineData(200, 50, 90, 70.0)]
    [InlineData(201, 90, 100, null)]
    public void Equal_quantiles_give_their_whole_span(double value, double lower, double upper, double? estimate) =>
        Assert.Equal(new PercentilePosition(lower, upper, estimate), PercentilePosition.Of(value, _tied));

    [Fact]
    public void No_published_quantile_gives_no_position() => Assert.Null(PercentilePosition.Of(5, []));

    [Fact]
    public void One_published_quantile_still_gives_bounds()
    {
        Assert.Equal(new PercentilePosition(0, 50, null), PercentilePosition.Of(6, [(0.5, 7)]));
        Assert.Equal(new PercentilePosition(50, 50, 50), PercentilePosition.Of(7, [(0.5, 7)]));
        Assert.Equal(new PercentilePosition(50, 100, null), PercentilePosition.Of(8, [(0.5, 7)]));
    }

    [Fact]
    public void A_higher_value_never_has_a_lower_position() =>
        Gen.Select(_published, _value, _value).Sample((published, one, other) =>
        {
            PercentilePosition low = PercentilePosition.Of(Math.Min(one, other), published)!.Value;
            PercentilePosition high = PercentilePosition.Of(Math.Max(one, other), published)!.Value;
            Assert.True(low.Lower <= high.Lower && low.Upper <= high.Upper);
            // An unknown estimate may be anything in its bounds, which still may not cross.
            Assert.True((low.Estimate ?? low.Lower) <= (high.Estimate ?? high.Upper));
        });

    [Fact]
    public void Bounds_are_published_percentiles_and_hold_the_estimate() =>
        Gen.Select(_published, _value).Sample((published, value) =>
        {
            PercentilePosition position = PercentilePosition.Of(value, published)!.Value;
            double[] percentiles = [0, .. published.Select(quantile => 100 * quantile.Probability), 100];
            Assert.Contains(position.Lower, percentiles);
            Assert.Contains(position.Upper, percentiles);
            bool outside = value < published[0].Value || value > published[^1].Value;
            Assert.Equal(outside, position.Estimate is null);
            if (position.Estimate is double estimate)
                Assert.InRange(estimate, position.Lower, position.Upper);
        });

    [Fact]
    public void Shifting_value_and_quantiles_alike_changes_nothing() =>
        Gen.Select(_published, _value, Gen.Int[-100, 100]).Sample((published, value, shift) =>
        {
            PercentilePosition position = PercentilePosition.Of(value, published)!.Value;
            PercentilePosition shifted = PercentilePosition.Of(
                value + shift, [.. published.Select(quantile => (quantile.Probability, quantile.Value + shift))])!.Value;
            Assert.Equal((position.Lower, position.Upper), (shifted.Lower, shifted.Upper));
            Assert.Equal(position.Estimate ?? -1, shifted.Estimate ?? -1, 1e-9);
        });

    [Fact]
    public void Refuses_what_is_not_a_row_of_quantiles()
    {
        foreach ((double, double)[] quantiles in new (double, double)[][] { [(0.5, 1), (0.25, 2)], [(0.5, 1), (0.5, 1)],
            [(0.25, 2), (0.5, 1)], [(0, 1)], [(1, 1)], [(double.NaN, 1)], [(0.5, double.NaN)], [(0.5, double.PositiveInfinity)] })
            Assert.Throws<ArgumentException>(() => PercentilePosition.Of(1, quantiles));
        Assert.Throws<ArgumentNullException>(() => PercentilePosition.Of(1, null!));
    }

    [Fact]
    public void Refuses_a_value_that_is_not_finite()
    {
        foreach (double value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Assert.Throws<ArgumentException>(() => PercentilePosition.Of(value, _distinct));
    }
}
