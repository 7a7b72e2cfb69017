using Benchmarking.Disclosure;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Editions;

/// <summary>
/// What a table took in and showed, for the cuts after it; its grain key is the table's. It is a record of its own, since it grows with
/// the organisations while what readers get does not.
/// </summary>
internal interface IVintageGrain : IGrainWithStringKey
{
    Task<Vintage?> GetAsync();

    /// <summary>Whether an organisation's figure went into the table; null when nobody can tell any more, since its period is finished.</summary>
    Task<bool?> HoldsAsync(OrganisationId organisation);

    /// <summary>Stores the vintage of an attempt; an earlier attempt than the one stored is refused.</summary>
    Task PutAsync(Vintage vintage, long attempt);

    /// <summary>Lets go of what is in memory.</summary>
    Task ForgetAsync();
}

[GenerateSerializer, Immutable]
internal sealed record VintageRecord : ISealedRecord
{
    [Id(0)]
    public Vintage? Vintage { get; init; }

    [Id(1)]
    public long Attempt { get; init; }
}

/// <inheritdoc cref="IVintageGrain"/>
/// <remarks>What a cut that failed has left in memory stays no longer than a key does that was destroyed.</remarks>
[CollectionAgeLimit(Minutes = 10)]
internal sealed class VintageGrain([PersistentState("vintage.v1")] IPersistentState<VintageRecord> storage, ILogger<VintageGrain> logger)
    : RecordGrain<VintageRecord>(storage, logger), IVintageGrain
{
    public Task<Vintage?> GetAsync() => Task.FromResult(Written.Vintage);

    public Task<bool?> HoldsAsync(OrganisationId organisation) => Task.FromResult(Written.Vintage?.Entries.Any(entry => entry.Organisation == organisation));

    public Task PutAsync(Vintage vintage, long attempt)
    {
        NotAcknowledgedException.ThrowIfSuperseded(attempt, Written.Attempt);
        return CommitAsync(new() { Vintage = vintage, Attempt = attempt });
    }

    public Task ForgetAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
