using Benchmarking.Grains.Keys;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Benchmarking.Server.Hosting;

/// <summary>Healthy when the store answers: each check looks for a key that was never issued, which no grain has in memory.</summary>
internal sealed class StoreHealthCheck(KeyRing keys) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await keys.GetAsync(Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 8))).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", exception);
        }
    }
}
