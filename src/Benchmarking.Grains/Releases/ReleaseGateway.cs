using System.Collections.Immutable;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Releases;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Releases;

/// <summary>A table that an organisation's figure went into.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Stage">The stage.</param>
public sealed record UsedTable(string Edition, MeasureId Measure, Stage Stage);

/// <summary>A published release that rests on an organisation's figures.</summary>
/// <param name="Release">The release.</param>
/// <param name="Tables">The tables in its latest revision that they went into.</param>
public sealed record ReleaseUse(ReleaseHeadline Release, ImmutableArray<UsedTable> Tables);

/// <summary>
/// What the server may ask about releases that everyone may read. What is told follows from the clock at the moment of asking; a release
/// that is not published yet, and one that does not exist, are both null.
/// </summary>
public sealed class ReleaseGateway
{
    private readonly IGrainFactory _grains;
    private readonly ReleaseArchive _archive;
    private readonly PeriodGateway _periods;
    private readonly TimeProvider _clock;

    internal ReleaseGateway(IGrainFactory grains, ReleaseArchive archive, PeriodGateway periods, TimeProvider clock) =>
        (_grains, _archive, _periods, _clock) = (grains, archive, periods, clock);

    /// <summary>A published release: the revision of a number, or the latest.</summary>
    public async Task<Release?> FindAsync(ReleaseId id, int? number)
    {
        ReleaseLife? life = await Grain(id).GetLifeAsync();
        DateTimeOffset now = _clock.GetUtcNow();
        if (life?.RevisionAt(now, number) is not { } revision)
            return null;
        ReleaseContent? content = life.Withdrawal is null ? await _archive.GetAsync(id, revision.Digest) : null;
        ImmutableArray<ReleaseRevision> history = [.. life.Revisions.Where(past => past.PublishTime <= now)];
        return new(id, revision, content, history, life.Announcements, life.Withdrawal, content is null ? [] : await NoticesAsync(content));
    }

    /// <summary>Published releases, those that appeared last first; withdrawn ones among them.</summary>
    public async Task<ImmutableArray<ReleaseHeadline>> ListAsync()
    {
        ReleaseLife[] lives = await LivesAsync();
        DateTimeOffset now = _clock.GetUtcNow();
        return [.. lives.Select(life => life.HeadlineAt(now)).OfType<ReleaseHeadline>()
            .OrderByDescending(headline => headline.First.PublishTime).ThenBy(headline => headline.Id.Value, StringComparer.Ordinal)];
    }

    /// <summary>Announced releases, past and to come, the latest first.</summary>
    public async Task<ImmutableArray<CalendarEntry>> CalendarAsync()
    {
        ReleaseLife[] lives = await LivesAsync();
        DateTimeOffset now = _clock.GetUtcNow();
        return [.. lives.Select(life => life.CalendarAt(now)).OfType<CalendarEntry>()
            .OrderByDescending(entry => entry.PublishTime).ThenBy(entry => entry.Id.Value, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The tables of a published release that the caller's own organisation's figures went into; null when there are none. Of a finished period
    /// they are those of the measures in the organisation's return, as it was last submitted.
    /// </summary>
    public async Task<ReleaseUse?> FindUseAsync(OwnOrganisation own, ReleaseHeadline release)
    {
        if (release.State != ReleaseState.Published)
            return null;
        ReleaseContent content = await _archive.GetAsync(release.Id, release.Latest.Digest);
        UsedTable[] tables = [.. content.Rows.Select(row => new UsedTable(row.Edition, row.Measure, row.Stage)).Distinct()];
        bool[] isUsed = await GrainCalls.AskAllAsync(tables, table => IsInAsync(own, table));
        ImmutableArray<UsedTable> used = [.. tables.Where((_, index) => isUsed[index])];
        return used.IsEmpty ? null : new(release, used);
    }

    private async Task<bool> IsInAsync(OwnOrganisation own, UsedTable table)
    {
        EditionName edition = EditionName.TryParse(table.Edition)!;
        IVintageGrain vintage = _grains.GetGrain<IVintageGrain>(TableNames.Of(edition.Period, edition.Number!.Value, new(table.Measure, table.Stage)));
        return await vintage.HoldsAsync(own.Id) ?? await _grains.GetGrain<IReturnGrain>(Return.NameOf(own.Id, edition.Period)).HasSubmittedAsync(table.Measure, table.Stage);
    }

    private async Task<ImmutableArray<EditionNotice>> NoticesAsync(ReleaseContent content)
    {
        List<EditionNotice> notices = [];
        foreach (string name in content.Rows.Select(row => row.Edition).Distinct())
        {
            EditionName edition = EditionName.TryParse(name)!;
            if ((await _periods.GetAsync(edition.Period))?.FindWithdrawal(edition.Number!.Value) is { } withdrawal)
                notices.Add(new(name, withdrawal.Time, withdrawal.Reason));
        }
        return [.. notices];
    }

    private async Task<ReleaseLife[]> LivesAsync()
    {
        ImmutableArray<string> ids = await _grains.GetGrain<INameIndexGrain>(ReleaseId.Collection).ListAsync();
        return [.. (await GrainCalls.AskAllAsync(ids, id => Grain(ReleaseId.TryParse(id)!).GetLifeAsync())).OfType<ReleaseLife>()];
    }

    private IReleaseGrain Grain(ReleaseId id) => _grains.GetGrain<IReleaseGrain>(id.Name);
}
