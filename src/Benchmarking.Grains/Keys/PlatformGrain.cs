using Benchmarking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Keys;

/// <summary>What is true of the platform as a whole; one grain, key <c>platform</c>.</summary>
internal interface IPlatformGrain : IGrainWithStringKey
{
    const string Key = "platform";

    /// <summary>Whether the first steward key has been issued.</summary>
    Task<bool> IsStartedAsync();

    Task MarkStartedAsync();
}

[GenerateSerializer, Immutable]
internal sealed record PlatformRecord
{
    [Id(0)]
    public DateTimeOffset? StartTime { get; init; }
}

/// <inheritdoc cref="IPlatformGrain"/>
internal sealed class PlatformGrain([PersistentState("platform.v1")] IPersistentState<PlatformRecord> storage, TimeProvider clock, ILogger<PlatformGrain> logger)
    : RecordGrain<PlatformRecord>(storage, logger), IPlatformGrain
{
    public Task<bool> IsStartedAsync() => Task.FromResult(Written.StartTime is not null);

    public Task MarkStartedAsync() => CommitAsync(new() { StartTime = clock.GetUtcNow() });
}

/// <summary>The first start of a platform.</summary>
public sealed class FirstStart(IGrainFactory grains, Operator runner)
{
    /// <summary>
    /// On the first start, a steward's key, to be shown once; null later. A crash before it was shown leaves the platform unstarted, so
    /// that the next start shows another.
    /// </summary>
    public async Task<string?> IssueStewardKeyAsync(Action<string> show)
    {
        IPlatformGrain platform = grains.GetGrain<IPlatformGrain>(IPlatformGrain.Key);
        if (await platform.IsStartedAsync())
            return null;
        string key = await runner.IssueKeyAsync(Role.Steward);
        show(key);
        await platform.MarkStartedAsync();
        return key;
    }
}
