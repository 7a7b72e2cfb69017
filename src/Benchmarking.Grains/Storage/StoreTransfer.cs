using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Benchmarking.Grains.Storage;

/// <summary>
/// Moves a whole platform from one store to another through a file, which is laid out as the embedded store is. Either all of it arrives,
/// byte for byte, or nothing does: what was written is read back and digested before it is kept. The keys go into a file of their own beside it.
/// </summary>
public static class StoreTransfer
{
    /// <summary>The embedded store's file in its directory.</summary>
    internal const string FileName = "benchmarking.db";

    /// <summary>Writes every record of the embedded store in a directory into a new file.</summary>
    /// <param name="dataDirectory">The directory; no server may be using it.</param>
    /// <param name="file">The file, private to its user; it must not be there yet.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public static StoreSummary ExportEmbedded(string dataDirectory, string file)
    {
        string database = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(database))
            throw new StorageUnavailableException($"There is no store in '{Path.GetFullPath(dataDirectory)}'. Name the data directory of a server that has run.");
        using StorageDirectory held = StorePlace.OpenWhole(dataDirectory);
        return Guard(database, () =>
        {
            using SqliteConnection source = OpenFile(database, SqliteOpenMode.ReadWrite);
            SqliteSchema.RefuseForeign(source);
            using SqliteConnection? keys = KeyFile.OpenIfThere(database, SqliteOpenMode.ReadWrite);
            return Export(source, keys, file);
        });
    }

    /// <summary>
    /// Writes every record of a PostgreSQL database into a new file, as they were at one moment, and the keys as they are after it. Servers may be
    /// using it, and destroy keys meanwhile.
    /// </summary>
    /// <inheritdoc cref="ExportEmbedded"/>
    public static StoreSummary ExportPostgres(string connectionString, string file)
    {
        PostgresSchema.Check(connectionString);
        using NpgsqlConnection source = new(connectionString);
        source.Open();
        return Export(source, source, file);
    }

    /// <summary>Reads a file that was exported into an empty data directory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dataDirectory">The directory; made if it is not there.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public static StoreSummary ImportEmbedded(string file, string dataDirectory)
    {
        using StorageDirectory held = StorePlace.OpenWhole(dataDirectory);
        string database = Path.Combine(held.Path, FileName);
        return Guard(database, () =>
        {
            using SqliteConnection target = CreateFile(database);
            using SqliteConnection keys = KeyFile.Create(KeyFile.Of(database));
            return Import(file, target, keys);
        });
    }

    /// <summary>Reads a file that was exported into an empty PostgreSQL database.</summary>
    /// <param name="file">The file.</param>
    /// <param name="connectionString">The database, laid out by <see cref="PostgresSchema.Migrate"/>.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public static StoreSummary ImportPostgres(string file, string connectionString)
    {
        PostgresSchema.Check(connectionString);
        using NpgsqlConnection target = new(connectionString);
        target.Open();
        return Import(file, target, target);
    }

    private static StoreSummary Export(DbConnection source, DbConnection? keys, string file)
    {
        foreach (string present in (string[])[file, KeyFile.Of(file)])
        {
            if (File.Exists(present))
                throw new StorageUnavailableException($"'{present}' is there already, and is not overwritten. Name another file.");
        }
        try
        {
            return Guard(file, () =>
            {
                using SqliteConnection target = CreateFile(file);
                StoreSummary sent = Copy(source, target, (_, _) => { });
                // After the records, as they are by then: a key is there before what is sealed under it, and one that was destroyed meanwhile is not brought along.
                if (keys is not null)
                    KeyFile.Write(keys, KeyFile.Of(file));
                // One file, whole in itself: it may go anywhere, and be read where nothing may be written.
                using SqliteCommand command = target.CreateCommand();
                command.CommandText = "PRAGMA journal_mode = DELETE; VACUUM;";
                command.ExecuteNonQuery();
                return sent;
            });
        }
        catch
        {
            File.Delete(file);
            File.Delete(KeyFile.Of(file));
            throw;
        }
    }

    private static StoreSummary Import(string file, DbConnection target, DbConnection targetKeys) => Guard(file, () =>
    {
        if (!File.Exists(file))
            throw new StorageUnavailableException($"'{file}' is not there. Name a file that `Benchmarking.Server export` has written.");
        using SqliteConnection source = OpenFile(file, SqliteOpenMode.ReadOnly);
        SqliteSchema.RefuseForeign(source);
        using SqliteConnection? keys = KeyFile.OpenIfThere(file, SqliteOpenMode.ReadOnly);
        return Copy(source, target, (reading, writing) =>
        {
            if (keys is null)
                KeyFile.RefuseSealed(file, source, reading);
            else
                KeyFile.Import(keys, targetKeys, ReferenceEquals(target, targetKeys) ? writing : null);
        });
    });

    private static StoreSummary Copy(DbConnection source, DbConnection target, Action<DbTransaction, DbTransaction> bringKeys)
    {
        // One moment of the source, and all or nothing of the target.
        using DbTransaction reading = source is SqliteConnection file ? file.BeginTransaction(deferred: true) : source.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        using DbTransaction writing = target.BeginTransaction(System.Data.IsolationLevel.Serializable);
        if (StoredRecords.Read(target, writing).Any())
            throw new StorageUnavailableException("The store has records already, and is not overwritten. Name an empty one.");
        StoredRecords.Write(target, writing, StoredRecords.Read(source, reading));
        (StoreSummary sent, StoreSummary arrived) = (StoredRecords.Summarise(source, reading), StoredRecords.Summarise(target, writing));
        if (sent.Records == 0)
            throw new StorageUnavailableException("There is no record to move. Name a store, or an exported file, that has some.");
        if (sent != arrived)
            throw new StorageUnavailableException($"What arrived ({arrived.Digest}) is not what was sent ({sent.Digest}); nothing was kept. Check the disk, and try again.");
        bringKeys(reading, writing);
        writing.Commit();
        return arrived;
    }

    /// <summary>Opens a file of a store that no silo of this process has open.</summary>
    internal static SqliteConnection OpenFile(string path, SqliteOpenMode mode)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static SqliteConnection CreateFile(string path)
    {
        PrivateFile.Ensure(path);
        SqliteConnection connection = OpenFile(path, SqliteOpenMode.ReadWrite);
        SqliteSchema.Configure(connection);
        SqliteSchema.Apply(connection);
        return connection;
    }

    /// <summary>Says what the engines throw in the operator's words.</summary>
    internal static T Guard<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException && SqliteFault.Explain(exception, path) is not null)
        {
            throw SqliteFault.Explain(exception, path)!;
        }
        catch (PostgresException exception)
        {
            throw new StorageUnavailableException($"PostgreSQL refused a record, and nothing was kept: {exception.MessageText}.", exception);
        }
    }
}
