using System.Collections.Immutable;
using Benchmarking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Journal;

/// <summary>A closed segment of the journal, written once; its grain key is <c>journal/{n}</c>.</summary>
internal interface IJournalSegmentGrain : IGrainWithStringKey
{
    /// <summary>The key of a segment.</summary>
    static string KeyOf(int segment) => FormattableString.Invariant($"{IJournalGrain.Key}/{segment}");

    /// <summary>Closes the segment with its entries; repeating is harmless.</summary>
    /// <exception cref="InvalidOperationException">It was closed with others: the journal's end is not the one that belongs to it.</exception>
    Task CloseAsync(ImmutableArray<ChainedEntry> entries);

    /// <summary>Its entries as they are in the store; empty when it is not closed.</summary>
    Task<ImmutableArray<ChainedEntry>> ReadAsync();
}

[GenerateSerializer, Immutable]
internal sealed record JournalSegmentRecord
{
    [Id(0)]
    public ImmutableArray<ChainedEntry> Entries { get; init; } = [];
}

/// <inheritdoc cref="IJournalSegmentGrain"/>
internal sealed class JournalSegmentGrain([PersistentState("journalsegment.v1")] IPersistentState<JournalSegmentRecord> storage, ILogger<JournalSegmentGrain> logger)
    : RecordGrain<JournalSegmentRecord>(storage, logger), IJournalSegmentGrain
{
    public async Task CloseAsync(ImmutableArray<ChainedEntry> entries)
    {
        DeactivateOnIdle();
        if (Written.Entries.IsEmpty)
            await CommitAsync(new() { Entries = entries });
        else if (!Written.Entries[^1].Hash.AsSpan().SequenceEqual(entries[^1].Hash))
            throw new InvalidOperationException("The segment was closed with other entries: the store has parts of two times.");
    }

    // From the store each time: what is in memory is not what somebody may have changed. Whatever that is, it has this form.
    public async Task<ImmutableArray<ChainedEntry>> ReadAsync()
    {
        DeactivateOnIdle();
        ImmutableArray<ChainedEntry> stored = (await ReadAgainAsync()).Entries;
        return stored.IsDefault ? [] : [.. stored.Select(entry => new ChainedEntry(entry?.Content ?? [], entry?.Hash ?? []))];
    }
}
