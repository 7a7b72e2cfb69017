using Benchmarking.Releases;

namespace Benchmarking.Tests.Releases;

public sealed class LondonTimeTests
{
    [Theory]
    [InlineData("2026-12-03", "", "2026-12-03T09:30:00Z")] // winter: London is on Greenwich time
    [InlineData("2026-07-02", "", "2026-07-02T08:30:00Z")] // summer: an hour ahead of it
    [InlineData("2027-03-28", "09:30", "2027-03-28T08:30:00Z")] // the day on which the clocks go forward
    [InlineData("2027-10-31", "09:30", "2027-10-31T09:30:00Z")] // and back
    [InlineData(" 2026-07-02 ", " 14:05 ", "2026-07-02T13:05:00Z")]
    public void A_release_appears_at_half_past_nine_in_London_whatever_the_season(string date, string time, string utc) =>
        Assert.Equal(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), LondonTime.Parse(date, time).Value);

    [Theory]
    [InlineData("2027-03-28", "01:30", "no such time")]
    [InlineData("2027-10-31", "01:30", "that time twice")]
    public void A_time_that_the_clocks_skip_or_repeat_is_refused(string date, string time, string words)
    {
        Problem problem = Assert.Single(LondonTime.Parse(date, time).Problems);
        Assert.Equal(ProblemReason.TimeOutOfRange, problem.Reason);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("5/11/2026", "09:30")]
    [InlineData("2026-02-30", "")]
    [InlineData("2026-11-05", "25:00")]
    [InlineData("2026-11-05", "9.30")]
    [InlineData("２０２６-11-05", "")]
    [InlineData("-0044-03-15", "")]
    [InlineData("0000-01-01", "")]
    [InlineData("0000-12-31", "23:59")]
    [InlineData("10000-01-01", "")]
    public void What_is_no_date_or_time_is_refused(string date, string time) => Assert.False(LondonTime.Parse(date, time).IsAccepted);

    [Theory]
    [InlineData("0001-01-01", "00:00")]
    [InlineData("9999-12-31", "23:59")]
    public void The_first_day_and_the_last_that_a_moment_can_be_of_are_dates(string date, string time) => Assert.True(LondonTime.Parse(date, time).IsAccepted);

    [Fact]
    public void Both_a_wrong_date_and_a_wrong_time_are_told() => Assert.Equal(["publish_date", "publish_time_of_day"], LondonTime.Parse("soon", "noon").Problems.Select(problem => problem.Field));

    [Fact]
    public void Midnight_in_London_in_summer_is_an_hour_before_Greenwichs() =>
        Assert.Equal(new DateOnly(2026, 7, 2), LondonTime.DateOf(new DateTimeOffset(2026, 7, 1, 23, 0, 0, TimeSpan.Zero)));
}
