using System.Collections.Immutable;
using Benchmarking.Grains.Storage;
using Benchmarking.Releases;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Releases;

/// <summary>
/// A part of a frozen content; its grain key is <c>releases/{id}/contents/{digest}</c> for the texts and
/// <c>releases/{id}/contents/{digest}/rows/{k}</c> for some rows. Stored once, and never changed: the key has the content's digest in it.
/// </summary>
internal interface IReleasePartGrain : IGrainWithStringKey
{
    Task<ReleasePart?> GetAsync();

    /// <summary>Stores the part unless it is stored.</summary>
    Task PutAsync(ReleasePart part);
}

/// <summary>The texts of a content with the number of rows of each table, or some of its rows.</summary>
/// <param name="Outline">The content without its rows; null in a part of rows.</param>
/// <param name="RowCounts">For each table how many rows it has.</param>
/// <param name="Rows">Rows, of whatever tables, in order.</param>
[GenerateSerializer, Immutable]
internal sealed record ReleasePart(
    [property: Id(0)] ReleaseContent? Outline, [property: Id(1)] ImmutableArray<int> RowCounts, [property: Id(2)] ImmutableArray<ReleaseRow> Rows);

[GenerateSerializer, Immutable]
internal sealed record ReleasePartRecord
{
    [Id(0)]
    public ReleasePart? Part { get; init; }
}

/// <inheritdoc cref="IReleasePartGrain"/>
internal sealed class ReleasePartGrain([PersistentState("releasepart.v1")] IPersistentState<ReleasePartRecord> storage, ILogger<ReleasePartGrain> logger)
    : RecordGrain<ReleasePartRecord>(storage, logger), IReleasePartGrain
{
    public Task<ReleasePart?> GetAsync() => Task.FromResult(Written.Part);

    public Task PutAsync(ReleasePart part) => Written.Part is null ? CommitAsync(new() { Part = part }) : Task.CompletedTask;
}
