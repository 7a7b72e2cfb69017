using Benchmarking.Client;
using Benchmarking.V1;
using static Benchmarking.V1.JournalEntry.Types;

namespace Benchmarking.Cli.Output;

/// <summary>One line an action, from the journal's entries as they come: latest first, an action's end before its beginning.</summary>
/// <param name="until">Only what was begun before; null for everything.</param>
/// <param name="most">Most lines.</param>
internal sealed class JournalRows(DateTimeOffset? until, int most)
{
    private readonly Dictionary<long, JournalEntry> _ends = [];

    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("entry", "Entry", true), new("time", "Begun"), new("caller", "Caller"), new("role", "Role"), new("organisation", "For"),
        new("call", "Call"), new("resource", "Resource"), new("result", "Result"), new("outcome", "Outcome"), new("request_id", "Request"),
    ];

    public List<IReadOnlyList<object?>> Found { get; } = [];

    public bool AreEnough => Found.Count >= most;

    public void Add(JournalEntry entry)
    {
        if (entry.Kind == Kind.Ended) _ends[entry.BegunSequence] = entry;
        else if (!AreEnough && !(entry.Time.ToDateTimeOffset() >= until)) Found.Add(RowOf(entry));
    }

    private IReadOnlyList<object?> RowOf(JournalEntry entry)
    {
        var end = entry.Kind == Kind.Denied ? entry : _ends.GetValueOrDefault(entry.Kind == Kind.Part ? entry.BegunSequence : entry.Sequence);
        return
        [
            (decimal)entry.Sequence, entry.Time, entry.Caller, entry.Role == Role.Unspecified ? entry.Caller : Words.Of(entry.Role),
            entry.Organisation.Length == 0 ? null : ResourceName.Id(entry.Organisation), entry.Call[(entry.Call.IndexOf('/', StringComparison.Ordinal) + 1)..],
            entry.Resource, entry.Kind == Kind.Part ? "" : end?.Result ?? "", IsPartOfUnseen(entry, end) ? "" : OutcomeOf(end), entry.RequestId,
        ];
    }

    // A member sees of a steward's import its own part alone.
    private static bool IsPartOfUnseen(JournalEntry entry, JournalEntry? end) => entry.Kind == Kind.Part && entry.Caller.Length == 0 && end is null;

    private static string OutcomeOf(JournalEntry? end) => end?.Outcome switch
    {
        Outcome.Accepted => "accepted",
        Outcome.Refused => $"refused: {WireName.Of(end.Reason)}",
        _ => "unknown",
    };
}
