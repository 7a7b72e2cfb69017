using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Benchmarking.Grains.Storage;

/// <summary>The identifiers of a collection (<c>organisations</c>, <c>periods</c>). An identifier is here before its resource is written; one without a resource is harmless.</summary>
internal interface INameIndexGrain : IGrainWithStringKey
{
    /// <summary>Adds an identifier; repeating is harmless.</summary>
    Task AddAsync(string id);

    /// <summary>All identifiers, in ordinal order.</summary>
    Task<ImmutableArray<string>> ListAsync();
}

[GenerateSerializer, Immutable]
internal sealed record NameIndexRecord
{
    [Id(0)]
    public ImmutableArray<string> Ids { get; init; } = [];
}

/// <inheritdoc cref="INameIndexGrain"/>
[Reentrant]
internal sealed class NameIndexGrain([PersistentState("index.v1")] IPersistentState<NameIndexRecord> storage, ILogger<NameIndexGrain> logger)
    : RecordGrain<NameIndexRecord>(storage, logger), INameIndexGrain
{
    public Task AddAsync(string id)
    {
        int index = Newest.Ids.BinarySearch(id, StringComparer.Ordinal);
        // An identifier that another call has added may not be durable yet: commit again, and so wait for it.
        return CommitUnlessWrittenAsync(index < 0 ? new() { Ids = Newest.Ids.Insert(~index, id) } : Newest);
    }

    public Task<ImmutableArray<string>> ListAsync() => Task.FromResult(Written.Ids);
}
