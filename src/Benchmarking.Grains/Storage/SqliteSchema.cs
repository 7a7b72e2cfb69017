using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Storage;

/// <summary>What is in a SQLite file of the store.</summary>
internal enum SqliteLayout
{
    /// <summary>The grains' records.</summary>
    Records,
    /// <summary>The keys that they are sealed under.</summary>
    Keys,
}

/// <summary>Lays out a SQLite file for the grain storage provider, and refuses a file laid out by anything else.</summary>
internal static class SqliteSchema
{
    /// <summary>The layout this server knows. Raise it when an older server could no longer use the file.</summary>
    internal const int Version = 2;

    /// <summary>Marks the file as this product's ("BnMk"), so that another program's database is never written to.</summary>
    internal const int ApplicationId = 0x426E4D6B;

    private const string IntegrityCheck = "PRAGMA integrity_check(1);";

    /// <summary>
    /// Sets what SQLite keeps per connection, not in the file. A pooled connection keeps what was last set, by whomever.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="layout">What is in the file.</param>
    public static void Configure(SqliteConnection connection, SqliteLayout layout = SqliteLayout.Records)
    {
        // FULL: once a write is acknowledged, it survives a power cut, not only a crash.
        Execute(connection, "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
        // A key that is destroyed is overwritten with zeros; records are sealed, and need not be.
        Execute(connection, $"PRAGMA secure_delete = {(layout == SqliteLayout.Keys ? "ON" : "OFF")};");
    }

    /// <summary>Makes the tables and queries if the file is new, and brings the queries up to date if it is not.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="layout">What is to be in the file.</param>
    /// <exception cref="StorageUnavailableException">The file is another program's, or a newer server's.</exception>
    public static void Apply(SqliteConnection connection, SqliteLayout layout = SqliteLayout.Records)
    {
        RefuseForeign(connection);
        UseWriteAheadLog(connection);
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, Script(layout), transaction);
        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};", transaction);
        transaction.Commit();
    }

    /// <summary>Refuses a file that is another program's, or a newer server's.</summary>
    public static void RefuseForeign(SqliteConnection connection)
    {
        long application = Query(connection, "PRAGMA application_id;");
        if (application == 0 && Query(connection, "SELECT count(*) FROM sqlite_schema;") == 0)
            return;
        if (application != ApplicationId)
        {
            throw new StorageUnavailableException(
                $"'{connection.DataSource}' is a database of another program. Name another data directory, or another file.");
        }
        long version = Query(connection, "PRAGMA user_version;");
        if (version > Version)
        {
            throw new StorageUnavailableException(
                $"The database '{connection.DataSource}' was laid out by a newer server (layout {version}; this one knows {Version}). "
                + "Install that server again, or restore a backup from before it.");
        }
    }

    /// <summary>Whether the file has this product's tables; a new one has none yet.</summary>
    public static bool IsLaidOut(SqliteConnection connection) => Query(connection, "PRAGMA application_id;") == ApplicationId;

    /// <summary>Reads the file through, and refuses it when a page, an index or a row is not what it should be.</summary>
    /// <exception cref="StorageUnavailableException">The file is damaged.</exception>
    public static void RefuseDamaged(SqliteConnection connection)
    {
        if (Text(connection, IntegrityCheck) is var found and not "ok")
            throw new StorageUnavailableException($"'{connection.DataSource}' is damaged ({found}). Use another copy; keep the damaged file.");
    }

    /// <summary>Whether the file reads through, and every page, index and row is what it should be.</summary>
    public static bool IsSound(SqliteConnection connection) => Text(connection, IntegrityCheck) is "ok";

    /// <summary>Ends the write-ahead log, so that the file is whole by itself and can be read where nothing can be written.</summary>
    public static void UseOneFile(SqliteConnection connection) => Text(connection, "PRAGMA journal_mode = DELETE;");

    // Kept in the file once set. A file system without shared memory, such as many network ones, answers with another mode.
    private static void UseWriteAheadLog(SqliteConnection connection)
    {
        if (Text(connection, "PRAGMA journal_mode = WAL;") is not "wal")
        {
            throw new StorageUnavailableException(
                $"The file system of '{connection.DataSource}' does not support a write-ahead log. Name a data directory on a local disk.");
        }
    }

    private static string Script(SqliteLayout layout)
    {
        string name = layout == SqliteLayout.Keys ? "sqlite-keys.sql" : "sqlite-schema.sql";
        using Stream stream = typeof(SqliteSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static long Query(SqliteConnection connection, string sql) => Convert.ToInt64(Scalar(connection, sql), CultureInfo.InvariantCulture);

    private static string? Text(SqliteConnection connection, string sql) => Scalar(connection, sql) as string;

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
