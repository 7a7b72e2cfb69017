using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Grains.Periods;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Microsoft.Extensions.Caching.Memory;

namespace Benchmarking.Grains.Editions;

/// <summary>
/// What the server may ask about editions. An edition never changes, so each silo keeps what it has read; which one is the latest is
/// asked of the collection every time.
/// </summary>
public sealed class EditionGateway(IGrainFactory grains) : IDisposable
{
    /// <summary>Most cells kept in memory on a silo, over all tables; about 500 bytes each.</summary>
    private const long MostCachedCells = 400_000;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostCachedCells });

    /// <summary>Cuts the next edition of a period.</summary>
    public Task<Outcome<Edition>> CutAsync(Period period, string requestId) => Collection(period).CutAsync(requestId);

    /// <summary>An edition, the latest when no number is given; null when there is none.</summary>
    public async Task<Edition?> FindAsync(Period period, int? number)
    {
        int latest = (await Collection(period).GetAsync())?.LatestEdition ?? 0;
        int wanted = number ?? latest;
        if (wanted < 1 || wanted > latest)
            return null;
        string name = $"{period.Name}/editions/{wanted}";
        return await CachedAsync(name, async () => (await grains.GetGrain<IEditionGrain>(name).GetAsync())?.Edition, edition => edition.Cohorts.Length);
    }

    /// <summary>A period's editions, latest first.</summary>
    public async Task<ImmutableArray<Edition>> ListAsync(Period period)
    {
        int latest = (await Collection(period).GetAsync())?.LatestEdition ?? 0;
        Edition?[] editions = await Task.WhenAll(Enumerable.Range(1, latest).Reverse().Select(number => FindAsync(period, number)));
        return [.. editions.OfType<Edition>()];
    }

    /// <summary>A table of an edition; null when nobody returned anything for it.</summary>
    public async Task<Table?> TableAsync(Edition edition, MeasureId measure, Stage stage)
    {
        TableKey key = new(measure, stage);
        if (!edition.Tables.Contains(key))
            return null;
        string name = TableNames.Of(edition.Period, edition.Number, key);
        return await CachedAsync(name, async () => (await grains.GetGrain<ITableGrain>(name).GetAsync())?.Table, table => table.Cells.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private async Task<T?> CachedAsync<T>(string name, Func<Task<T?>> read, Func<T, int> size) where T : class
    {
        if (_cache.TryGetValue(name, out T? cached))
            return cached;
        T? value = await read();
        return value is null ? null : _cache.Set(name, value, new MemoryCacheEntryOptions { Size = 1 + size(value) });
    }

    private ICollectionGrain Collection(Period period) => grains.GetGrain<ICollectionGrain>(period.Name);
}
