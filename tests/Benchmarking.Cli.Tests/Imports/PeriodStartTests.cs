using Benchmarking.Cli.Imports;

namespace Benchmarking.Cli.Tests.Imports;

public sealed class PeriodStartTests
{
    [Theory]
    [InlineData("2025", "2025-01-01")]
    [InlineData("2025-26", "2025-04-01")]
    [InlineData("1999-00", "1999-04-01")]
    [InlineData("2025-q1", "2025-01-01")]
    [InlineData("2025-q4", "2025-10-01")]
    public void A_period_begins_where_its_name_says(string period, string start) =>
        Assert.Equal(DateOnly.Parse(start, null), PeriodStart.Of(period));

    [Theory]
    [InlineData("25/26")]
    [InlineData("2025-27")]
    [InlineData("2025-q5")]
    [InlineData("2025-")]
    [InlineData("0000")]
    [InlineData("٢٠٢٥")]
    public void Other_names_begin_nowhere(string period) => Assert.Null(PeriodStart.Of(period));

    [Theory]
    [InlineData("2025-26", true)]
    [InlineData("2026-27", true)]
    [InlineData("2027", false)]
    [InlineData("2021-22", false)]
    [InlineData("2021-q2", false)]
    [InlineData("2021-q3", true)]
    public void Recent_is_begun_and_less_than_five_years_ago(string period, bool recent) =>
        Assert.Equal(recent, PeriodStart.IsRecent(period, new(2026, 4, 1)));
}
