using Benchmarking.Grains.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Benchmarking.Grains.Storage;

/// <summary>Grain storage and the list of silos beyond one machine: a PostgreSQL database that several servers share.</summary>
public static class PostgresStorageExtensions
{
    private const string Invariant = "Npgsql";

    /// <summary>Keeps every grain's state, and the cluster's silos, in a database.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="connectionString">The database, laid out by <see cref="PostgresSchema.Migrate"/>.</param>
    /// <param name="encryption">The certificates that every server has and that protect the keys of the store; with none they are in clear.</param>
    /// <returns>The same silo.</returns>
    /// <exception cref="StorageUnavailableException">The database cannot be reached, or its layout is not this server's.</exception>
    public static ISiloBuilder AddPostgresStorage(this ISiloBuilder builder, string connectionString, EncryptionCertificates encryption) =>
        builder.AddPostgresGrainStorage(connectionString, encryption).UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) =>
            options.Configure<NpgsqlDataSource>((clustering, source) => (clustering.Invariant, clustering.DataSource) = (Invariant, source)));

    /// <summary>Keeps every grain's state in a database; which silos there are is for another to say.</summary>
    internal static ISiloBuilder AddPostgresGrainStorage(this ISiloBuilder builder, string connectionString, EncryptionCertificates encryption)
    {
        ArgumentNullException.ThrowIfNull(builder);
        PostgresSchema.Check(connectionString);
        // Made by the container, which disposes of it when the silo has ended.
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        return GuardedStorage.Add<NpgsqlDataSource>(builder, Invariant,
            services => new KeyVault(services.GetRequiredService<NpgsqlDataSource>(), VaultScrub.Postgres), encryption);
    }
}
