using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Benchmarking.Grains.Periods;

/// <summary>The collection of a period's returns: its window, its roster and its cuts. Grain key <c>periods/{period}</c>.</summary>
internal interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>The period, or null when it was never opened.</summary>
    Task<StoredPeriod?> GetAsync();

    Task<StoredPeriod> OpenAsync();

    Task<StoredPeriod?> CloseAsync();

    /// <summary>Puts an organisation on the roster, before its return is written. Refused while the period is not open.</summary>
    Task<Outcome<StoredPeriod>> EnrolAsync(OrganisationId organisation);

    /// <summary>The organisations on the roster, in ordinal order.</summary>
    Task<ImmutableArray<string>> ListRosterAsync();

    /// <summary>Cuts the next edition.</summary>
    [ResponseTimeout("00:30:00")]
    Task<Outcome<Edition>> CutAsync(string requestId);

    /// <summary>Withdraws an edition; false when there is none of that number. Repeating is harmless.</summary>
    Task<bool> WithdrawAsync(int edition, string reason);

    /// <summary>The cut's progress once it differs from what was seen, or null once no cut is under way.</summary>
    [ResponseTimeout("00:30:00")]
    Task<CutProgress?> WatchAsync(CutProgress? seen);
}

/// <inheritdoc cref="ICollectionGrain"/>
/// <remarks>Reentrant, so that enrolments share writes and go on during a cut; cuts themselves take turns.</remarks>
[Reentrant]
internal sealed class CollectionGrain(
    [PersistentState("collection.v1")] IPersistentState<CollectionRecord> storage, TimeProvider clock, DisclosurePolicy policy, PlatformMeter meter, ILogger<CollectionGrain> logger)
    : RecordGrain<CollectionRecord>(storage, logger), ICollectionGrain
{
    private readonly CutProgressSource _progress = new();
    private Task _lastCut = Task.CompletedTask;

    private Period Period => Period.TryParse(this.GetPrimaryKeyString())
        ?? throw new InvalidOperationException($"{this.GetPrimaryKeyString()} is not a period.");

    public Task<StoredPeriod?> GetAsync() => Task.FromResult(Stored(Written));

    public async Task<StoredPeriod> OpenAsync()
    {
        await GrainFactory.GetGrain<INameIndexGrain>("periods").AddAsync(Period.Value);
        bool isOpen = Newest.OpenTime is not null && Newest.CloseTime is null;
        await CommitUnlessWrittenAsync(isOpen ? Newest : Newest with { OpenTime = Newest.OpenTime ?? clock.GetUtcNow(), CloseTime = null });
        return Stored(Written)!;
    }

    public async Task<StoredPeriod?> CloseAsync()
    {
        bool isOpen = Newest.OpenTime is not null && Newest.CloseTime is null;
        await CommitUnlessWrittenAsync(isOpen ? Newest with { CloseTime = clock.GetUtcNow() } : Newest);
        return Stored(Written);
    }

    public async Task<Outcome<StoredPeriod>> EnrolAsync(OrganisationId organisation)
    {
        if (Newest.OpenTime is null)
            return Outcome.Refused<StoredPeriod>(Period.Unknown());
        if (Newest.CloseTime is not null)
            return Outcome.Refused<StoredPeriod>(Period.Closed());
        int index = Newest.Roster.BinarySearch(organisation.Value, StringComparer.Ordinal);
        if (index < 0)
            await CommitAsync(Newest with { Roster = Newest.Roster.Insert(~index, organisation.Value) });
        else if (Written.Roster.BinarySearch(organisation.Value, StringComparer.Ordinal) < 0)
            await CommitAsync(Newest);
        return Outcome.Accepted(Stored(Written)!);
    }

    public Task<ImmutableArray<string>> ListRosterAsync() => Task.FromResult(Written.Roster);

    public async Task<Outcome<Edition>> CutAsync(string requestId)
    {
        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before = _lastCut;
        _lastCut = turn.Task;
        await before;
        try
        {
            return Written.Requests.Find(requestId) is { } earlier
                ? Outcome.Accepted((await EditionGrain(earlier.Answer).GetAsync())!.Edition)
                : await MeasureAsync(() => CutNextAsync(requestId));
        }
        finally
        {
            _progress.End();
            turn.SetResult();
        }
    }

    public async Task<bool> WithdrawAsync(int edition, string reason)
    {
        if (edition < 1 || edition > Written.LatestEdition)
            return false;
        bool isWithdrawn = Newest.Withdrawals.Any(withdrawal => withdrawal.Edition == edition);
        await CommitUnlessWrittenAsync(isWithdrawn ? Newest : Newest with { Withdrawals = Newest.Withdrawals.Add(new(edition, clock.GetUtcNow(), reason)) });
        return true;
    }

    public Task<CutProgress?> WatchAsync(CutProgress? seen) => _progress.NextAsync(seen);

    private async Task<Outcome<Edition>> MeasureAsync(Func<Task<Outcome<Edition>>> cut)
    {
        long began = clock.GetTimestamp();
        Outcome<Edition>? outcome = null;
        meter.CutBegan();
        try
        {
            return outcome = await cut();
        }
        finally
        {
            meter.CutEnded(clock.GetElapsedTime(began), outcome);
        }
    }

    private async Task<Outcome<Edition>> CutNextAsync(string requestId)
    {
        if (Written.OpenTime is null)
            return Outcome.Refused<Edition>(Period.Unknown());
        await CommitAsync(Newest with { Attempt = Newest.Attempt + 1 });
        Cut cut = new(Period, Written.LatestEdition + 1, Written.Attempt, clock.GetUtcNow(), Written.Withdrawals, policy, GrainFactory, _progress);
        Edition? edition = await cut.RunAsync(Written.Roster);
        if (edition is null)
        {
            return Outcome.Refused<Edition>(new Problem(0, "period", ProblemReason.NothingToCut, $"Nothing has been submitted for {Period}.",
                $"Submit returns first: benchmarking returns import FILE.csv --period {Period}."));
        }
        await EditionGrain(edition.Number).PutAsync(new(edition, Written.Attempt));
        // From here on readers see it.
        await CommitAsync(Newest with { LatestEdition = edition.Number, Requests = Newest.Requests.Remember(requestId, "", edition.Number) });
        return Outcome.Accepted(edition);
    }

    private IEditionGrain EditionGrain(int number) => GrainFactory.GetGrain<IEditionGrain>($"{Period.Name}/editions/{number}");

    private StoredPeriod? Stored(CollectionRecord record) =>
        record.OpenTime is { } opened ? new(Period, opened, record.CloseTime, record.LatestEdition, record.Withdrawals) : null;
}
