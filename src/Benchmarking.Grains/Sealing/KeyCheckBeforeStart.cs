using Microsoft.Extensions.Hosting;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// Has the keys checked before anything of the server starts. A silo that had joined the others by then would be given grains that it cannot
/// read, and whoever calls them would wait for it when it ends.
/// </summary>
internal sealed class KeyCheckBeforeStart(KeyCheck check) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => check.RunAsync();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
