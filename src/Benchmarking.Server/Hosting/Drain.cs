using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Benchmarking.Server.Hosting;

/// <summary>
/// How the server leaves. Told to stop, it says that it is not ready and goes on serving for a while, since whoever sends it calls learns
/// of it some seconds later; then it takes no more calls, finishes those under way, and its silo leaves the others.
/// </summary>
internal sealed class Drain(BenchmarkingOptions options, TimeProvider clock, IHostApplicationLifetime lifetime) : IHostedLifecycleService, IHealthCheck, IDisposable
{
    /// <summary>What the silo has to hand over its grains, after the last call.</summary>
    private static readonly TimeSpan SiloTime = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _overdue = new();
    private ITimer? _timer;

    /// <summary>Puts it into the host.</summary>
    public static void Add(IServiceCollection services, BenchmarkingOptions options)
    {
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTime + options.FinishTime + SiloTime);
    }

    /// <summary>Serves a call, and ends it when it is still under way after its time: one that never ends must not keep the silo from leaving.</summary>
    public async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        using CancellationTokenRegistration registration = _overdue.Token.Register(context.Abort);
        await next(context);
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The server is leaving.") : HealthCheckResult.Healthy());

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A host may be told more than once.
        if (_timer is not null)
            return;
        // Whoever watches the health is told here, whatever it was that stopped the host.
        lifetime.StopApplication();
        await Task.Delay(options.DrainTime, clock, cancellationToken);
        _timer = clock.CreateTimer(_ => _overdue.Cancel(), null, options.FinishTime, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _overdue.Dispose();
    }
}
