using System.Net;
using System.Net.Sockets;
using Benchmarking.Disclosure;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Benchmarking.Grains;

/// <summary>Puts the platform's grains into a silo.</summary>
public static class PlatformExtensions
{
    /// <summary>The platform on one machine: one silo, on loopback, with its store in a directory.</summary>
    /// <param name="silo">The silo that gets the grains.</param>
    /// <param name="dataDirectory">The store's directory; made on first start.</param>
    /// <param name="policy">The policy of every cut; null for the default one.</param>
    /// <exception cref="ArgumentException">The policy's parameters do not go together.</exception>
    public static ISiloBuilder AddEmbeddedPlatform(this ISiloBuilder silo, string dataDirectory, DisclosurePolicy? policy = null)
    {
        if (policy is { IsConsistent: false })
            throw new ArgumentException($"{nameof(DisclosurePolicy.ProportionTail)} must be above {nameof(DisclosurePolicy.CoalitionSize)}.", nameof(policy));
        // One silo needs no port that others know: a free one lets several servers run side by side.
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "benchmarking", clusterId: "benchmarking");
        silo.AddSqliteGrainStorage(dataDirectory);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton(policy ?? DisclosurePolicy.Default);
        silo.Services.AddSingleton<ValveWorkers>();
        silo.Services.AddSingleton<OrganisationGateway>();
        silo.Services.AddSingleton<MeasureGateway>();
        silo.Services.AddSingleton<PeriodGateway>();
        silo.Services.AddSingleton<ReturnGateway>();
        silo.Services.AddSingleton<EditionGateway>();
        silo.Services.AddSingleton<KeyRing>();
        silo.Services.AddSingleton<FirstStart>();
        return silo;
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
