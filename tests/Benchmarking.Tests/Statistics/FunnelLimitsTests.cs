using Benchmarking.Statistics;
using CsCheck;

namespace Benchmarking.Tests.Statistics;

public class FunnelLimitsTests
{
    private const int Sectors = 40;
    private const int SectorsByR = 400;

    [Fact]
    public void Limits_agree_with_R()
    {
        string[][] rows = [.. Reference.Rows("funnel-limits.csv")];
        Assert.Equal(36, rows.Length);
        foreach (string[] row in rows)
        {
            double median = Reference.Number(row[1]), error = row[3].Length == 0 ? 0 : FunnelLimits.OfCases(median, Reference.Number(row[3]));
            Reference.AssertClose(Reference.Number(row[4]), error, 1e-13);
            FunnelLimits limits = FunnelLimits.Of(Reference.Number(row[0]), median, Reference.Number(row[2]), error);
            double[] actual = [limits.Lower95, limits.Upper95, limits.Lower998, limits.Upper998];
            Assert.All(row[5..].Select(Reference.Number).Zip(actual), pair => Reference.AssertClose(pair.First, pair.Second, 1e-12));
        }
    }

    [Fact]
    public void They_hold_at_least_as_many_as_they_say_and_as_those_made_of_every_figure_and_as_many_as_R_has_it()
    {
        Random random = new(Draw.Seed);
        string[][] rows = [.. Reference.Rows("funnel-coverage.csv")];
        Assert.Equal(8, rows.Length);
        double apart = 0, variance = 0;
        foreach (string[] row in rows)
        {
            double[] shares = [.. Enumerable.Range(0, Sectors).Select(_ => ShareWithin(Reference.Number(row[0]), row[1] == "equal", random))];
            double share = shares.Average(), spread = shares.Sum(one => (one - share) * (one - share)) / (Sectors - 1);
            // Those of one sector go together, since they have its quartiles in common: the error is that of sectors.
            double least = Math.Max(0.95, Reference.Number(row[3])) - (4 * Math.Sqrt(spread / Sectors)), square = spread * ((1.0 / Sectors) + (1.0 / SectorsByR));
            Assert.True(share >= least && Math.Abs(share - Reference.Number(row[2])) <= 5 * Math.Sqrt(square), $"{string.Join(' ', row)}: {share}");
            (apart, variance) = (apart + share - Reference.Number(row[2]), variance + square);
        }
        // Neither narrower nor wider: of all sectors together.
        Assert.InRange(apart, -5 * Math.Sqrt(variance), 5 * Math.Sqrt(variance));
    }

    // The share within their 95 % limits of 200 percentages that lie apart by the chance of their cases and by a normal distribution of a width.
    private static double ShareWithin(double width, bool isOfOneSize, Random random)
    {
        (double Figure, int Cases)[] sector = [.. Enumerable.Range(0, 200).Select(_ => Percentage(width, isOfOneSize ? 500 : (int)Math.Round(50 * Math.Pow(100, random.NextDouble())), random))];
        double[] sorted = [.. sector.Select(one => one.Figure).Order()];
        double lower = HarrellDavis.Quantile(sorted, 0.25), median = HarrellDavis.Quantile(sorted, 0.5), upper = HarrellDavis.Quantile(sorted, 0.75);
        return sector.Count(one => FunnelLimits.Of(lower, median, upper, FunnelLimits.OfCases(median, one.Cases)).PlaceOf(one.Figure) == FunnelPlace.Within) / (double)sector.Length;
    }

    private static (double Figure, int Cases) Percentage(double width, int cases, Random random)
    {
        double likely = Math.Clamp(70 + (width * Draw.Normal(random)), 1, 99) / 100;
        int met = 0;
        for (int i = 0; i < cases; i++)
        {
            if (random.NextDouble() < likely)
                met++;
        }
        return (100.0 * met / cases, cases);
    }

    [Fact]
    public void Fewer_cases_give_wider_limits_and_outer_ones_hold_inner_ones() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0, 100], Gen.Double[0, 100], Gen.Double[1, 1e6]).Sample((first, second, third, cases) =>
        {
            double[] quartiles = [.. new[] { first, second, third }.Order()];
            FunnelLimits Of(double cases) => FunnelLimits.Of(quartiles[0], quartiles[1], quartiles[2], FunnelLimits.OfCases(quartiles[1], cases)).Clamped(0, 100);
            FunnelLimits many = Of(cases), few = Of(cases / 2);
            Assert.True(few.Lower95 <= many.Lower95 && many.Upper95 <= few.Upper95);
            Assert.True(0 <= many.Lower998 && many.Lower998 <= many.Lower95 && many.Lower95 <= many.Target && many.Target <= many.Upper95 && many.Upper95 <= many.Upper998 && many.Upper998 <= 100);
        });

    [Fact]
    public void A_figure_has_one_place_and_a_higher_one_no_lower_place() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0, 100], Gen.Double[0, 10]).Sample((first, second, error) =>
        {
            FunnelLimits limits = FunnelLimits.Of(40, 50, 55, error);
            return limits.PlaceOf(Math.Min(first, second)) <= limits.PlaceOf(Math.Max(first, second));
        });

    [Theory]
    [InlineData(FunnelPlace.FarBelow, 4.1)]
    [InlineData(FunnelPlace.Below, 4.2)]
    [InlineData(FunnelPlace.Below, 20.9)]
    [InlineData(FunnelPlace.Within, 21)]
    [InlineData(FunnelPlace.Within, 79)]
    [InlineData(FunnelPlace.Above, 79.1)]
    [InlineData(FunnelPlace.FarAbove, 95.9)]
    public void A_figure_is_outside_beyond_z_times_the_spread(FunnelPlace place, double figure) =>
        // 10 ÷ 0.67449 = 14.826; by 1.95996 is 29.06, by 3.09023 45.82.
        Assert.Equal(place, FunnelLimits.Of(40, 50, 60, 0).PlaceOf(figure));

    [Fact]
    public void Refuses_what_are_no_quartiles_and_no_cases()
    {
        Assert.Throws<ArgumentException>(() => FunnelLimits.Of(2, 1, 3, 0));
        Assert.Throws<ArgumentException>(() => FunnelLimits.Of(1, 2, double.NaN, 0));
        Assert.Throws<ArgumentException>(() => FunnelLimits.Of(1, 2, 3, -1));
        Assert.Throws<ArgumentException>(() => FunnelLimits.Of(1, 2, 3, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => FunnelLimits.OfCases(101, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => FunnelLimits.OfCases(double.NaN, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => FunnelLimits.OfCases(50, 0));
    }
}
