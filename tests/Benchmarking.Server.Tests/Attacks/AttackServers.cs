using System.Collections.Concurrent;
using Benchmarking.Server.Tests.Hosting;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>One server for each set of defences switched off; attacked sectors on it keep to names, measures and periods of their own.</summary>
public sealed class AttackServers : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Off, Lazy<Task<TestServer>>> _servers = new();

    public Task<TestServer> WithoutAsync(Off off) =>
        _servers.GetOrAdd(off, without => new(() => TestServer.StartAsync(WeakenedPolicy.Without(without)))).Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<TestServer>> server in _servers.Values)
            await (await server.Value).DisposeAsync();
    }
}

/// <summary>The attacks share their servers.</summary>
[CollectionDefinition(nameof(AttackSuite))]
public sealed class AttackSuite : ICollectionFixture<AttackServers>;
