using System.Collections.Immutable;
using Benchmarking.Grains.Journal;
using Benchmarking.Grains.Tests.Faults;
using Benchmarking.Journal;

namespace Benchmarking.Grains.Tests.Journal;

/// <summary>Whoever can write the store and changes the journal there is found out, at the entry where it begins.</summary>
public sealed class JournalTamperTests : IAsyncLifetime
{
    private const int Length = JournalRecord.SegmentLength;
    private readonly PlatformSilo _silo = new();

    private JournalGateway Journal => _silo.Get<JournalGateway>();

    public async ValueTask InitializeAsync()
    {
        await _silo.InitializeAsync();
        for (int i = 1; i <= 2 * Length + 40; i++)
            await Journal.BeginAsync(JournalAction.Of("keys/k1", "steward", "", "A/B", $"periods/{i}"));
        // Its answer comes when what was under way before is durable.
        while ((await _silo.Grains.GetGrain<IJournalGrain>(IJournalGrain.Key).ReadAsync()).Segment < 2)
            await Journal.BeginAsync(JournalAction.Of("keys/k1", "steward", "", "A/B"));
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Untouched_it_holds_and_what_was_noted_earlier_is_found()
    {
        JournalVerdict first = await VerifyAsync("");
        Assert.Equal((true, 0, ""), (first.IsIntact, first.Broken, first.Problem));
        await Journal.BeginAsync(JournalAction.Of("keys/k1", "steward", "", "A/B"));
        JournalVerdict second = await VerifyAsync(first.Head);
        Assert.Equal((true, first.Count, first.Count + 1), (second.IsIntact, second.Noted, second.Count));
        Assert.NotEqual(first.Head, second.Head);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    [InlineData(Length - 1)]
    public async Task An_entry_of_a_closed_segment_that_was_changed_is_told(int place)
    {
        await ChangeSegmentAsync(1, entries => entries.SetItem(place, entries[place] with { Content = Forge(entries[place]) }));
        await BrokenAtAsync(Length + place + 1);
    }

    [Fact]
    public async Task An_entry_that_was_taken_out_is_told()
    {
        await ChangeSegmentAsync(0, entries => entries.RemoveAt(50));
        await BrokenAtAsync(51);
    }

    [Fact]
    public async Task The_last_entry_of_a_segment_that_was_taken_out_is_told()
    {
        await ChangeSegmentAsync(0, entries => entries.RemoveAt(Length - 1));
        await BrokenAtAsync(Length);
    }

    [Fact]
    public async Task Entries_that_changed_places_are_told()
    {
        await ChangeSegmentAsync(0, entries => entries.SetItem(3, entries[9]).SetItem(9, entries[3]));
        await BrokenAtAsync(4);
    }

    [Fact]
    public async Task A_segment_that_was_emptied_is_told()
    {
        await ChangeSegmentAsync(1, _ => []);
        await BrokenAtAsync(Length + 1);
    }

    [Fact]
    public async Task A_segment_in_anothers_place_is_told()
    {
        ImmutableArray<ChainedEntry> first = (await _silo.ReadStoredAsync<JournalSegmentRecord>("journalsegment.v1", "journal/0")).State!.Entries;
        await ChangeSegmentAsync(1, _ => first);
        await BrokenAtAsync(Length + 1);
    }

    [Fact]
    public async Task A_segment_that_was_forged_with_all_its_hashes_is_told_at_the_next()
    {
        await ChangeSegmentAsync(0, entries => Rechain(JournalChain.Root, entries.Select((entry, i) => i == 5 ? Forge(entry) : entry.Content)));
        await BrokenAtAsync(Length + 1);
    }

    [Fact]
    public async Task An_end_that_was_forged_is_told()
    {
        await ChangeEndAsync(end => end with { Entries = end.Entries.SetItem(2, end.Entries[2] with { Content = Forge(end.Entries[2]) }) });
        await BrokenAtAsync(2 * Length + 3);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_is_told_to_whoever_noted_the_head()
    {
        string noted = (await VerifyAsync("")).Head;
        await ChangeEndAsync(end => end with { Entries = end.Entries[..^1] });
        Assert.True((await VerifyAsync("")).IsIntact);
        JournalVerdict verdict = await VerifyAsync(noted);
        Assert.False(verdict.IsIntact);
        Assert.Equal((0, 0), (verdict.Broken, verdict.Noted));
    }

    [Fact]
    public async Task An_end_from_before_a_segment_was_closed_is_told_without_a_note()
    {
        ImmutableArray<ChainedEntry> last = (await _silo.ReadStoredAsync<JournalSegmentRecord>("journalsegment.v1", "journal/1")).State!.Entries;
        await ChangeEndAsync(_ => new JournalRecord { Segment = 1, PreviousHash = last[0].Hash, Entries = last[..20] });
        Assert.Contains("cut off", (await VerifyAsync("")).Problem, StringComparison.Ordinal);
        await ChangeEndAsync(_ => new JournalRecord());
        Assert.Contains("cut off", (await VerifyAsync("")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_was_written_anew_is_told_to_whoever_noted_the_head()
    {
        string noted = (await VerifyAsync("")).Head;
        ImmutableArray<ChainedEntry> first = [], second = [];
        await ChangeSegmentAsync(0, entries => first = Rechain(JournalChain.Root, entries.Select((entry, i) => i == 5 ? Forge(entry) : entry.Content)));
        await ChangeSegmentAsync(1, entries => second = Rechain(first[^1].Hash, entries.Select(entry => entry.Content)));
        await ChangeEndAsync(end => end with { PreviousHash = second[^1].Hash, Entries = Rechain(second[^1].Hash, end.Entries.Select(entry => entry.Content)) });
        Assert.True((await VerifyAsync("")).IsIntact);
        Assert.False((await VerifyAsync(noted)).IsIntact);
    }

    [Fact]
    public async Task A_segment_that_cannot_be_read_is_told_and_not_passed_over()
    {
        _silo.Storage.Script(new(FaultKind.Unreadable, "journalsegment.v1", "journal/1"));
        JournalVerdict verdict = await VerifyAsync("");
        Assert.Equal((false, Length + 1), (verdict.IsIntact, verdict.Broken));
    }

    private static byte[] Forge(ChainedEntry entry) =>
        JournalEncoding.Encode(entry.TryRead()! with { Action = JournalAction.Of("keys/k2", "steward", "", "A/B", "periods/1") });

    private static ImmutableArray<ChainedEntry> Rechain(byte[] previous, IEnumerable<byte[]> contents)
    {
        List<ChainedEntry> entries = [];
        foreach (byte[] content in contents)
            entries.Add(new(content, JournalChain.HashOf(entries.Count == 0 ? previous : entries[^1].Hash, content)));
        return [.. entries];
    }

    private Task<JournalVerdict> VerifyAsync(string noted) => Journal.VerifyAsync(noted, CancellationToken.None);

    private async Task BrokenAtAsync(long number)
    {
        JournalVerdict verdict = await VerifyAsync("");
        Assert.Equal((false, number, number - 1), (verdict.IsIntact, verdict.Broken, verdict.Count));
        Assert.Contains($"Entry {number} ", verdict.Problem, StringComparison.Ordinal);
    }

    private async Task ChangeSegmentAsync(int segment, Func<ImmutableArray<ChainedEntry>, ImmutableArray<ChainedEntry>> change)
    {
        GrainState<JournalSegmentRecord> record = await _silo.ReadStoredAsync<JournalSegmentRecord>("journalsegment.v1", $"journal/{segment}");
        record.State = new() { Entries = change(record.State!.Entries) };
        await _silo.WriteBehindAsync("journalsegment.v1", $"journal/{segment}", record);
    }

    // The end is in memory as long as the server runs: what was changed under it is overwritten, or refused.
    private async Task ChangeEndAsync(Func<JournalRecord, JournalRecord> change)
    {
        if (_silo.Storage.Writes.Length == 0)
            await Journal.BeginAsync(JournalAction.Of("keys/k1", "steward", "", "A/B"));
        GrainState<JournalRecord> record = await _silo.ReadStoredAsync<JournalRecord>("journal.v1", "journal");
        record.State = change(record.State!);
        await _silo.WriteBehindAsync("journal.v1", "journal", record);
        await _silo.RestartAsync();
    }
}
