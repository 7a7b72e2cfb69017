using System.Net;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Storage;

public sealed class PostgresVersionTests(PostgresEngine engine) : GrainStorageVersions(engine), IClassFixture<PostgresEngine>;

public sealed class PostgresKeyTests(PostgresEngine engine) : GrainStorageKeys(engine), IClassFixture<PostgresEngine>;

/// <summary>One silo on one PostgreSQL database for a class of tests.</summary>
public sealed class PostgresEngine(PostgresServer server) : IStorageEngine, IAsyncLifetime
{
    private IHost? _host;

    public IGrainStorage Storage => _host!.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    public bool StoresNul => false;

    public async ValueTask InitializeAsync()
    {
        string database = await server.CreateStoreAsync();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.AddPostgresStorage(database, EncryptionCertificates.None).ConfigureEndpoints(IPAddress.Loopback, PostgresServer.FreePort(), 0)
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = ("benchmarking", "benchmarking")));
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
