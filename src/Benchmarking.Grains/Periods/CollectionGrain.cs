using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Sealing;
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

    /// <summary>
    /// Opens it, or opens it again. One that is finished stays so, and the answer says it: servers from before periods had an end ask this too, and
    /// know no other answer.
    /// </summary>
    Task<StoredPeriod> OpenAsync();

    Task<StoredPeriod?> CloseAsync();

    /// <summary>
    /// Finishes it once the cuts that came before have ended: none begins afterwards, and the key of its vintages is destroyed. Refused while it is
    /// open. Repeating is harmless.
    /// </summary>
    [ResponseTimeout("00:30:00")]
    Task<Outcome<StoredPeriod>> FinishAsync();

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
/// <remarks>Reentrant, so that enrolments share writes and go on during a cut; cuts, and what is the end of them, take turns.</remarks>
[Reentrant]
internal sealed class CollectionGrain(
    [PersistentState("collection.v1")] IPersistentState<CollectionRecord> storage, TimeProvider clock, DisclosurePolicy policy, DataKeys keys, PlatformMeter meter, ILogger<CollectionGrain> logger)
    : RecordGrain<CollectionRecord>(storage, logger), ICollectionGrain
{
    private readonly CutProgressSource _progress = new();
    private Task _lastTurn = Task.CompletedTask;

    private Period Period => Period.TryParse(this.GetPrimaryKeyString())
        ?? throw new InvalidOperationException($"{this.GetPrimaryKeyString()} is not a period.");

    public Task<StoredPeriod?> GetAsync() => Task.FromResult(Stored(Written));

    public async Task<StoredPeriod> OpenAsync()
    {
        await GrainFactory.GetGrain<INameIndexGrain>("periods").AddAsync(Period.Value);
        // Nobody is told of its end either before that is durable.
        bool stays = Newest.FinishTime is not null || (Newest.OpenTime is not null && Newest.CloseTime is null);
        await CommitUnlessWrittenAsync(stays ? Newest : Newest with { OpenTime = Newest.OpenTime ?? clock.GetUtcNow(), CloseTime = null });
        return Stored(Written)!;
    }

    public async Task<StoredPeriod?> CloseAsync()
    {
        bool isOpen = Newest.OpenTime is not null && Newest.CloseTime is null;
        await CommitUnlessWrittenAsync(isOpen ? Newest with { CloseTime = clock.GetUtcNow() } : Newest);
        return Stored(Written);
    }

    // An open one is refused at once, and again when its turn has come: it may have been opened meanwhile.
    public Task<Outcome<StoredPeriod>> FinishAsync() =>
        FinishRefusal is { } problem ? Task.FromResult(Outcome.Refused<StoredPeriod>(problem)) : TakeTurnAsync(FinishNowAsync);

    public async Task<Outcome<StoredPeriod>> EnrolAsync(OrganisationId organisation)
    {
        if (Newest.OpenTime is null)
            return Outcome.Refused<StoredPeriod>(Period.Unknown());
        if (Stored(Newest)!.ReturnRefusal is { } problem)
            return Outcome.Refused<StoredPeriod>(problem);
        int index = Newest.Roster.BinarySearch(organisation.Value, StringComparer.Ordinal);
        if (index < 0)
            await CommitAsync(Newest with { Roster = Newest.Roster.Insert(~index, organisation.Value) });
        else if (Written.Roster.BinarySearch(organisation.Value, StringComparer.Ordinal) < 0)
            await CommitAsync(Newest);
        return Outcome.Accepted(Stored(Written)!);
    }

    public Task<ImmutableArray<string>> ListRosterAsync() => Task.FromResult(Written.Roster);

    public Task<Outcome<Edition>> CutAsync(string requestId) => TakeTurnAsync(async () =>
    {
        try
        {
            return Written.Requests.Find(requestId) is { } earlier
                ? Outcome.Accepted((await EditionGrain(earlier.Answer).GetAsync())!.Edition)
                : await MeasureAsync(() => CutNextAsync(requestId));
        }
        finally
        {
            _progress.End();
        }
    });

    public async Task<bool> WithdrawAsync(int edition, string reason)
    {
        if (edition < 1 || edition > Written.LatestEdition)
            return false;
        bool isWithdrawn = Newest.Withdrawals.Any(withdrawal => withdrawal.Edition == edition);
        await CommitUnlessWrittenAsync(isWithdrawn ? Newest : Newest with { Withdrawals = Newest.Withdrawals.Add(new(edition, clock.GetUtcNow(), reason)) });
        return true;
    }

    public Task<CutProgress?> WatchAsync(CutProgress? seen) => _progress.NextAsync(seen);

    private Problem? FinishRefusal => Newest.OpenTime is null ? Period.Unknown() : Newest.CloseTime is null ? Period.StillOpen() : null;

    private async Task<Outcome<StoredPeriod>> FinishNowAsync()
    {
        if (FinishRefusal is { } problem)
            return Outcome.Refused<StoredPeriod>(problem);
        await CommitUnlessWrittenAsync(Newest.FinishTime is null ? Newest with { FinishTime = clock.GetUtcNow() } : Newest);
        // Also one that was marked before: that try may have failed here.
        await keys.DestroyAsync(Period.Name);
        await ForgetVintagesAsync();
        return Outcome.Accepted(Stored(Written)!);
    }

    // Whatever of them is in a server's memory goes too.
    private async Task ForgetVintagesAsync()
    {
        foreach (int number in Enumerable.Range(1, Written.LatestEdition))
        {
            Edition edition = (await EditionGrain(number).GetAsync())!.Edition;
            await GrainCalls.CallAllAsync(edition.Tables, key => GrainFactory.GetGrain<IVintageGrain>(TableNames.Of(Period, number, key)).ForgetAsync());
        }
    }

    private async Task<T> TakeTurnAsync<T>(Func<Task<T>> work)
    {
        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before = _lastTurn;
        _lastTurn = turn.Task;
        await before;
        try
        {
            return await work();
        }
        finally
        {
            turn.SetResult();
        }
    }

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
        if (Written.FinishTime is not null)
            return Outcome.Refused<Edition>(Period.Finished());
        // The record can be older than the keys: a restored one.
        if (await keys.IsDestroyedAsync(Period.Name))
            return Outcome.Refused<Edition>(Period.FinishedBefore());
        await CommitAsync(Newest with { Attempt = Newest.Attempt + 1 });
        Cut cut = new(Period, Written.LatestEdition + 1, Written.Attempt, clock.GetUtcNow(), Written.Withdrawals, policy, GrainFactory, _progress);
        CutEdition? next = await UnlessFailedAsync(cut.RunAsync(Written.Roster));
        if (next is not { Edition: { } edition })
        {
            return Outcome.Refused<Edition>(new Problem(0, "period", ProblemReason.NothingToCut, $"Nothing has been submitted for {Period}.",
                $"Submit returns first: benchmarking returns import FILE.csv --period {Period}."));
        }
        await EditionGrain(edition.Number).PutAsync(next);
        // From here on readers see it.
        await CommitAsync(Newest with { LatestEdition = edition.Number, Requests = Newest.Requests.Remember(requestId, "", edition.Number) });
        return Outcome.Accepted(edition);
    }

    private IEditionGrain EditionGrain(int number) => GrainFactory.GetGrain<IEditionGrain>($"{Period.Name}/editions/{number}");

    private StoredPeriod? Stored(CollectionRecord record) =>
        record.OpenTime is { } opened ? new(Period, opened, record.CloseTime, record.LatestEdition, record.Withdrawals, record.FinishTime) : null;
}
