using Benchmarking.Returns;

namespace Benchmarking.Tests.Returns;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2025", "2025-01-01", "2025-12-31")]
    [InlineData("2025-26", "2025-04-01", "2026-03-31")]
    [InlineData("2099-00", "2099-04-01", "2100-03-31")]
    [InlineData("1999-00", "1999-04-01", "2000-03-31")]
    [InlineData("2025-q1", "2025-01-01", "2025-03-31")]
    [InlineData("2025-q2", "2025-04-01", "2025-06-30")]
    [InlineData("2025-q3", "2025-07-01", "2025-09-30")]
    [InlineData("2025-q4", "2025-10-01", "2025-12-31")]
    [InlineData("2024-q1", "2024-01-01", "2024-03-31")]
    [InlineData(" periods/2025-26 ", "2025-04-01", "2026-03-31")]
    public void A_period_has_its_first_and_last_day(string text, string first, string last)
    {
        Period period = Period.TryParse(text)!;
        Assert.Equal(first, period.First.ToString("o", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(last, period.Last.ToString("o", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("2025-27")]
    [InlineData("2025-25")]
    [InlineData("2025-2026")]
    [InlineData("2025/26")]
    [InlineData("2025-q0")]
    [InlineData("2025-q5")]
    [InlineData("2025-q11")]
    [InlineData("2025-q")]
    [InlineData("2025-")]
    [InlineData("1899")]
    [InlineData("2100")]
    [InlineData("２０２５")]
    [InlineData("2025-26/editions/1")]
    [InlineData("Periods/2025")]
    public void Any_other_text_is_no_period(string? text) => Assert.Null(Period.TryParse(text));

    [Fact]
    public void A_period_is_known_by_its_name()
    {
        Assert.Equal("periods/2025-26", Period.TryParse("2025-26")!.Name);
        Assert.Equal(Period.TryParse("2025"), Period.TryParse("periods/2025"));
        Assert.NotEqual(Period.TryParse("2025"), Period.TryParse("2025-26"));
        Assert.Equal(ProblemReason.FieldRequired, Period.Malformed("").Reason);
        Assert.Equal(ProblemReason.PeriodMalformed, Period.Malformed("2025-27").Reason);
    }

    [Theory]
    [InlineData("2025", "2024")]
    [InlineData("1901", "1900")]
    [InlineData("1900", null)]
    [InlineData("2025-26", "2024-25")]
    [InlineData("2000-01", "1999-00")]
    [InlineData("1999-00", "1998-99")]
    [InlineData("1901-02", "1900-01")]
    [InlineData("1900-01", null)]
    [InlineData("2025-q4", "2025-q3")]
    [InlineData("2025-q3", "2025-q2")]
    [InlineData("2025-q2", "2025-q1")]
    [InlineData("2025-q1", "2024-q4")]
    [InlineData("1901-q1", "1900-q4")]
    public void The_period_before_is_of_the_same_kind(string text, string? before) =>
        Assert.Equal(before, Period.TryParse(text)!.Previous()?.Value);

    [Theory]
    [InlineData("2025")]
    [InlineData("2025-26")]
    [InlineData("2025-q2")]
    public void The_period_before_ends_the_day_before(string text)
    {
        Period period = Period.TryParse(text)!;
        Assert.Equal(period.First.AddDays(-1), period.Previous()!.Last);
    }
}
