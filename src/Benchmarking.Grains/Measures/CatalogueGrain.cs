using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Measures;

/// <summary>A catalogue that is handed around by reference within a silo.</summary>
[GenerateSerializer, Immutable]
internal sealed record CatalogueSnapshot([property: Id(0)] Catalogue Catalogue);

/// <summary>Definitions to import.</summary>
[GenerateSerializer, Immutable]
internal sealed record ImportMeasures([property: Id(0)] Catalogue Based, [property: Id(1)] Catalogue Result);

/// <summary>The catalogue of measures; one grain, key <c>catalogue</c>.</summary>
internal interface ICatalogueGrain : IGrainWithStringKey
{
    const string Key = "catalogue";

    Task<CatalogueSnapshot> GetAsync();

    /// <summary>Replaces the catalogue if it still is what the import was based on; says whether it did.</summary>
    Task<bool> TryReplaceAsync(ImportMeasures import);
}

[GenerateSerializer, Immutable]
internal sealed record CatalogueRecord
{
    [Id(0)]
    public Catalogue Catalogue { get; init; } = Catalogue.Default;
}

/// <inheritdoc cref="ICatalogueGrain"/>
internal sealed class CatalogueGrain([PersistentState("catalogue.v1")] IPersistentState<CatalogueRecord> storage, ILogger<CatalogueGrain> logger)
    : RecordGrain<CatalogueRecord>(storage, logger), ICatalogueGrain
{
    public Task<CatalogueSnapshot> GetAsync() => Task.FromResult(new CatalogueSnapshot(Written.Catalogue));

    public async Task<bool> TryReplaceAsync(ImportMeasures import)
    {
        if (!import.Based.Measures.SequenceEqual(Written.Catalogue.Measures))
            return false;
        if (!import.Result.Measures.SequenceEqual(Written.Catalogue.Measures))
            await CommitAsync(new() { Catalogue = import.Result });
        return true;
    }
}
