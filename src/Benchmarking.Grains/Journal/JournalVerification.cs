using System.Collections.Immutable;
using Benchmarking.Journal;

namespace Benchmarking.Grains.Journal;

/// <summary>What came of following the journal's chain.</summary>
/// <param name="Count">How many entries hold, from the first on.</param>
/// <param name="Head">The hash of the last of them, in hexadecimal: what to note down elsewhere.</param>
/// <param name="Broken">The number of the first entry that does not hold, or is missing; 0 when all do.</param>
/// <param name="Noted">The number of the entry with the hash that was noted; 0 when there is none, or none was given.</param>
/// <param name="Problem">What is wrong, in a sentence; empty when nothing is.</param>
public sealed record JournalVerdict(long Count, string Head, long Broken, long Noted, string Problem)
{
    /// <summary>Whether the journal is whole, as far as it can be told.</summary>
    public bool IsIntact => Problem.Length == 0;
}

/// <summary>Follows the chain, through every closed segment and the end.</summary>
internal sealed class JournalVerification(string noted)
{
    private readonly JournalChain _chain = new();
    private long _noted;
    private string? _problem;

    /// <summary>Runs it.</summary>
    /// <param name="readEnd">Reads the journal's end.</param>
    /// <param name="readSegment">Reads a closed segment; empty when it is not there.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<JournalVerdict> RunAsync(Func<Task<JournalRecord>> readEnd, Func<int, Task<ImmutableArray<ChainedEntry>>> readSegment, CancellationToken cancellation)
    {
        JournalRecord end = await readEnd();
        for (int segment = 0; segment < end.Segment && _problem is null; segment++)
        {
            cancellation.ThrowIfCancellationRequested();
            ImmutableArray<ChainedEntry> entries = await ReadAsync(segment, readSegment);
            Follow(entries);
            if (entries.Length < JournalRecord.SegmentLength)
                _problem ??= "is missing";
        }
        Follow(end.Entries);
        // A segment is closed before the end lets go of its entries: beyond the last there is none, unless one was closed just now.
        ImmutableArray<ChainedEntry> beyond = await ReadAsync(end.Segment, readSegment);
        if (!beyond.IsEmpty && await readEnd() is var later && later.Segment == end.Segment && !Goes(later.Entries, beyond))
            _problem ??= "was there once: the journal's end was cut off";
        return Verdict();
    }

    private async Task<ImmutableArray<ChainedEntry>> ReadAsync(int segment, Func<int, Task<ImmutableArray<ChainedEntry>>> readSegment)
    {
        try
        {
            return await readSegment(segment);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem ??= "cannot be read: its bytes were changed, or the store does not answer";
            return [];
        }
    }

    private void Follow(ImmutableArray<ChainedEntry> entries)
    {
        foreach (ChainedEntry entry in entries)
        {
            _problem ??= _chain.Follow(entry.Content, entry.Hash);
            if (_problem is null && Convert.ToHexStringLower(entry.Hash) == noted)
                _noted = _chain.Count;
        }
    }

    private static bool Goes(ImmutableArray<ChainedEntry> end, ImmutableArray<ChainedEntry> closed) =>
        closed.IsEmpty || (end.Length >= closed.Length && end[closed.Length - 1].Hash.AsSpan().SequenceEqual(closed[^1].Hash));

    private JournalVerdict Verdict()
    {
        long broken = _problem is null ? 0 : _chain.Count + 1;
        string problem = _problem is not null ? FormattableString.Invariant($"Entry {broken} {_problem}.")
            : noted.Length > 0 && _noted == 0 ? "No entry has the hash that was noted: the journal's end was cut off, or the journal was written anew."
            : "";
        return new(_chain.Count, Convert.ToHexStringLower(_chain.Head), broken, _noted, problem);
    }
}
