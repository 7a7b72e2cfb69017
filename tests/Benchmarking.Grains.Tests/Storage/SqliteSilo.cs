using System.Net;
using System.Net.Sockets;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>A silo that keeps its grains in the given directory, as the server's own does.</summary>
internal sealed class SqliteSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private SqliteSilo(IHost host) => _host = host;

    public IGrainStorage Storage => _host.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    public SqliteDataSource Source => _host.Services.GetRequiredService<SqliteDataSource>();

    public static async Task<SqliteSilo> Start(string dataDirectory)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        (int silo, int gateway) = FreePorts();
        builder.UseOrleans(orleans => orleans
            .UseLocalhostClustering(silo, gateway)
            .AddSqliteGrainStorage(dataDirectory, EncryptionCertificates.None));
        IHost host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
        return new SqliteSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    // Both are held before either is let go, or they could be the same.
    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
