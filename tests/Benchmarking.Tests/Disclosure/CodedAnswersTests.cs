using Benchmarking.Disclosure;

namespace Benchmarking.Tests.Disclosure;

/// <summary>A coded proportion tells a range of yeses, the same for all in it.</summary>
public sealed class CodedAnswersTests
{
    [Theory]
    [InlineData(3, 5)]
    [InlineData(3, 20)]
    [InlineData(4, 1)]
    public void Every_number_is_in_one_band_and_all_of_a_band_have_one_text(int tail, int points)
    {
        for (int n = 5; n <= 120; n++)
        {
            CodedAnswers[] bands = [.. Enumerable.Range(0, n + 1).Select(yes => CodedAnswers.Of(yes, n, points, tail))];
            foreach (CodedAnswers told in bands)
            {
                Assert.InRange(told.Yes, told.Fewest, told.Most);
                foreach (CodedAnswers other in bands)
                {
                    bool isSame = other.Yes >= told.Fewest && other.Yes <= told.Most;
                    Assert.Equal(isSame, other.Text == told.Text);
                    Assert.Equal(isSame, (other.Fewest, other.Most) == (told.Fewest, told.Most));
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 20, 0, 3, "under 20 %")]
    [InlineData(3, 20, 0, 3, "under 20 %")]
    [InlineData(4, 20, 4, 5, "between 20 % and 30 %")]
    [InlineData(10, 20, 10, 11, "between 50 % and 60 %")]
    [InlineData(16, 20, 16, 16, "between 80 % and 90 %")]
    [InlineData(17, 20, 17, 20, "over 80 %")]
    [InlineData(9, 50, 5, 9, "between 10 % and 20 %")]
    [InlineData(10, 50, 10, 14, "between 20 % and 30 %")]
    [InlineData(3, 13, 0, 3, "under 35 %")]
    [InlineData(4, 5, 4, 5, "over 20 %")]
    public void The_range_is_what_the_text_leaves_to_whoever_knows_the_rule(int yes, int n, int fewest, int most, string text)
    {
        CodedAnswers told = CodedAnswers.Of(yes, n, 5, 3);
        Assert.Equal((yes, fewest, most, text), (told.Yes, told.Fewest, told.Most, told.Text));
        // What the text says in numbers holds every number of yeses that it may stand for.
        Assert.True(told.Lower <= 100.0 * fewest / n && told.Upper >= 100.0 * most / n);
        Assert.All([told.Lower, told.Upper], end => Assert.True(end is 0 or 100 || text.Contains($"{end} %", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_tails_are_wider_than_a_coalition()
    {
        // Insiders who all said yes, or all no, must not know that nobody else did.
        DisclosurePolicy policy = DisclosurePolicy.Default;
        for (int n = policy.Threshold; n <= 200; n++)
        {
            CodedAnswers few = CodedAnswers.Of(0, n, policy.CodingBandPoints, policy.ProportionTail);
            CodedAnswers many = CodedAnswers.Of(n, n, policy.CodingBandPoints, policy.ProportionTail);
            Assert.True(few.Most > policy.CoalitionSize && n - many.Fewest > policy.CoalitionSize);
        }
    }
}
