using System.Text;
using Benchmarking.Journal;

namespace Benchmarking.Tests.Journal;

public sealed class JournalEncodingTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static JournalEntry Entry { get; } = new(7, Time, JournalKind.Ended, 5,
        JournalAction.Of("keys/7f3a09c2d41be865", "contributor", "organisations/00AA", "ReturnService/SubmitReturn", "organisations/00AA/returns/2025", "6a4c1e2e-8d3b-4a57-9a0e-3f1f0d9b7c55"),
        JournalOutcome.Refused, ProblemReason.PeriodClosed, "keys/k1");

    // Put together by hand from the form's description: hashes that stewards noted rest on it, so it may never change.
    private static byte[] Bytes { get; } =
    [
        1, 7, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(Time.Ticks), 5, 0, 0, 0, 0, 0, 0, 0, 3, 2, 9, 0, 0, 0,
        21, .. "keys/7f3a09c2d41be865"u8, 11, .. "contributor"u8, 18, .. "organisations/00AA"u8, 26, .. "ReturnService/SubmitReturn"u8,
        31, .. "organisations/00AA/returns/2025"u8, 36, .. "6a4c1e2e-8d3b-4a57-9a0e-3f1f0d9b7c55"u8, 7, .. "keys/k1"u8,
    ];

    [Fact]
    public void An_entry_has_the_bytes_that_its_form_says() => Assert.Equal(Bytes, JournalEncoding.Encode(Entry));

    [Fact]
    public void An_entry_comes_back_as_it_was()
    {
        Assert.Equal(Entry, JournalEncoding.TryDecode(JournalEncoding.Encode(Entry)));
        JournalEntry begun = new(1, Time, JournalKind.Begun, 0, JournalAction.Of("https://idp.example é", "steward", "", "EditionService/CutEdition"));
        Assert.Equal(begun, JournalEncoding.TryDecode(JournalEncoding.Encode(begun)));
    }

    [Fact]
    public void Bytes_that_were_cut_or_go_on_are_no_entry()
    {
        Assert.All(Enumerable.Range(0, Bytes.Length), length => Assert.Null(JournalEncoding.TryDecode(Bytes[..length])));
        Assert.Null(JournalEncoding.TryDecode([.. Bytes, 0]));
    }

    [Fact]
    public void Bytes_with_any_one_changed_are_another_entry_or_none()
    {
        for (int i = 0; i < Bytes.Length; i++)
        {
            foreach (byte change in (byte[])[1, 0x20, 0x80, 0xff])
            {
                byte[] changed = [.. Bytes];
                changed[i] ^= change;
                Assert.NotEqual(Entry, JournalEncoding.TryDecode(changed));
            }
        }
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("organisations/a b")]
    [InlineData("organisations//returns/2025")]
    [InlineData("organisations/../platform")]
    [InlineData("a/b/c/d/e/f/g")]
    [InlineData("periods/2025\nkeys/x")]
    [InlineData("organisations/é")]
    [InlineData("organisations/00AA/")]
    public void A_text_that_is_no_name_of_a_resource_stays_out(string text) => Assert.Equal("", JournalAction.Of("keys/k1", "steward", "", "A/B", text, text).Resource);

    [Fact]
    public void A_request_id_that_is_none_stays_out() => Assert.Equal("", JournalAction.Of("keys/k1", "steward", "", "A/B", "periods/2025", "1234567").RequestId);

    [Fact]
    public void A_callers_name_is_kept_without_what_controls_or_cannot_be_encoded() =>
        Assert.Equal("issuer sub�ject��", JournalAction.Of("issuer sub\u202Eject\0\ud800", "steward", "", "A/B").Caller);

    [Fact]
    public void A_callers_name_is_kept_short_and_can_be_encoded_wherever_it_is_cut()
    {
        string name = string.Concat(Enumerable.Repeat("\U0001F600", 10_000));
        JournalAction odd = JournalAction.Of($"x{name}", "steward", "", "A/B");
        foreach (JournalAction action in (JournalAction[])[odd, JournalAction.Of(name, "steward", "", "A/B")])
            Assert.InRange(Encoding.UTF8.GetByteCount(JournalEncoding.TryDecode(JournalEncoding.Encode(new(1, Time, JournalKind.Begun, 0, action)))!.Action.Caller), 400, 1_200);
    }

    [Theory]
    [InlineData("", "organisations/00AA", true)]
    [InlineData("", "organisations/00AA/returns/2025", true)]
    [InlineData("organisations/00AA", "periods/2025", true)]
    [InlineData("organisations/00AB", "organisations/00AAB/returns/2025", false)]
    [InlineData("", "", false)]
    public void An_action_concerns_whom_it_was_done_for_and_to(string own, string resource, bool concerns) =>
        Assert.Equal(concerns, JournalAction.Of("keys/k1", "contributor", own, "A/B", resource).Concerns("organisations/00AA"));
}
