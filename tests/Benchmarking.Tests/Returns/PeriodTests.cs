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
}
