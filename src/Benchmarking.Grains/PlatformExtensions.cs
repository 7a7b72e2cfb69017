using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Disclosure;
using Benchmarking.Grains.Cohorts;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Journal;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Releases;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Releases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace Benchmarking.Grains;

/// <summary>Puts the platform's grains into a silo.</summary>
public static class PlatformExtensions
{
    /// <summary>The name that all silos of a platform share, and under which its records are kept.</summary>
    private const string Name = "benchmarking";

    /// <summary>The platform on one machine: one silo, on loopback, with its store in a directory.</summary>
    /// <param name="silo">The silo that gets the grains.</param>
    /// <param name="dataDirectory">The store's directory; made on first start.</param>
    /// <param name="encryption">The certificates that protect the keys of the store; with none only their file's mode does.</param>
    /// <param name="policy">The policy of every cut; null for the default one.</param>
    /// <exception cref="ArgumentException">The policy's parameters do not go together.</exception>
    public static ISiloBuilder AddEmbeddedPlatform(this ISiloBuilder silo, string dataDirectory, EncryptionCertificates encryption, DisclosurePolicy? policy = null)
    {
        // One silo needs no port that others know: a free one lets several servers run side by side.
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: Name, clusterId: Name);
        silo.AddSqliteGrainStorage(dataDirectory, encryption);
        return silo.AddPlatform(policy);
    }

    /// <summary>The platform beyond one machine: one silo of several, which share a PostgreSQL database.</summary>
    /// <param name="silo">The silo that gets the grains.</param>
    /// <param name="connectionString">The database, laid out by <see cref="PostgresSchema.Migrate"/>.</param>
    /// <param name="advertised">Where the other silos reach this one; port 0 takes a free one.</param>
    /// <param name="encryption">The certificates that every silo has and that protect the keys of the store; with none they are in clear.</param>
    /// <param name="certificates">The certificates by which silos know each other; null for connections in clear.</param>
    /// <param name="policy">The policy of every cut, the same on every silo; null for the default one.</param>
    /// <exception cref="ArgumentException">The policy's parameters do not go together.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be reached, or its layout is not this server's.</exception>
    public static ISiloBuilder AddClusteredPlatform(this ISiloBuilder silo, string connectionString, IPEndPoint advertised, EncryptionCertificates encryption, SiloCertificates? certificates = null,
        DisclosurePolicy? policy = null)
    {
        silo.AddPostgresStorage(connectionString, encryption);
        silo.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (Name, Name));
        silo.ConfigureEndpoints(advertised.Address, advertised.Port == 0 ? FreePort() : advertised.Port, gatewayPort: 0, listenOnAnyHostAddress: !IPAddress.IsLoopback(advertised.Address));
        if (certificates is not null)
            silo.UseTls(certificates.Shown, options => Know(options, certificates));
        // A silo that is gone is found out in some seconds: two others must miss it, or the only other.
        silo.Configure<ClusterMembershipOptions>(membership =>
            (membership.ProbeTimeout, membership.NumMissedProbesLimit, membership.TableRefreshTimeout) = (TimeSpan.FromSeconds(2), 3, TimeSpan.FromSeconds(10)));
        return silo.AddPlatform(policy);
    }

    // Each side shows its certificate, and looks at the other's.
    private static void Know(TlsOptions options, SiloCertificates certificates)
    {
        options.RemoteCertificateMode = options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (remote, _, _) => certificates.Know(remote);
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = certificates.Shown.GetNameInfo(X509NameType.DnsName, forIssuer: false);
    }

    /// <summary>The platform's grains and gateways, on a silo that has its storage and its fellows already.</summary>
    internal static ISiloBuilder AddPlatform(this ISiloBuilder silo, DisclosurePolicy? policy)
    {
        if (policy is { IsConsistent: false })
            throw new ArgumentException($"{nameof(DisclosurePolicy.ProportionTail)} must be above {nameof(DisclosurePolicy.CoalitionSize)}.", nameof(policy));
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddMetrics();
        silo.Services.TryAddSingleton<PlatformMeter>();
        silo.Services.AddSingleton(policy ?? DisclosurePolicy.Default);
        silo.Services.AddSingleton<ValveWorkers>();
        silo.Services.AddSingleton(services => new OrganisationGateway(services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<DataKeys>()));
        silo.Services.AddSingleton<MeasureGateway>();
        silo.Services.AddSingleton<PeriodGateway>();
        silo.Services.AddSingleton<ReturnGateway>();
        silo.Services.TryAddSingleton(EditionCacheSize.Default);
        silo.Services.AddSingleton<EditionGateway>();
        silo.Services.AddSingleton<CohortProposalGateway>();
        silo.Services.TryAddSingleton(PublicationRules.Default);
        silo.Services.AddSingleton<ReleaseArchive>();
        silo.Services.AddSingleton<ReleaseComposer>();
        silo.Services.AddSingleton(services => new ReleaseGateway(services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<ReleaseArchive>(),
            services.GetRequiredService<PeriodGateway>(), services.GetRequiredService<TimeProvider>()));
        silo.Services.AddSingleton(services => new DraftGateway(services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<ReleaseArchive>(),
            services.GetRequiredService<ReleaseComposer>(), services.GetRequiredService<TimeProvider>()));
        silo.Services.AddSingleton<KeyRing>();
        silo.Services.AddSingleton<TokenRing>();
        silo.Services.AddSingleton<CertificateRing>();
        silo.Services.AddSingleton<JournalGateway>();
        silo.Services.AddSingleton(services => new MemberJournal(services.GetRequiredService<JournalGateway>(), services.GetRequiredService<DataKeys>()));
        silo.Services.AddSingleton<Operator>();
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
