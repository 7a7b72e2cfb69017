using Benchmarking.Grains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Benchmarking.Grains.Keys;

/// <summary>
/// In which hour a key was last used; its grain key is the key's, <c>keys/{id}</c>. A record of its own: writing it can neither delay nor
/// fail what the key's record is for. It may be lost in a crash.
/// </summary>
internal interface IKeyUseGrain : IGrainWithStringKey
{
    /// <summary>Notes a use in an hour; written once for a key and hour.</summary>
    [OneWay]
    Task TellAsync(DateTimeOffset hour);

    /// <summary>The beginning of the latest hour of use; null when there was none.</summary>
    Task<DateTimeOffset?> GetAsync();
}

[GenerateSerializer, Immutable]
internal sealed record KeyUseRecord
{
    [Id(0)]
    public DateTimeOffset? LastUseHour { get; init; }
}

/// <inheritdoc cref="IKeyUseGrain"/>
internal sealed class KeyUseGrain([PersistentState("keyuse.v1")] IPersistentState<KeyUseRecord> storage, ILogger<KeyUseGrain> logger)
    : RecordGrain<KeyUseRecord>(storage, logger), IKeyUseGrain
{
    /// <summary>The beginning of the hour of a time, in UTC.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    // Another activation of the key may have told of the hour, or of a later one by another server's clock.
    public Task TellAsync(DateTimeOffset hour) => Written.LastUseHour >= hour ? Task.CompletedTask : CommitAsync(new() { LastUseHour = hour });

    public Task<DateTimeOffset?> GetAsync() => Task.FromResult(Written.LastUseHour);
}
