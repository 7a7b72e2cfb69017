using System.Collections.Immutable;
using System.Text.Json;
using Benchmarking.Grains.Storage;
using Benchmarking.Releases;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Releases;

/// <summary>What is done to a release.</summary>
internal enum ReleaseChange
{
    Create,
    Update,
    Schedule,
    Publish,
    Revise,
    Withdraw,
}

/// <summary>A change of a release.</summary>
/// <param name="Change">What is done.</param>
/// <param name="Draft">Another draft, to create, update or revise.</param>
/// <param name="Digest">The content that was frozen for it; empty for none.</param>
/// <param name="RestsOn">The version whose draft was frozen; null when the draft came with the change.</param>
/// <param name="PublishTime">When to appear, to schedule.</param>
/// <param name="Reason">Why; may be empty.</param>
/// <param name="Etag">Checked unless empty.</param>
/// <param name="RequestId">Canonical, or empty.</param>
[GenerateSerializer, Immutable]
internal sealed record ChangeRelease(
    [property: Id(0)] ReleaseChange Change,
    [property: Id(1)] ReleaseDraft? Draft,
    [property: Id(2)] string Digest,
    [property: Id(3)] long? RestsOn,
    [property: Id(4)] DateTimeOffset? PublishTime,
    [property: Id(5)] string Reason,
    [property: Id(6)] string Etag,
    [property: Id(7)] string RequestId)
{
    /// <summary>Two requests with the same id must have the same of these: what the caller sent, not what was made of it.</summary>
    public string ContentDigest() => RememberedRequests.DigestOf(JsonSerializer.Serialize(new { Change, Draft, PublishTime, Reason, Etag }));
}

/// <summary>A release's life and its newest draft.</summary>
[GenerateSerializer, Immutable]
internal sealed record StoredRelease([property: Id(0)] ReleaseLife Life, [property: Id(1)] ReleaseDraft Draft);

/// <summary>A release; its grain key is <c>releases/{id}</c>.</summary>
internal interface IReleaseGrain : IGrainWithStringKey
{
    /// <summary>Its life, or null when it was never drafted.</summary>
    Task<ReleaseLife?> GetLifeAsync();

    Task<StoredRelease?> GetAsync();

    /// <summary>Whether a change was made before (true), is another than the one of its request id (refused), or is new (false).</summary>
    Task<Outcome<bool>> IsMadeAsync(string requestId, string contentDigest);

    /// <summary>Makes a change; acknowledged when durable. Made before, it has no further effect.</summary>
    Task<Outcome<StoredRelease>> ChangeAsync(ChangeRelease change);
}

[GenerateSerializer, Immutable]
internal sealed record ReleaseRecord
{
    [Id(0)]
    public ReleaseLife? Life { get; init; }

    [Id(1)]
    public ReleaseDraft? Draft { get; init; }

    [Id(2)]
    public ImmutableArray<RememberedRequest<long>> Requests { get; init; } = [];

    public StoredRelease? Stored => Life is null ? null : new(Life, Draft!);
}

/// <inheritdoc cref="IReleaseGrain"/>
internal sealed class ReleaseGrain(
    [PersistentState("release.v1")] IPersistentState<ReleaseRecord> storage, TimeProvider clock, PublicationRules rules, ILogger<ReleaseGrain> logger)
    : RecordGrain<ReleaseRecord>(storage, logger), IReleaseGrain
{
    private ReleaseId Id => ReleaseId.TryParse(this.GetPrimaryKeyString())!;

    public Task<ReleaseLife?> GetLifeAsync()
    {
        ForgetIfAbsent();
        return Task.FromResult(Written.Life);
    }

    public Task<StoredRelease?> GetAsync()
    {
        ForgetIfAbsent();
        return Task.FromResult(Written.Stored);
    }

    public Task<Outcome<bool>> IsMadeAsync(string requestId, string contentDigest) => Task.FromResult(Written.Requests.Find(requestId) switch
    {
        null => Outcome.Accepted(false),
        { } earlier when earlier.ContentDigest == contentDigest => Outcome.Accepted(true),
        _ => Outcome.Refused<bool>(RequestId.Reused(requestId)),
    });

    public async Task<Outcome<StoredRelease>> ChangeAsync(ChangeRelease change)
    {
        Outcome<bool> made = await IsMadeAsync(change.RequestId, change.ContentDigest());
        if (!made.IsAccepted)
            return Outcome.Refused<StoredRelease>(made.Problems);
        if (made.Value)
            return Outcome.Accepted(Written.Stored!);
        Outcome<ReleaseLife> next = Decide(change, clock.GetUtcNow());
        if (!next.IsAccepted)
            return Outcome.Refused<StoredRelease>(next.Problems);
        if (ReferenceEquals(next.Value, Written.Life))
            return Outcome.Accepted(Written.Stored!);
        // In the index first: a name without a release is harmless, a release without its name would be in no list.
        if (change.Change == ReleaseChange.Create)
            await GrainFactory.GetGrain<INameIndexGrain>(ReleaseId.Collection).AddAsync(Id.Value);
        ReleaseRecord record = new()
        {
            Life = next.Value,
            Draft = change.Draft ?? Written.Draft,
            Requests = Written.Requests.Remember(change.RequestId, change.ContentDigest(), next.Value.Version),
        };
        await CommitAsync(record);
        return Outcome.Accepted(record.Stored!);
    }

    private Outcome<ReleaseLife> Decide(ChangeRelease change, DateTimeOffset now)
    {
        if (change.Change == ReleaseChange.Create)
        {
            return Written.Life is null
                ? Outcome.Accepted(ReleaseLife.Begin(Id, change.Draft!.Title, now))
                : Outcome.Refused<ReleaseLife>(new Problem(0, "release_id", ProblemReason.AlreadyExists, $"There is a release {Id} already.", "Update it, or choose another identifier."));
        }
        ForgetIfAbsent();
        if (Written.Life is not { } life)
            return Outcome.Refused<ReleaseLife>(Id.Unknown());
        if (Etag.Check(change.Etag, life.Version) is { } changed)
            return Outcome.Refused<ReleaseLife>(changed);
        // What was frozen must be what is there: another draft, or another state, came in between.
        bool isFrozenOfAnother = change.RestsOn is { } version && version != life.Version;
        bool isUnfrozen = change is { Change: ReleaseChange.Update, Digest: "" } && life.StateAt(now) == ReleaseState.Scheduled;
        if (isFrozenOfAnother || isUnfrozen)
            return Outcome.Refused<ReleaseLife>(Etag.Check("another", life.Version)!);
        return change.Change switch
        {
            ReleaseChange.Update => life.Update(change.Draft!.Title, change.Digest, now),
            ReleaseChange.Schedule => life.Schedule(change.PublishTime!.Value, change.Digest, change.Reason, now, rules),
            ReleaseChange.Publish => life.Publish(change.Digest, change.Reason, now, rules),
            ReleaseChange.Revise => life.Revise(change.Draft!.Title, change.Digest, change.Reason, now),
            _ => life.Withdraw(change.Reason, now),
        };
    }

    // A guess must not leave an activation behind for every name guessed.
    private void ForgetIfAbsent()
    {
        if (Written.Life is null)
            DeactivateOnIdle();
    }
}
