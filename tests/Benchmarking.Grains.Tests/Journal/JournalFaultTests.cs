using Benchmarking.Grains.Journal;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Faults;
using Benchmarking.Journal;

namespace Benchmarking.Grains.Tests.Journal;

/// <summary>The journal under many callers and every fault of the store: no number is lost or given twice, and what was acknowledged is there.</summary>
public sealed class JournalFaultTests(PlatformSilo silo) : IClassFixture<PlatformSilo>
{
    private static readonly FaultKind[] Kinds = [FaultKind.BeforeCommit, FaultKind.AfterCommit, FaultKind.VersionConflict, FaultKind.DiskFull];

    // Where the fault strikes: in writing the end at any entry of a segment, and around the closing of one.
    public static MatrixTheoryData<FaultKind, string, int> Faults { get; } = new(Kinds, ["journal.v1", "journalsegment.v1"], [0, 1, 126, 127, 128, 129]);

    private JournalGateway Journal => silo.Get<JournalGateway>();

    private static JournalAction Action(string resource) => JournalAction.Of("keys/7f3a09c2d41be865", "steward", "", "A/B", resource);

    [Fact]
    public async Task Of_64_callers_at_once_each_has_numbers_of_its_own_and_none_is_left_out()
    {
        const int Callers = 64, Each = 20;
        long before = (await Journal.VerifyAsync("", CancellationToken.None)).Count;
        string run = Guid.NewGuid().ToString("N");
        long[][] numbers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            List<long> own = [];
            for (int i = 0; i < Each; i++)
            {
                JournalAction action = Action($"{run}/{caller}-{i}");
                own.Add(await Journal.BeginAsync(action));
                await Journal.EndAsync(own[^1], action, JournalOutcome.Accepted);
            }
            return own.ToArray();
        }));
        JournalVerdict verdict = await Journal.VerifyAsync("", CancellationToken.None);
        Assert.Equal((true, before + 2 * Callers * Each), (verdict.IsIntact, verdict.Count));
        JournalEntry[] entries = [.. (await ReadAsync()).Where(entry => entry.Action.Resource.StartsWith(run, StringComparison.Ordinal))];
        Assert.Equal(Enumerable.Range(0, 2 * Callers * Each).Select(i => before + 1 + i), entries.Select(entry => entry.Sequence));
        Dictionary<long, JournalEntry> ends = entries.Where(entry => entry.Kind == JournalKind.Ended).ToDictionary(entry => entry.Begun);
        for (int caller = 0; caller < Callers; caller++)
        {
            for (int i = 0; i < Each; i++)
            {
                JournalEntry begun = entries.Single(entry => entry.Sequence == numbers[caller][i]);
                Assert.Equal((JournalKind.Begun, $"{run}/{caller}-{i}"), (begun.Kind, begun.Action.Resource));
                Assert.Equal(begun.Action, ends[begun.Sequence].Action);
            }
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Whatever_befalls_a_write_what_was_acknowledged_is_there_once_and_the_chain_holds(FaultKind kind, string state, int skip)
    {
        // Of segments few are written: the first one there is.
        StorageFault fault = silo.Storage.Script(new(kind, state, skip: state == "journal.v1" ? skip : 0));
        string run = Guid.NewGuid().ToString("N");
        Dictionary<long, string> acknowledged = [];
        for (int i = 0; i < 2 * JournalRecord.SegmentLength || !fault.IsReached; i++)
        {
            string resource = $"{run}/{i}";
            try
            {
                acknowledged.Add(await Journal.BeginAsync(Action(resource)), resource);
            }
            catch (NotAcknowledgedException)
            {
                Assert.True(fault.IsReached);
            }
        }
        await fault.Reached;
        Assert.Equal("", (await Journal.VerifyAsync("", CancellationToken.None)).Problem);
        JournalEntry[] entries = [.. await ReadAsync()];
        Assert.Equal(Enumerable.Range(1, entries.Length).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.All(acknowledged, pair => Assert.Equal(pair.Value, entries[pair.Key - 1].Action.Resource));
        // What was not acknowledged is there once, or not at all.
        Assert.All(entries.GroupBy(entry => entry.Action.Resource).Where(group => group.Key.StartsWith(run, StringComparison.Ordinal)), group => Assert.Single(group));
    }

    [Fact]
    public async Task An_end_that_meets_a_fault_does_not_fail_what_was_done()
    {
        JournalAction action = Action($"{Guid.NewGuid():N}/end");
        long begun = await Journal.BeginAsync(action);
        StorageFault fault = silo.Storage.Script(new(FaultKind.BeforeCommit, "journal.v1"));
        await Journal.EndAsync(begun, action, JournalOutcome.Accepted);
        await fault.Reached;
        await Journal.BeginAsync(action).ContinueWith(_ => true, TaskScheduler.Default);
        JournalEntry[] entries = [.. (await ReadAsync()).Where(entry => entry.Action.Resource == action.Resource)];
        Assert.Contains(entries, entry => entry.Sequence == begun);
        Assert.DoesNotContain(entries, entry => entry.Kind == JournalKind.Ended);
    }

    [Fact]
    public async Task An_action_whose_server_stopped_has_a_beginning_and_no_end()
    {
        JournalAction action = Action($"{Guid.NewGuid():N}/stopped");
        long begun = await Journal.BeginAsync(action);
        await silo.RestartAsync();
        JournalEntry entry = Assert.Single(await ReadAsync(), entry => entry.Action.Resource == action.Resource);
        Assert.Equal((begun, JournalKind.Begun, null), (entry.Sequence, entry.Kind, entry.Outcome));
        Assert.Equal(begun + 1, await Journal.BeginAsync(action));
        Assert.True((await Journal.VerifyAsync("", CancellationToken.None)).IsIntact);
    }

    [Fact]
    public async Task A_page_begins_where_the_one_before_ended()
    {
        for (int i = 0; i < 2 * JournalRecord.SegmentLength; i++)
            await Journal.BeginAsync(Action("page/x"));
        long[] whole = [.. (await ReadAsync()).Select(entry => entry.Sequence)];
        foreach (int size in (int[])[1, 7, 127, 128, 129])
        {
            List<long> paged = [];
            long before = long.MaxValue;
            do
            {
                (var entries, before) = await Journal.ListAsync(_ => true, before, size);
                paged.AddRange(entries.Select(listed => listed.Entry.Sequence));
            }
            while (before > 0 && paged.Count < 300);
            Assert.Equal(whole.Reverse().Take(paged.Count), paged);
        }
        Assert.Empty((await Journal.ListAsync(_ => true, 1, 10)).Entries);
        Assert.Empty((await Journal.ListAsync(_ => true, 0, 10)).Entries);
    }

    private async Task<IEnumerable<JournalEntry>> ReadAsync()
    {
        List<JournalEntry> all = [];
        long before = long.MaxValue;
        do
        {
            (var entries, before) = await Journal.ListAsync(_ => true, before, 1_000);
            all.AddRange(entries.Select(listed => listed.Entry));
        }
        while (before > 0);
        all.Reverse();
        return all;
    }
}
