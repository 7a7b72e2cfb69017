using System.Collections.Immutable;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Storage;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Releases;

/// <summary>A release as its own publisher sees it, whatever its state.</summary>
/// <param name="Id">Which.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Draft">Its newest draft.</param>
/// <param name="PublishTime">When it appears, or did; null for a draft.</param>
/// <param name="Announcements">The times for which it was announced.</param>
/// <param name="Revisions">Its revisions; the first may be to come.</param>
/// <param name="Withdrawal">Null unless it was withdrawn.</param>
/// <param name="CreateTime">When it was first drafted.</param>
/// <param name="UpdateTime">When it was last changed.</param>
/// <param name="Etag">Changes with every change.</param>
public sealed record OwnRelease(
    ReleaseId Id, ReleaseState State, ReleaseDraft Draft, DateTimeOffset? PublishTime, ImmutableArray<Announcement> Announcements, ImmutableArray<ReleaseRevision> Revisions,
    ReleaseWithdrawal? Withdrawal, DateTimeOffset CreateTime, DateTimeOffset UpdateTime, string Etag);

/// <summary>What a publisher may ask about, and do to, its own body's releases. Every call takes an <see cref="OwnBody"/>, which only the key ring and the token ring make.</summary>
/// <remarks>
/// A change that freezes figures stores the content first and then points to it: a fault in between leaves a content that nothing points to.
/// </remarks>
public sealed class DraftGateway
{
    /// <summary>Most drafts of a body that are neither scheduled, published nor withdrawn: lists have to look at each.</summary>
    internal const int MostDrafts = 200;

    private readonly IGrainFactory _grains;
    private readonly ReleaseArchive _archive;
    private readonly ReleaseComposer _composer;
    private readonly TimeProvider _clock;

    internal DraftGateway(IGrainFactory grains, ReleaseArchive archive, ReleaseComposer composer, TimeProvider clock) =>
        (_grains, _archive, _composer, _clock) = (grains, archive, composer, clock);

    /// <summary>A release of the body's; refused when there is none, or it is another's: both alike.</summary>
    public async Task<Outcome<OwnRelease>> GetAsync(OwnBody own, ReleaseId id) =>
        own.Id == id.Body && await Grain(id).GetAsync() is { } stored ? Outcome.Accepted(ToOwn(stored)) : Outcome.Refused<OwnRelease>(id.Unknown());

    /// <summary>The body's releases in whatever state, by identifier.</summary>
    public async Task<ImmutableArray<OwnRelease>> ListAsync(OwnBody own)
    {
        ImmutableArray<string> ids = await _grains.GetGrain<INameIndexGrain>(ReleaseId.Collection).ListAsync();
        StoredRelease?[] stored = await GrainCalls.AskAllAsync(ids.Select(id => ReleaseId.TryParse(id)!).Where(id => id.Body == own.Id), id => Grain(id).GetAsync());
        return [.. stored.OfType<StoredRelease>().Select(ToOwn)];
    }

    /// <summary>What readers would get if the newest draft were published now; nothing is stored.</summary>
    public async Task<Outcome<ReleaseContent>> PreviewAsync(OwnBody own, ReleaseId id)
    {
        Outcome<OwnRelease> release = await GetAsync(own, id);
        return release.IsAccepted ? await ComposeAsync(release.Value.Draft, isWhole: false) : Outcome.Refused<ReleaseContent>(release.Problems);
    }

    /// <summary>What readers would get if another draft were published in its place now; the draft must be whole, and nothing is stored.</summary>
    public async Task<Outcome<ReleaseContent>> PreviewAsync(OwnBody own, ReleaseId id, ReleaseDraft draft)
    {
        Outcome<OwnRelease> release = await GetAsync(own, id);
        return release.IsAccepted ? await ComposeAsync(draft, isWhole: true) : Outcome.Refused<ReleaseContent>(release.Problems);
    }

    /// <summary>Begins a release; refused while the body has as many drafts as it may.</summary>
    public async Task<Outcome<OwnRelease>> CreateAsync(OwnBody own, string slug, ReleaseDraft draft, string requestId)
    {
        Outcome<ReleaseId> id = ReleaseId.Of(own.Id, slug);
        Outcome<ReleasePlan> plan = DraftValidation.Check(draft, isWhole: false);
        if (!id.IsAccepted || !plan.IsAccepted)
            return Outcome.Refused<OwnRelease>([.. id.Problems, .. plan.Problems]);
        // One that is there already is answered as ever: it may be the same request again.
        if (await Grain(id.Value).GetLifeAsync() is null && (await ListAsync(own)).Count(release => release.State == ReleaseState.Draft) >= MostDrafts)
        {
            return Outcome.Refused<OwnRelease>(new Problem(0, "release_id", ProblemReason.TooManyDrafts, $"{own.Id.Value} has {MostDrafts} drafts.",
                "Schedule, publish or withdraw some of them first; `benchmarking releases drafts` lists them."));
        }
        return await ChangeAsync(id.Value, new(ReleaseChange.Create, plan.Value.Draft, "", null, null, "", "", requestId));
    }

    /// <summary>Puts another draft in place of the newest; one of a scheduled release must be whole, and its figures are frozen again.</summary>
    public async Task<Outcome<OwnRelease>> UpdateAsync(OwnBody own, ReleaseId id, ReleaseDraft draft, string etag, string requestId)
    {
        Outcome<OwnRelease> release = await GetAsync(own, id);
        if (!release.IsAccepted)
            return release;
        bool isFrozen = release.Value.State == ReleaseState.Scheduled;
        Outcome<ReleasePlan> plan = DraftValidation.Check(draft, isWhole: isFrozen);
        if (!plan.IsAccepted)
            return Outcome.Refused<OwnRelease>(plan.Problems);
        ChangeRelease change = new(ReleaseChange.Update, plan.Value.Draft, "", null, null, "", etag, requestId);
        return isFrozen ? await FreezeAsync(id, change, plan.Value) : await ChangeAsync(id, change);
    }

    /// <summary>Announces a release for a time and freezes its figures.</summary>
    public Task<Outcome<OwnRelease>> ScheduleAsync(OwnBody own, ReleaseId id, DateTimeOffset time, string reason, string etag, string requestId) =>
        FreezeStoredAsync(own, id, new(ReleaseChange.Schedule, null, "", null, time, reason, etag, requestId));

    /// <summary>Publishes a release at once.</summary>
    public Task<Outcome<OwnRelease>> PublishAsync(OwnBody own, ReleaseId id, string reason, string etag, string requestId) =>
        FreezeStoredAsync(own, id, new(ReleaseChange.Publish, null, "", null, null, reason, etag, requestId));

    /// <summary>Publishes another revision of a published release at once; the earlier ones are kept.</summary>
    public async Task<Outcome<OwnRelease>> ReviseAsync(OwnBody own, ReleaseId id, ReleaseDraft draft, string reason, string etag, string requestId)
    {
        Outcome<OwnRelease> release = await GetAsync(own, id);
        if (!release.IsAccepted)
            return release;
        Outcome<ReleasePlan> plan = DraftValidation.Check(draft, isWhole: true);
        return plan.IsAccepted
            ? await FreezeAsync(id, new(ReleaseChange.Revise, plan.Value.Draft, "", null, null, reason, etag, requestId), plan.Value)
            : Outcome.Refused<OwnRelease>(plan.Problems);
    }

    /// <summary>Takes a release back, published or not.</summary>
    public async Task<Outcome<OwnRelease>> WithdrawAsync(OwnBody own, ReleaseId id, string reason, string etag, string requestId) => own.Id == id.Body
        ? await ChangeAsync(id, new(ReleaseChange.Withdraw, null, "", null, null, reason, etag, requestId))
        : Outcome.Refused<OwnRelease>(id.Unknown());

    private async Task<Outcome<OwnRelease>> FreezeStoredAsync(OwnBody own, ReleaseId id, ChangeRelease change)
    {
        if (own.Id != id.Body || await Grain(id).GetAsync() is not { } stored)
            return Outcome.Refused<OwnRelease>(id.Unknown());
        Outcome<ReleasePlan> plan = DraftValidation.Check(stored.Draft, isWhole: true);
        // What cannot be frozen may still be refused for its state: that is told first, by the grain, which freezes nothing then.
        if (stored.Life.StateAt(_clock.GetUtcNow()) is ReleaseState.Published or ReleaseState.Withdrawn)
            return await ChangeAsync(id, change);
        return plan.IsAccepted ? await FreezeAsync(id, change with { RestsOn = stored.Life.Version }, plan.Value) : Outcome.Refused<OwnRelease>(plan.Problems);
    }

    private async Task<Outcome<OwnRelease>> FreezeAsync(ReleaseId id, ChangeRelease change, ReleasePlan plan)
    {
        // What was done already is not done again: an edition may have been withdrawn since.
        Outcome<bool> made = await Grain(id).IsMadeAsync(change.RequestId, change.ContentDigest());
        if (!made.IsAccepted || made.Value)
            return await ChangeAsync(id, change);
        Outcome<ReleaseContent> content = await _composer.ComposeAsync(plan);
        return content.IsAccepted
            ? await ChangeAsync(id, change with { Digest = await _archive.PutAsync(id, content.Value) })
            : Outcome.Refused<OwnRelease>(content.Problems);
    }

    private async Task<Outcome<ReleaseContent>> ComposeAsync(ReleaseDraft draft, bool isWhole)
    {
        Outcome<ReleasePlan> plan = DraftValidation.Check(draft, isWhole);
        return plan.IsAccepted ? await _composer.ComposeAsync(plan.Value) : Outcome.Refused<ReleaseContent>(plan.Problems);
    }

    private async Task<Outcome<OwnRelease>> ChangeAsync(ReleaseId id, ChangeRelease change) => (await Grain(id).ChangeAsync(change)).Select(ToOwn);

    private OwnRelease ToOwn(StoredRelease stored)
    {
        ReleaseLife life = stored.Life;
        return new(life.Id, life.StateAt(_clock.GetUtcNow()), stored.Draft, life.Revisions is [var first, ..] ? first.PublishTime : null, life.Announcements, life.Revisions,
            life.Withdrawal, life.CreateTime, life.UpdateTime, Etag.Of(life.Version));
    }

    private IReleaseGrain Grain(ReleaseId id) => _grains.GetGrain<IReleaseGrain>(id.Name);
}
