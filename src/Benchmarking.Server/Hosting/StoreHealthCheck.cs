using Benchmarking.Grains.Keys;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Benchmarking.Server.Hosting;

/// <summary>
/// Healthy when the store answers: it looks for a key that was never issued, which no grain has in memory. Anybody may ask, so the store
/// is asked once a second at most, and all who ask meanwhile share the answer.
/// </summary>
internal sealed class StoreHealthCheck(KeyRing keys, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<HealthCheckResult>? _answer;
    private DateTimeOffset _askedTime;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (_answer is null || (_answer.IsCompleted && now - _askedTime >= Freshness))
                (_answer, _askedTime) = (AskAsync(), now);
            return _answer.WaitAsync(cancellationToken);
        }
    }

    private async Task<HealthCheckResult> AskAsync()
    {
        try
        {
            await keys.GetAsync(Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 8)));
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", exception);
        }
    }
}
