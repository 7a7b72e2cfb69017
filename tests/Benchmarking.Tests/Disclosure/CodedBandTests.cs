using System.Globalization;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>Bands are fixed beforehand, leave no gap, and hold the values that are told with them.</summary>
public sealed class CodedBandTests
{
    [Theory]
    [InlineData(5, "0 5 10 20 30 40 50 60 70 80 90 95 100")]
    [InlineData(1, "0 1 10 20 30 40 50 60 70 80 90 99 100")]
    [InlineData(10, "0 10 20 30 40 50 60 70 80 90 100")]
    [InlineData(12, "0 12 20 30 40 50 60 70 80 88 100")]
    [InlineData(20, "0 20 30 40 50 60 70 80 100")]
    public void Percentages_have_a_grid_of_tens_between_the_bounds(int points, string edges)
    {
        double[] grid = [.. edges.Split(' ').Select(edge => double.Parse(edge, CultureInfo.InvariantCulture))];
        CodedBand[] expected = [.. grid.Zip(grid.Skip(1), (lower, upper) => new CodedBand(lower, upper))];
        // Thousandths: exact, every edge among them, and in rising order.
        CodedBand[] found = [.. Enumerable.Range(0, 100_001).Select(thousandth => CodedBand.Of(thousandth / 1000.0, MeasureKind.Percentage, points)).Distinct()];
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Every_value_lies_in_its_band_and_a_larger_one_in_no_lower_band() =>
        Gen.Select(Gen.Int[1, 4].Select(kind => (MeasureKind)kind), Gen.Decimal[1, 20], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[-4, 12])
            .Sample((kind, points, one, other, power) =>
            {
                double scale = kind is MeasureKind.Percentage or MeasureKind.YesNo ? 100 : Math.Pow(10, power);
                (double small, double large) = (scale * Math.Min(one, other), scale * Math.Max(one, other));
                (CodedBand low, CodedBand high) = (CodedBand.Of(small, kind, points), CodedBand.Of(large, kind, points));
                Assert.InRange(small, low.Lower, low.Upper);
                Assert.InRange(large, high.Lower, high.Upper);
                Assert.True(low == high || low.Upper <= high.Lower);
            }, iter: 20_000);

    [Fact]
    public void Amounts_go_one_two_five_without_a_gap()
    {
        CodedBand band = CodedBand.Of(0, MeasureKind.Amount, 5);
        Assert.Equal(new CodedBand(0, 0.001), band);
        for (int power = -3; power < 12; power++)
        {
            foreach (int lead in (int[])[1, 2, 5])
            {
                // Each edge belongs to the band above it.
                CodedBand next = CodedBand.Of(band.Upper, MeasureKind.Amount, 5);
                double edge = double.Parse($"{lead}E{power.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
                Assert.Equal(band.Upper, next.Lower);
                Assert.Equal(edge, next.Lower, 1e-15 * edge);
                Assert.Equal(band, CodedBand.Of(Math.BitDecrement(band.Upper), MeasureKind.Amount, 5));
                band = next;
            }
        }
    }

    [Theory]
    [InlineData("0.0001", "0", "0.001")]
    [InlineData("0.001", "0.001", "0.002")]
    [InlineData("0.01", "0.01", "0.02")]
    [InlineData("0.1", "0.1", "0.2")]
    [InlineData("0.3", "0.2", "0.5")]
    [InlineData("0.7", "0.5", "1")]
    [InlineData("1", "1", "2")]
    [InlineData("4.99", "2", "5")]
    [InlineData("1000", "1000", "2000")]
    [InlineData("999.9999", "500", "1000")]
    [InlineData("1000000", "1000000", "2000000")]
    [InlineData("1000000000", "1000000000", "2000000000")]
    [InlineData("1000000000000", "1000000000000", "2000000000000")]
    public void A_power_of_ten_begins_its_band(string value, string lower, string upper)
    {
        CodedBand band = CodedBand.Of(double.Parse(value, CultureInfo.InvariantCulture), MeasureKind.Rate, 5);
        Assert.Equal(double.Parse(lower, CultureInfo.InvariantCulture), band.Lower, 1e-15);
        Assert.Equal(double.Parse(upper, CultureInfo.InvariantCulture), band.Upper, 1e-15);
    }

    [Theory]
    [InlineData(MeasureKind.Percentage, 97.3, "95 % or more")]
    [InlineData(MeasureKind.Percentage, 100, "95 % or more")]
    [InlineData(MeasureKind.Percentage, 0, "5 % or less")]
    [InlineData(MeasureKind.Percentage, 94.9, "between 90 % and 95 %")]
    [InlineData(MeasureKind.YesNo, 33.3, "between 30 % and 40 %")]
    [InlineData(MeasureKind.Rate, 30, "between 20 and 50 units")]
    [InlineData(MeasureKind.Rate, 0.0004, "0.001 units or less")]
    [InlineData(MeasureKind.Amount, 0.25, "between 0.2 and 0.5 units")]
    [InlineData(MeasureKind.Amount, 1_234_567, "between 1,000,000 and 2,000,000 units")]
    public void The_text_says_the_band_in_every_culture(MeasureKind kind, double value, string text) =>
        Assert.Equal(text, CodedBand.Of(value, kind, 5).ToText(new SmallTable(kind, [], DisclosurePolicy.Default).Measure));

    [Fact]
    public void Only_the_outermost_bands_are_near_a_bound() =>
        Assert.Equal([0.0, 95.0], Enumerable.Range(0, 101).Select(percent => CodedBand.Of(percent, MeasureKind.Percentage, 5))
            .Where(band => band.IsNearBound(5)).Select(band => band.Lower).Distinct());
}
