using System.Collections.Immutable;
using System.Text.Json;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Returns;

/// <summary>What a write to a return asks for.</summary>
/// <param name="Kind">Save a draft, submit, or withdraw.</param>
/// <param name="Lines">The lines; empty to submit the draft, or to withdraw.</param>
/// <param name="Reason">Why.</param>
/// <param name="Etag">Checked unless empty.</param>
/// <param name="RequestId">Canonical, or empty.</param>
/// <param name="OnlyIfDifferent">Lines equal to what is submitted make no new revision: a file can be imported again.</param>
/// <param name="KeepsDraft">A draft stays beside the lines submitted: they are another's, who does not know of it.</param>
[GenerateSerializer, Immutable]
internal sealed record WriteReturn(
    [property: Id(0)] ReturnState Kind,
    [property: Id(1)] ImmutableArray<ReturnLine> Lines,
    [property: Id(2)] string Reason,
    [property: Id(3)] string Etag,
    [property: Id(4)] string RequestId,
    [property: Id(5)] bool OnlyIfDifferent = false,
    [property: Id(6)] bool KeepsDraft = false)
{
    /// <summary>Without what it holds: a call that takes too long is logged with its arguments.</summary>
    public override string ToString() => $"{nameof(WriteReturn)} {Kind}, {Lines.Length} lines";

    /// <summary>Two requests with the same id must have the same of these.</summary>
    public string ContentDigest() => RememberedRequests.DigestOf(JsonSerializer.Serialize(new { Kind, Lines, Reason, Etag }));
}

/// <summary>What the answer to a write said, apart from its lines.</summary>
[GenerateSerializer, Immutable]
internal sealed record WriteAnswer(
    [property: Id(0)] ReturnState State, [property: Id(1)] int Revision, [property: Id(2)] long Version, [property: Id(3)] DateTimeOffset UpdateTime);

[GenerateSerializer]
internal readonly record struct RevisionEntry(
    [property: Id(0)] int Revision, [property: Id(1)] ReturnState State, [property: Id(2)] string Reason, [property: Id(3)] DateTimeOffset CreateTime, [property: Id(4)] int LineCount)
{
    /// <summary>Without the reason: whatever prints or logs it tells nobody's words.</summary>
    public override string ToString() => $"{nameof(RevisionEntry)} {Revision}, {State}";
}

/// <summary>A return as it is stored, and the pure decisions on it; the grain writes what they give.</summary>
[GenerateSerializer, Immutable]
internal sealed record ReturnRecord : ISealedRecord
{
    /// <summary>Entries of the history that are kept.</summary>
    private const int MostRevisions = 100;

    /// <summary>Saved and not submitted; empty when the newest lines are submitted.</summary>
    [Id(0)]
    public ImmutableArray<ReturnLine> Draft { get; init; } = [];

    /// <summary>What the next cut takes; empty when nothing is submitted, or it was withdrawn.</summary>
    [Id(1)]
    public ImmutableArray<ReturnLine> Submitted { get; init; } = [];

    [Id(2)]
    public ReturnState? State { get; init; }

    [Id(3)]
    public int Revision { get; init; }

    [Id(4)]
    public long Version { get; init; }

    [Id(5)]
    public DateTimeOffset UpdateTime { get; init; }

    [Id(6)]
    public ImmutableArray<RevisionEntry> Revisions { get; init; } = [];

    [Id(7)]
    public ImmutableArray<RememberedRequest<WriteAnswer>> Requests { get; init; } = [];

    /// <summary>The return as its organisation reads it; null before the first write.</summary>
    public Return? ToReturn(OrganisationId organisation, Period period) => State is not { } state
        ? null
        : new(organisation, period, state, Revision, Draft.IsEmpty ? Submitted : Draft, Etag.Of(Version), UpdateTime);

    /// <summary>The record after a write, or why it is refused.</summary>
    public Outcome<ReturnRecord> Apply(WriteReturn write, DateTimeOffset now)
    {
        if (Etag.Check(write.Etag, Version) is { } changed)
            return Outcome.Refused<ReturnRecord>(changed);
        if (write.OnlyIfDifferent && !Submitted.IsEmpty && Submitted.SequenceEqual(write.Lines))
            return Outcome.Accepted(AsSubmitted(write, now));
        ReturnRecord next = this with { Version = Version + 1, UpdateTime = now, State = write.Kind };
        switch (write.Kind)
        {
            case ReturnState.Draft:
                next = next with { Draft = write.Lines };
                break;
            case ReturnState.Submitted when write.Lines.IsEmpty && Draft.IsEmpty:
                return Outcome.Refused<ReturnRecord>(new Problem(0, "lines", ProblemReason.ReturnStateWrong, "There is no draft to submit.",
                    "Send lines with the submission, or save a draft first."));
            case ReturnState.Submitted:
                next = next.WithRevision(write.Lines.IsEmpty ? Draft : write.Lines, write.KeepsDraft ? Draft : [], write.Reason);
                break;
            case ReturnState.Withdrawn when Submitted.IsEmpty:
                return Outcome.Refused<ReturnRecord>(new Problem(0, "name", ProblemReason.ReturnStateWrong, "Nothing is submitted.",
                    "There is nothing to withdraw."));
            default:
                next = next.WithRevision([], Draft, write.Reason);
                break;
        }
        return Outcome.Accepted(next.Remember(write));
    }

    // What is submitted stays the revision that it is; a draft gives way to it, unless it is another's who does not know of it.
    private ReturnRecord AsSubmitted(WriteReturn write, DateTimeOffset now)
    {
        ReturnRecord next = write.KeepsDraft || Draft.IsEmpty ? this : this with { Draft = [], State = ReturnState.Submitted, Version = Version + 1, UpdateTime = now };
        // Remembered all the same: repeated after another has corrected the return, it must not undo the correction.
        return write.RequestId.Length == 0 ? next : next.Remember(write);
    }

    private ReturnRecord Remember(WriteReturn write) =>
        this with { Requests = Requests.Remember(write.RequestId, write.ContentDigest(), new WriteAnswer(State!.Value, Revision, Version, UpdateTime)) };

    // The history says what was done; with a draft beside it the state goes on to say that there is one.
    private ReturnRecord WithRevision(ImmutableArray<ReturnLine> submitted, ImmutableArray<ReturnLine> draft, string reason)
    {
        bool isDrafting = !draft.IsEmpty && !draft.SequenceEqual(submitted);
        return this with
        {
            Submitted = submitted,
            Draft = isDrafting ? draft : [],
            State = isDrafting ? ReturnState.Draft : State,
            Revision = Revision + 1,
            Revisions = [.. Revisions.TakeLast(MostRevisions - 1), new(Revision + 1, State!.Value, reason, UpdateTime, submitted.Length)],
        };
    }
}
