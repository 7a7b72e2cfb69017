using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Tests.Editions;

/// <summary>A measure across periods: from published cells and the reader's own figures, and only where they measure the same.</summary>
public sealed class TrendTests
{
    private static readonly Measure Hours =
        new MeasureDefinition("hrs", "Hours", "hours", "higher", "amount", "", "", "1", "", "", Guidance.Empty).Validate().Value;

    private static TrendPoint Point(string period, Figure median, double? own, Measure? measure = null)
    {
        Cell cell = new(Cohort.All, 30, 30, Figure.Of(1), Figure.Of(1),
            [.. Cell.Probabilities.Select(probability => new QuantileFigure(probability, probability == 0.5 ? median : Figure.NotAvailable))], null, []);
        return new(new Edition(Period.TryParse(period)!, 1, DateTimeOffset.UnixEpoch, [], [new(Cohort.All, 30)], 1, 0, ""), measure ?? Hours, cell, own);
    }

    private static Trend Of(params (double Median, double? Own)[] years) =>
        Trend.Of([.. years.Select((year, index) => Point($"{2019 + index}", Figure.Of(year.Median), year.Own))]);

    [Fact]
    public void Five_rising_years_are_a_trend_and_what_one_returned_is_tested_for_itself()
    {
        Trend trend = Of((10, 9), (12, 8), (14, 7), (16, 6), (18, 5));
        Assert.Equal(new TrendTest(5, TrendVerdict.Rising, trend.Cohort.PValue, 2), trend.Cohort);
        Assert.Equal(new TrendTest(5, TrendVerdict.Falling, trend.Own.PValue, -1), trend.Own);
        Assert.Equal(1 / 60.0, trend.Cohort.PValue!.Value, 1e-12);
    }

    [Fact]
    public void Four_years_are_too_few_whatever_they_are()
    {
        Trend trend = Of((10, null), (20, null), (30, null), (40, null));
        Assert.Equal(new TrendTest(4, TrendVerdict.TooFewPeriods, null, 10), trend.Cohort);
        Assert.Equal(new TrendTest(0, TrendVerdict.TooFewPeriods, null, null), trend.Own);
    }

    [Fact]
    public void Years_that_go_up_and_down_show_none() =>
        Assert.Equal(TrendVerdict.NoClearTrend, Of((10, null), (12, null), (9, null), (13, null), (11, null), (12, null)).Cohort.Verdict);

    [Fact]
    public void A_quarter_is_compared_with_the_same_quarter_of_other_years()
    {
        // Much more in summer, every year, and a little more each year.
        double[] usual = [10, 30, 50, 20];
        TrendPoint[] quarters = [.. Enumerable.Range(0, 12).Select(index => Point($"{2023 + index / 4}-q{index % 4 + 1}", Figure.Of(usual[index % 4] + index / 4), null))];
        Trend trend = Trend.Of([.. quarters]);
        Assert.Equal(new TrendTest(12, TrendVerdict.Rising, trend.Cohort.PValue, 0.25), trend.Cohort);
        Assert.Equal(2 / Math.Pow(6, 4), trend.Cohort.PValue!.Value, 1e-12);
        Assert.Equal([(9, TrendVerdict.Rising), (8, TrendVerdict.TooFewPeriods)],
            new[] { 9, 8 }.Select(count => Trend.Of([.. quarters[..count]]).Cohort).Select(test => (test.Periods, test.Verdict)));
    }

    [Fact]
    public void A_withheld_or_coded_median_is_left_out_and_the_slope_counts_the_gap()
    {
        Trend trend = Trend.Of(
        [
            Point("2018", Figure.Of(1), null), Point("2019", Figure.Confidential, null), Point("2020", Figure.Coded("under 5", new(0, 5)), null), Point("2021", Figure.Of(4), null),
            Point("2022", Figure.Of(5), null), Point("2023", Figure.Of(6), null), Point("2024", Figure.Of(7), null),
        ]);
        Assert.Equal(new TrendTest(5, TrendVerdict.Rising, trend.Cohort.PValue, 1), trend.Cohort);
        Assert.Equal(7, trend.Points.Length);
    }

    [Fact]
    public void Only_periods_that_measure_the_same_are_tested_together()
    {
        Measure other = Hours with { Numerator = "Hours, and those of suppliers" }, renamed = Hours with { Name = "Hours given", Revision = 3 };
        Trend trend = Trend.Of([Point("2019", Figure.Of(100), 1, other), .. Enumerable.Range(0, 5).Select(year => Point($"{2020 + year}", Figure.Of(year), 1, year < 2 ? Hours : renamed))]);
        Assert.Equal(("2020", 5, TrendVerdict.Rising), (trend.Break!.Edition.Period.Value, trend.Cohort.Periods, trend.Cohort.Verdict));
        Assert.Null(Of((1, 1), (2, 2)).Break);
    }

    [Fact]
    public void Nothing_has_no_trend()
    {
        Trend trend = Trend.Of([]);
        Assert.Equal((0, TrendVerdict.TooFewPeriods, null), (trend.Points.Length, trend.Cohort.Verdict, trend.Break));
    }

    [Theory]
    [InlineData("2024", "2025", true)]
    [InlineData("2024-25", "2025-26", true)]
    [InlineData("2024-q4", "2025-q1", true)]
    [InlineData("2024", "2024-25", false)]
    [InlineData("2024", "2024-q1", false)]
    [InlineData("2024-25", "2024-q2", false)]
    public void A_series_has_periods_of_one_kind_and_counts_them(string first, string next, bool isOne)
    {
        Period one = Period.TryParse(first)!, other = Period.TryParse(next)!;
        Assert.Equal((isOne, isOne), (one.IsOfTheKindOf(other), other.IsOfTheKindOf(one)));
        if (isOne)
            Assert.Equal(one.Ordinal + 1, other.Ordinal);
    }
}
