using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Microsoft.Extensions.Caching.Memory;

namespace Benchmarking.Grains.Editions;

/// <summary>An edition, and whether its figures are still given.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="Withdrawal">Null while its figures are given.</param>
public sealed record StoredEdition(Edition Edition, Withdrawal? Withdrawal);

/// <summary>
/// What the server may ask about editions. An edition never changes, so each silo keeps what it has read; which one is the latest is
/// asked of the collection every time.
/// </summary>
public sealed class EditionGateway : IDisposable
{
    private readonly IGrainFactory _grains;
    private readonly MemoryCache _cache;

    /// <summary>Creates the gateway, with an empty cache.</summary>
    public EditionGateway(IGrainFactory grains, PlatformMeter meter, EditionCacheSize size)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(size);
        _grains = grains;
        _cache = new(new MemoryCacheOptions { SizeLimit = size.Cells, TrackStatistics = true });
        meter.ObserveEditionCache(() => _cache.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0);
    }

    /// <summary>Cuts the next edition of a period.</summary>
    public Task<Outcome<Edition>> CutAsync(Period period, string requestId) => Collection(period).CutAsync(requestId);

    /// <summary>An edition, the latest that is given when no number is; null when there is none.</summary>
    public async Task<StoredEdition?> FindAsync(Period period, int? number) =>
        await Collection(period).GetAsync() is { } stored ? await ReadAsync(stored, number ?? stored.LatestGivenEdition) : null;

    /// <summary>The latest edition that is given of a period that was read before; null when there is none.</summary>
    public Task<StoredEdition?> FindLatestAsync(StoredPeriod stored) => ReadAsync(stored, stored.LatestGivenEdition);

    /// <summary>A period's editions, latest first, withdrawn ones among them.</summary>
    public async Task<ImmutableArray<StoredEdition>> ListAsync(Period period) => await Collection(period).GetAsync() is { } stored ? await ListAsync(stored) : [];

    /// <summary>The same of a period that was read before.</summary>
    public async Task<ImmutableArray<StoredEdition>> ListAsync(StoredPeriod stored)
    {
        StoredEdition?[] editions = await Task.WhenAll(Enumerable.Range(1, stored.LatestEdition).Reverse().Select(number => ReadAsync(stored, number)));
        return [.. editions.OfType<StoredEdition>()];
    }

    /// <summary>Withdraws an edition; null when there is none of that number.</summary>
    public async Task<StoredEdition?> WithdrawAsync(Period period, int number, string reason) =>
        await Collection(period).WithdrawAsync(number, reason) ? await FindAsync(period, number) : null;

    /// <summary>A table of an edition; null when nobody returned anything for it.</summary>
    public async Task<Table?> TableAsync(Edition edition, MeasureId measure, Stage stage)
    {
        TableKey key = new(measure, stage);
        if (!edition.Tables.Contains(key))
            return null;
        string name = TableNames.Of(edition.Period, edition.Number, key);
        return await CachedAsync(name, async () => (await _grains.GetGrain<ITableGrain>(name).GetAsync())?.Table, table => table.Cells.Length);
    }

    /// <summary>How an edition's tables were protected, withdrawn or not; for stewards. Not cached: it is asked for seldom.</summary>
    public async Task<EditionAudit> AuditAsync(Edition edition) => EditionAudit.Of(edition, await Task.WhenAll(edition.Tables.Select(key =>
        _grains.GetGrain<ITableGrain>(TableNames.Of(edition.Period, edition.Number, key)).GetAuditAsync())));

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private async Task<StoredEdition?> ReadAsync(StoredPeriod stored, int number)
    {
        if (number < 1 || number > stored.LatestEdition)
            return null;
        string name = $"{stored.Period.Name}/editions/{number}";
        Edition? edition = await CachedAsync(name, async () => (await _grains.GetGrain<IEditionGrain>(name).GetAsync())?.Edition, edition => edition.Cohorts.Length);
        return edition is null ? null : new(edition, stored.FindWithdrawal(number));
    }

    private async Task<T?> CachedAsync<T>(string name, Func<Task<T?>> read, Func<T, int> size) where T : class
    {
        if (_cache.TryGetValue(name, out T? cached))
            return cached;
        T? value = await read();
        return value is null ? null : _cache.Set(name, value, new MemoryCacheEntryOptions { Size = 1 + size(value) });
    }

    private ICollectionGrain Collection(Period period) => _grains.GetGrain<ICollectionGrain>(period.Name);
}
