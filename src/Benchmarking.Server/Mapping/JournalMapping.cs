using Benchmarking.Grains.Journal;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace Benchmarking.Server.Mapping;

/// <summary>The journal to the wire.</summary>
internal static class JournalMapping
{
    public static V1.JournalEntry ToWire(this ListedEntry listed) => new()
    {
        Name = FormattableString.Invariant($"journalEntries/{listed.Entry.Sequence}"),
        Sequence = listed.Entry.Sequence,
        Time = Timestamp.FromDateTimeOffset(listed.Entry.Time),
        Kind = (V1.JournalEntry.Types.Kind)listed.Entry.Kind,
        BegunSequence = listed.Entry.Begun,
        Caller = listed.Entry.Action.Caller,
        Role = Enum.TryParse(listed.Entry.Action.Role, ignoreCase: true, out V1.Role role) ? role : V1.Role.Unspecified,
        Organisation = listed.Entry.Action.Organisation,
        Call = listed.Entry.Action.Call,
        Resource = listed.Entry.Action.Resource,
        RequestId = listed.Entry.Action.RequestId,
        Outcome = (V1.JournalEntry.Types.Outcome)(listed.Entry.Outcome ?? 0),
        Reason = (V1.ErrorReason)(listed.Entry.Reason ?? 0),
        Result = listed.Entry.Result,
        Hash = listed.Hash,
    };

    public static V1.VerifyJournalResponse ToWire(this JournalVerdict verdict) => new()
    {
        IsIntact = verdict.IsIntact,
        EntryCount = verdict.Count,
        Head = verdict.Head,
        BrokenSequence = verdict.Broken,
        NotedSequence = verdict.Noted,
        Problem = verdict.Problem,
    };
}
