using Grpc.AspNetCore.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Benchmarking.Server.Hosting;

/// <summary>
/// The health that the server tells over <c>grpc.health.v1</c>, by the name that a check asks for. What each depends on has a name of its
/// own, so that an operator sees which of them fails.
/// </summary>
internal static class PlatformHealth
{
    /// <summary>Whether to send it calls: the store answers, the silo is one of its cluster, and it is not leaving.</summary>
    public const string Readiness = "";

    /// <summary>Whether the store answers.</summary>
    public const string Store = "store";

    /// <summary>Whether the silo is one of its cluster.</summary>
    public const string Cluster = "cluster";

    /// <summary>Whether it is worth keeping: not serving only where a new start helps. The store's being away is no reason for one.</summary>
    public const string Liveness = "liveness";

    private const string Leaving = "leaving";

    // Probes give up after some seconds; the answer must come before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Every name that can be asked for, and the checks that it stands for.</summary>
    internal static IReadOnlyDictionary<string, string[]> Names { get; } = new Dictionary<string, string[]>
    {
        [Readiness] = [Store, Cluster, Leaving],
        [Store] = [Store],
        [Cluster] = [Cluster],
        [Liveness] = [Liveness],
    };

    /// <summary>Puts the checks into the host.</summary>
    public static void Add(IServiceCollection services)
    {
        // The store's is one for all who ask, since it remembers.
        services.AddSingleton<StoreHealthCheck>();
        services.AddGrpcHealthChecks(Map)
            .AddCheck<StoreHealthCheck>(Store, timeout: Patience)
            .AddCheck<ClusterHealthCheck>(Cluster)
            .AddCheck<LivenessHealthCheck>(Liveness)
            .AddCheck<Drain>(Leaving);
        // For those who watch: ready as soon as the store answers, and noticed within seconds when it no longer does.
        services.Configure<HealthCheckPublisherOptions>(options => (options.Delay, options.Period, options.Timeout) = (TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5)));
    }

    private static void Map(GrpcHealthChecksOptions options)
    {
        options.Services.Clear();
        foreach ((string name, string[] checks) in Names)
            options.Services.Map(name, check => checks.Contains(check.Name));
    }
}
