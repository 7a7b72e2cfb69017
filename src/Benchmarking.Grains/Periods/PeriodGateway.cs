using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Periods;

/// <summary>What the server may ask about periods. Who may open, close and finish them is the server's to check.</summary>
public sealed class PeriodGateway(IGrainFactory grains)
{
    /// <summary>A period, or null when it was never opened.</summary>
    public Task<StoredPeriod?> GetAsync(Period period) => Grain(period).GetAsync();

    /// <summary>Opens a period for returns, unless it is finished; repeating is harmless.</summary>
    public async Task<Outcome<StoredPeriod>> OpenAsync(Period period)
    {
        StoredPeriod opened = await Grain(period).OpenAsync();
        return opened.State == PeriodState.Finished ? Outcome.Refused<StoredPeriod>(period.Finished()) : Outcome.Accepted(opened);
    }

    /// <summary>Closes a period for returns; null when it was never opened.</summary>
    public Task<StoredPeriod?> CloseAsync(Period period) => Grain(period).CloseAsync();

    /// <summary>
    /// Finishes a closed period, for good: once its cuts have ended it is marked, and last of all the key is destroyed that its vintages are sealed
    /// under. What a try that failed has left undone the next one does.
    /// </summary>
    public Task<Outcome<StoredPeriod>> FinishAsync(Period period) => Grain(period).FinishAsync();

    /// <summary>All opened periods, latest first.</summary>
    public async Task<ImmutableArray<StoredPeriod>> ListAsync()
    {
        ImmutableArray<string> ids = await grains.GetGrain<INameIndexGrain>("periods").ListAsync();
        StoredPeriod?[] periods = await Task.WhenAll(ids.Select(id => GetAsync(Period.TryParse(id)!)));
        return [.. periods.OfType<StoredPeriod>().OrderByDescending(stored => stored.Period.First).ThenByDescending(stored => stored.Period.Last)];
    }

    /// <summary>The organisations that have begun a return of a period, in ordinal order; who they are, and nothing more.</summary>
    public async Task<ImmutableArray<OrganisationId>> ListRosterAsync(Period period) =>
        [.. (await Grain(period).ListRosterAsync()).Select(id => OrganisationId.TryParse(id)!)];

    /// <summary>How far the cut under way is; null when none is.</summary>
    public Task<CutProgress?> FindCutAsync(Period period) => Grain(period).WatchAsync(null);

    /// <summary>The progress of the cut under way, until it ends; nothing when none is.</summary>
    public async IAsyncEnumerable<CutProgress> WatchCutAsync(Period period, [EnumeratorCancellation] CancellationToken cancellation)
    {
        CutProgress? seen = null;
        while ((seen = await Grain(period).WatchAsync(seen).WaitAsync(cancellation)) is not null)
            yield return seen;
    }

    private ICollectionGrain Grain(Period period) => grains.GetGrain<ICollectionGrain>(period.Name);
}
