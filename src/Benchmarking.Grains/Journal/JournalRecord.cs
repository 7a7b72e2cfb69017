using System.Collections.Immutable;
using Benchmarking.Journal;

namespace Benchmarking.Grains.Journal;

/// <summary>An entry as it is kept: its bytes, and the hash that chains it to the one before.</summary>
[GenerateSerializer, Immutable]
internal sealed record ChainedEntry([property: Id(0)] byte[] Content, [property: Id(1)] byte[] Hash)
{
    /// <summary>The entry; null when its bytes are none any more.</summary>
    public JournalEntry? TryRead() => JournalEncoding.TryDecode(Content);
}

/// <summary>The end of the journal: the entries that are in no closed segment yet.</summary>
[GenerateSerializer, Immutable]
internal sealed record JournalRecord
{
    /// <summary>Entries of a closed segment, each one alike. A longest entry has some 1.5 kB, a usual one 200 bytes.</summary>
    public const int SegmentLength = 128;

    /// <summary>Most entries of the end: beyond it the journal takes no more until a segment is closed.</summary>
    public const int MostEntries = 4 * SegmentLength;

    /// <summary>How many segments are closed before this one; they are numbered from 0.</summary>
    [Id(0)]
    public int Segment { get; init; }

    /// <summary>The hash of the last entry of the segment before; 32 bytes of zero for none.</summary>
    [Id(1)]
    public byte[] PreviousHash { get; init; } = JournalChain.Root;

    /// <summary>The entries, in their order.</summary>
    [Id(2)]
    public ImmutableArray<ChainedEntry> Entries { get; init; } = [];

    /// <summary>How many entries there are in all, which is the number of the last.</summary>
    public long Count => (long)Segment * SegmentLength + Entries.Length;

    /// <summary>The record with further entries; they are given their numbers and the time.</summary>
    public JournalRecord Append(ReadOnlySpan<JournalEntry> entries, DateTimeOffset now)
    {
        ImmutableArray<ChainedEntry>.Builder all = ImmutableArray.CreateBuilder<ChainedEntry>(Entries.Length + entries.Length);
        all.AddRange(Entries);
        foreach (JournalEntry entry in entries)
        {
            byte[] content = JournalEncoding.Encode(entry with { Sequence = (long)Segment * SegmentLength + all.Count + 1, Time = now });
            all.Add(new(content, JournalChain.HashOf(all.Count == 0 ? PreviousHash : all[^1].Hash, content)));
        }
        return this with { Entries = all.MoveToImmutable() };
    }

    /// <summary>The entries of a segment of the record, counted from 0; it must be full.</summary>
    public ImmutableArray<ChainedEntry> SegmentAt(int index) => Entries.Slice(index * SegmentLength, SegmentLength);

    /// <summary>The record without its first entries, which are closed segments now.</summary>
    public JournalRecord WithoutSegments(int count) => this with
    {
        Segment = Segment + count,
        PreviousHash = Entries[count * SegmentLength - 1].Hash,
        Entries = Entries[(count * SegmentLength)..],
    };
}
