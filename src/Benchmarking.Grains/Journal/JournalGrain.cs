using System.Collections.Immutable;
using Benchmarking.Grains.Storage;
using Benchmarking.Journal;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Benchmarking.Grains.Journal;

/// <summary>The journal's end, to which entries are added; one grain for the whole platform, key <c>journal</c>.</summary>
internal interface IJournalGrain : IGrainWithStringKey
{
    const string Key = "journal";

    /// <summary>Adds entries, one after another; the number of the first, once all are durable.</summary>
    /// <exception cref="NotAcknowledgedException">They may or may not be in the journal.</exception>
    Task<long> AppendAsync(ImmutableArray<JournalEntry> entries);

    /// <summary>Adds an entry, durable soon. It may be lost in a crash, or when the store fails.</summary>
    Task AddAsync(JournalEntry entry);

    /// <summary>The end of the journal; what was added before is in it, and durable.</summary>
    Task<JournalRecord> ReadAsync();
}

/// <inheritdoc cref="IJournalGrain"/>
[Reentrant]
internal sealed class JournalGrain([PersistentState("journal.v1")] IPersistentState<JournalRecord> storage, TimeProvider clock, ILogger<JournalGrain> logger)
    : RecordGrain<JournalRecord>(storage, logger), IJournalGrain
{
    private Task _closing = Task.CompletedTask;

    public async Task<long> AppendAsync(ImmutableArray<JournalEntry> entries)
    {
        await MakeRoomAsync(entries.Length);
        long first = Newest.Count + 1;
        await CommitAsync(Newest.Append(entries.AsSpan(), clock.GetUtcNow()));
        _ = CloseAsync();
        return first;
    }

    public async Task AddAsync(JournalEntry entry)
    {
        await MakeRoomAsync(1);
        _ = LogAsync(CommitAsync(Newest.Append([entry], clock.GetUtcNow())));
    }

    public async Task<JournalRecord> ReadAsync()
    {
        await CommitUnlessWrittenAsync(Newest);
        return Written;
    }

    // Whoever adds faster than segments can be closed waits for them: the record stays small.
    private async Task MakeRoomAsync(int count)
    {
        while (Newest.Entries.Length + count > JournalRecord.MostEntries)
        {
            int before = Newest.Segment;
            await CommitUnlessWrittenAsync(Newest);
            await CloseAsync();
            if (Newest.Segment == before)
                throw new NotAcknowledgedException("The journal is full: its segments cannot be closed.");
        }
    }

    private Task CloseAsync()
    {
        if (_closing.IsCompleted && Written.Entries.Length >= JournalRecord.SegmentLength)
            _closing = CloseFullAsync(Written);
        return _closing;
    }

    // Meanwhile entries are added behind those that are closed. Whatever stops it, the same segments are closed again with the next entry.
    private async Task CloseFullAsync(JournalRecord full)
    {
        try
        {
            int count = full.Entries.Length / JournalRecord.SegmentLength;
            await Task.WhenAll(Enumerable.Range(0, count).Select(i =>
                GrainFactory.GetGrain<IJournalSegmentGrain>(IJournalSegmentGrain.KeyOf(full.Segment + i)).CloseAsync(full.SegmentAt(i))));
            await CommitAsync(Newest.WithoutSegments(count));
        }
        catch (Exception failure) // the calls that were journalled are not to fail for it
        {
            logger.LogError(failure, "Segment {Segment} of the journal was not closed.", full.Segment);
        }
    }

    private async Task LogAsync(Task write)
    {
        try
        {
            await write;
            await CloseAsync();
        }
        catch (NotAcknowledgedException failure)
        {
            logger.LogWarning(failure, "How an action came out is not in the journal.");
        }
    }
}
