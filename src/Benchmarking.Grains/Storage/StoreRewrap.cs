using Benchmarking.Grains.Sealing;
using Npgsql;

namespace Benchmarking.Grains.Storage;

/// <summary>What became of a ring of keys.</summary>
/// <param name="Keys">How many keys it has.</param>
/// <param name="Rewrapped">How many of them were in clear or under another certificate, and were written anew.</param>
/// <param name="Certificate">What they are all under now: its subject and thumbprint.</param>
public sealed record RewrappedRing(int Keys, int Rewrapped, string Certificate);

/// <summary>
/// Puts another certificate in the place of the one that the ring of a store's keys is under, or one in the place of none. Records and the keys that they
/// are sealed under stay as they are: only what protects those is written anew. Afterwards the store opens with the current certificate alone.
/// </summary>
public static class StoreRewrap
{
    /// <summary>Rewraps the ring of the embedded store in a directory.</summary>
    /// <param name="dataDirectory">The directory; no server may be using it, since one that knew another certificate alone could not go on.</param>
    /// <param name="certificates">The current certificate, which must be given, and all that the ring may be under.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do; the ring is then as it was, or wholly new.</exception>
    public static RewrappedRing Embedded(string dataDirectory, EncryptionCertificates certificates)
    {
        string database = Path.Combine(dataDirectory, StoreTransfer.FileName), keys = KeyFile.Of(database);
        if (!File.Exists(keys))
        {
            throw new StorageUnavailableException($"There are no keys in '{Path.GetFullPath(dataDirectory)}'. Name the data directory of a server that has run; "
                + $"where one has, its keys are lost: bring back the newest copy of {Path.GetFileName(keys)}.");
        }
        using StorageDirectory held = StorePlace.OpenWhole(dataDirectory);
        using SqliteDataSource source = new(Path.Combine(held.Path, Path.GetFileName(keys)), SqliteLayout.Keys);
        return Run(new(source, VaultScrub.Sqlite), certificates);
    }

    /// <summary>Rewraps the ring of a PostgreSQL database, while servers that know all the certificates go on.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="certificates">The current certificate, which must be given, and all that the ring may be under.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do; the ring is then as it was, or wholly new.</exception>
    public static RewrappedRing Postgres(string connectionString, EncryptionCertificates certificates)
    {
        PostgresSchema.Check(connectionString);
        using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        return Run(new(source, VaultScrub.Postgres), certificates);
    }

    private static RewrappedRing Run(KeyVault vault, EncryptionCertificates certificates) =>
        new RingRewrap(vault, certificates).Run(certificates.Current ?? throw new ArgumentException("There is no current certificate.", nameof(certificates)));
}
