using Benchmarking.Grains.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Grains.Storage;

/// <summary>Grain storage for one machine with no server to install: a SQLite file in a directory.</summary>
public static class SqliteStorageExtensions
{
    // The name Orleans gives to SQLite; the library it then loads is Microsoft.Data.Sqlite.
    private const string Invariant = "System.Data.SQLite";
    private const string Keys = "keys";

    /// <summary>
    /// Keeps every grain's state in the given directory. The directory is made and taken when the silo is built, which
    /// throws <see cref="StorageUnavailableException"/> if another server has it or a restore was cut off in it; it is given back when the silo's
    /// services are disposed of.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="dataDirectory">The directory; a relative path is taken from the working directory.</param>
    /// <param name="encryption">The certificates that protect the keys of the store; with none only the file's mode does.</param>
    /// <returns>The same silo.</returns>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string dataDirectory, EncryptionCertificates encryption)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(dataDirectory);
        // Made by the container, so that it disposes of them: the source first, then the directory it depends on.
        builder.Services.AddSingleton(_ => StorePlace.OpenWhole(dataDirectory));
        builder.Services.AddSingleton(services => new SqliteDataSource(DatabaseOf(services), SqliteLayout.Records));
        builder.Services.AddKeyedSingleton(Keys, (services, _) => new SqliteDataSource(KeyFile.Of(DatabaseOf(services)), SqliteLayout.Keys));
        return GuardedStorage.Add<SqliteDataSource>(builder, Invariant,
            services => new KeyVault(services.GetRequiredKeyedService<SqliteDataSource>(Keys), VaultScrub.Sqlite), encryption);
    }

    private static string DatabaseOf(IServiceProvider services) => Path.Combine(services.GetRequiredService<StorageDirectory>().Path, StoreTransfer.FileName);
}
