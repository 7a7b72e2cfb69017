using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Benchmarking.Server.Hosting;

/// <summary>Healthy while the other silos, or on one machine it alone, take this one for a member.</summary>
internal sealed class ClusterHealthCheck(ISiloStatusOracle silos) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(silos.CurrentStatus == SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The silo is {silos.CurrentStatus}."));
}

/// <summary>Unhealthy once the silo is dead to the others: it never comes back, and only a new start does.</summary>
internal sealed class LivenessHealthCheck(ISiloStatusOracle silos) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(silos.CurrentStatus == SiloStatus.Dead ? HealthCheckResult.Unhealthy("The silo is dead to the others.") : HealthCheckResult.Healthy());
}
