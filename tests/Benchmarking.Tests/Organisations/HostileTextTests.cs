namespace Benchmarking.Tests.Organisations;

public sealed class HostileTextTests
{
    public static TheoryData<string> Unsafe =>
    [
        "=cmd|' /C calc'!A0", "  =1+1", "+1", "@x", "-2", "--", "-1+2", "\t=1+1",
        "nul\0", "bell\a", "escape\u001b[31m", "tab\there", "return\rhere", "delete\u007f", "c1\u0085control",
        "no\uFFFEletter", "none\uFFFF", "line\u2028separator", "paragraph\u2029separator",
        "right\u202eto left", "\u202aembedded", "\u2066isolated\u2069",
        "lone high \ud83d", "lone high \ud83d then text", "lone low \ude00", "\ude00\ud83d reversed",
    ];

    public static TheoryData<string> Safe =>
    [
        "-", "St Mungo's", "Cyngor Sir Gâr", "A+ Homes", "homes@council", "a = b", "5-6", "two\nlines", "smile \ud83d\ude00", "“Quoted” – dashed", "<b>bold</b>",
    ];

    [Theory]
    [MemberData(nameof(Unsafe))]
    public void A_text_that_could_run_or_hide_is_refused(string text) =>
        Assert.Equal((2, "name", ProblemReason.TextUnsafe), Profiles.Only((Profiles.Good() with { Name = text }).Validate()));

    [Theory]
    [MemberData(nameof(Safe))]
    public void An_ordinary_text_is_kept_as_it_is(string text) =>
        Assert.Equal(text, (Profiles.Good() with { Name = text }).Validate().Value.Name);

    [Theory]
    [MemberData(nameof(Unsafe))]
    public void A_message_never_repeats_what_was_refused_in_a_harmful_form(string text)
    {
        string message = (Profiles.Good() with { Name = text }).Validate().Problems[0].Message;
        Assert.DoesNotContain(message, letter => char.IsControl(letter) || letter is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069');
        // Bytes that are not UTF-8 would make the whole reply unreadable.
        Assert.Equal(message, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(
            new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(message)));
    }

    [Fact]
    public void A_quote_is_cut_at_60_characters_and_never_through_a_pair()
    {
        Assert.Equal($"\"{new string('x', 60)}…\"", Problem.Quote(new string('x', 10_000)));
        Assert.Equal($"\"{new string('x', 60)}\"", Problem.Quote(new string('x', 60)));
        Assert.Equal($"\"{new string('x', 59)}�…\"", Problem.Quote(new string('x', 59) + "\ud83d\ude00"));
        Assert.Equal("\"\ud83d\ude00\"", Problem.Quote("\ud83d\ude00"));
        Assert.Equal("\"\"", Problem.Quote(null));
    }
}
