using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Editions;

/// <summary>An edition, the attempt that cut it, and what the later cuts of its period must know beside its tables' vintages.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Links">What its measures followed from by the catalogue of that day; default where it was cut before that was kept.</param>
/// <param name="Groups">The control groups of that day, over all organisations; default where it was cut before that was kept.</param>
[GenerateSerializer, Immutable]
internal sealed record CutEdition(
    [property: Id(0)] Edition Edition, [property: Id(1)] long Attempt, [property: Id(2)] ImmutableArray<MeasureLinks> Links = default,
    [property: Id(3)] ImmutableArray<GroupMember> Groups = default);

/// <summary>What an edition holds; its grain key is <c>periods/{period}/editions/{n}</c>. Readers see it once its collection says so.</summary>
internal interface IEditionGrain : IGrainWithStringKey
{
    Task<CutEdition?> GetAsync();

    Task PutAsync(CutEdition cut);
}

[GenerateSerializer, Immutable]
internal sealed record EditionRecord
{
    [Id(0)]
    public CutEdition? Cut { get; init; }
}

/// <inheritdoc cref="IEditionGrain"/>
internal sealed class EditionGrain([PersistentState("edition.v1")] IPersistentState<EditionRecord> storage, ILogger<EditionGrain> logger)
    : RecordGrain<EditionRecord>(storage, logger), IEditionGrain
{
    public Task<CutEdition?> GetAsync() => Task.FromResult(Written.Cut);

    public Task PutAsync(CutEdition cut)
    {
        NotAcknowledgedException.ThrowIfSuperseded(cut.Attempt, Written.Cut?.Attempt ?? 0);
        return CommitAsync(new() { Cut = cut });
    }
}
