using System.Collections.Immutable;
using Benchmarking.Grains.Storage;
using Benchmarking.Journal;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Journal;

/// <summary>
/// The journal: who did what, in the order in which it was begun. An action is in it, durable, before anything of it is done; how it came
/// out follows. Entries are only ever added, and chained, so that a change of any is found out.
/// </summary>
public sealed class JournalGateway(IGrainFactory grains, ILogger<JournalGateway> logger)
{
    /// <summary>Most segments that are searched for one page.</summary>
    private const int MostSegments = 64;

    /// <summary>Notes that an action is about to be done; its number.</summary>
    /// <exception cref="NotAcknowledgedException">It may or may not be noted, and must not be done.</exception>
    public Task<long> BeginAsync(JournalAction action) => AppendAsync([new(0, default, JournalKind.Begun, 0, action)]);

    /// <summary>Notes that an action is about to write these resources too.</summary>
    /// <inheritdoc cref="BeginAsync"/>
    public Task TakePartsAsync(long begun, JournalAction action, IEnumerable<string> resources) =>
        AppendAsync([.. resources.Select(resource => new JournalEntry(0, default, JournalKind.Part, begun, action.On(resource)))]);

    /// <summary>Notes that the caller's role may not do an action.</summary>
    /// <inheritdoc cref="BeginAsync"/>
    public Task DenyAsync(JournalAction action) =>
        AppendAsync([new(0, default, JournalKind.Denied, 0, action, JournalOutcome.Refused, ProblemReason.RoleNotAllowed)]);

    /// <summary>Notes how an action came out. It never fails: what was done is done, and without this entry counts as unknown.</summary>
    /// <param name="begun">The action's number.</param>
    /// <param name="action">The action.</param>
    /// <param name="outcome">How it came out.</param>
    /// <param name="reason">Why it was refused; null unless it was.</param>
    /// <param name="result">The resource that came of it; empty for none.</param>
    public async Task EndAsync(long begun, JournalAction action, JournalOutcome outcome, ProblemReason? reason = null, string result = "")
    {
        string name = JournalAction.NameIn(result);
        try
        {
            await Grain.AddAsync(new(0, default, JournalKind.Ended, begun, action, outcome, reason, name == action.Resource ? "" : name));
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "How action {Begun} came out is not in the journal.", begun);
        }
    }

    /// <summary>Entries, latest first, that a filter lets through.</summary>
    /// <param name="filter">Says which are wanted.</param>
    /// <param name="before">Entries below this number only; <see cref="long.MaxValue"/> for the latest.</param>
    /// <param name="most">Most that are wanted.</param>
    /// <returns>Perhaps fewer than are wanted: with the number to go on before, or 0 at the end.</returns>
    /// <exception cref="NotAcknowledgedException">The store did not answer.</exception>
    public async Task<(ImmutableArray<ListedEntry> Entries, long NextBefore)> ListAsync(Func<JournalEntry, bool> filter, long before, int most)
    {
        JournalRecord end = await Grain.ReadAsync();
        ImmutableArray<ListedEntry>.Builder found = ImmutableArray.CreateBuilder<ListedEntry>();
        long next = Math.Min(before, end.Count + 1);
        for (int searched = 0; next > 1 && searched < MostSegments; searched++)
        {
            int segment = (int)Math.Min((next - 2) / JournalRecord.SegmentLength, end.Segment);
            ImmutableArray<ChainedEntry> entries = segment == end.Segment ? end.Entries : await Segment(segment).ReadAsync();
            long first = (long)segment * JournalRecord.SegmentLength + 1;
            for (int i = (int)Math.Min(next - first, entries.Length) - 1; i >= 0; i--)
            {
                if (entries[i].TryRead() is { } entry && filter(entry))
                    found.Add(new(entry, Convert.ToHexStringLower(entries[i].Hash)));
                if (found.Count == most)
                    return (found.ToImmutable(), first + i > 1 ? first + i : 0);
            }
            next = first;
        }
        return (found.ToImmutable(), next > 1 ? next : 0);
    }

    /// <summary>Follows the chain from the first entry to the last.</summary>
    /// <param name="noted">A last hash that was noted earlier, in hexadecimal; empty for none.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NotAcknowledgedException">The store did not answer.</exception>
    public Task<JournalVerdict> VerifyAsync(string noted, CancellationToken cancellation) =>
        new JournalVerification(noted).RunAsync(() => Grain.ReadAsync(), segment => Segment(segment).ReadAsync(), cancellation);

    private IJournalGrain Grain => grains.GetGrain<IJournalGrain>(IJournalGrain.Key);

    private IJournalSegmentGrain Segment(int segment) => grains.GetGrain<IJournalSegmentGrain>(IJournalSegmentGrain.KeyOf(segment));

    private Task<long> AppendAsync(ImmutableArray<JournalEntry> entries) => Grain.AppendAsync(entries);
}

/// <summary>An entry as it is listed.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Hash">Its hash, in hexadecimal.</param>
public sealed record ListedEntry(JournalEntry Entry, string Hash);
