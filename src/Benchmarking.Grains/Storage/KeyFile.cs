using System.Data.Common;
using Benchmarking.Grains.Sealing;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Storage;

/// <summary>The file of a store's keys, beside the store, its export or its copy: <c>FILE.keys</c>.</summary>
internal static class KeyFile
{
    private static readonly (string Table, string[] Columns)[] Tables = [("DataKey", ["Owner", "WrappedKey"]), ("KeyRing", ["Name", "Xml"])];

    /// <summary>The path of the keys of a store's file.</summary>
    public static string Of(string file) => $"{file}.keys";

    /// <summary>Opens the keys of a store's file; null when it has none, as one that an earlier version wrote.</summary>
    public static SqliteConnection? OpenIfThere(string file, SqliteOpenMode mode)
    {
        if (!File.Exists(Of(file)))
            return null;
        SqliteConnection connection = StoreTransfer.OpenFile(Of(file), mode);
        try
        {
            SqliteSchema.RefuseForeign(connection);
            SqliteSchema.Configure(connection, SqliteLayout.Keys);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file of keys, made and laid out if it is not there, private to its user.</summary>
    public static SqliteConnection Create(string path)
    {
        PrivateFile.Ensure(path);
        SqliteConnection connection = StoreTransfer.OpenFile(path, SqliteOpenMode.ReadWrite);
        SqliteSchema.Configure(connection, SqliteLayout.Keys);
        SqliteSchema.Apply(connection, SqliteLayout.Keys);
        return connection;
    }

    /// <summary>Writes all keys of a store into a new file, whole in itself.</summary>
    public static void Write(DbConnection source, string path)
    {
        using SqliteConnection target = Create(path);
        using (SqliteTransaction writing = target.BeginTransaction())
        {
            Copy(source, null, target, writing);
            writing.Commit();
        }
        SqliteSchema.UseOneFile(target);
    }

    /// <summary>
    /// Brings the keys of an exported file into a store that must have none, or the very same: those an import has left that was cut off
    /// before its records were there.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="writing">The transaction that the records are written in, when they go to the same place.</param>
    /// <exception cref="StorageUnavailableException">The store has other keys already.</exception>
    public static void Import(SqliteConnection keys, DbConnection target, DbTransaction? writing)
    {
        using DbTransaction? own = writing is null ? target.BeginTransaction() : null;
        if (Rows(target, writing ?? own, "DataKey", "Owner", "WrappedKey").Count > 0)
        {
            if (Texts(keys, null).SetEquals(Texts(target, writing ?? own)))
                return;
            throw new StorageUnavailableException("The store has keys already, and they are not overwritten. Name an empty one.");
        }
        Copy(keys, null, target, writing ?? own);
        own?.Commit();
    }

    /// <summary>Refuses the records of a file that are sealed and whose keys are not there.</summary>
    public static void RefuseSealed(string file, SqliteConnection records, DbTransaction reading)
    {
        if (StoredRecords.Read(records, reading).Any(record => Seal.IsClosed(record.Payload)))
            throw new StorageUnavailableException($"'{file}' is encrypted, and its keys '{Of(file)}' are not there. Put that file, which was written with it, beside it.");
    }

    /// <summary>The owners whose keys were destroyed in a file of keys.</summary>
    public static IReadOnlyList<string> Destroyed(SqliteConnection keys) =>
        [.. Rows(keys, null, "DataKey", "Owner", "WrappedKey").Where(row => row[1] is null).Select(row => (string)row[0]!)];

    /// <summary>Takes from a file of keys those of some owners: an older copy must not bring back what was destroyed.</summary>
    public static void Destroy(SqliteConnection keys, IEnumerable<string> owners)
    {
        foreach (string owner in owners)
        {
            using SqliteCommand command = keys.CreateCommand();
            command.CommandText = "INSERT INTO DataKey (Owner, WrappedKey) VALUES (@owner, NULL) ON CONFLICT (Owner) DO UPDATE SET WrappedKey = NULL";
            command.Parameters.AddWithValue("owner", owner);
            command.ExecuteNonQuery();
        }
    }

    private static void Copy(DbConnection source, DbTransaction? reading, DbConnection target, DbTransaction? writing)
    {
        foreach ((string table, string[] columns) in Tables)
        {
            foreach (object?[] row in Rows(source, reading, table, columns))
            {
                using DbCommand command = target.CreateCommand();
                command.Transaction = writing;
                command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES (@first, @second)";
                Add(command, "first", row[0]);
                Add(command, "second", row[1]);
                command.ExecuteNonQuery();
            }
        }
    }

    // All rows, each as one text, to be compared with another store's.
    private static HashSet<string> Texts(DbConnection connection, DbTransaction? transaction) =>
    [
        .. Tables.SelectMany(table => Rows(connection, transaction, table.Table, table.Columns).Select(row =>
            $"{table.Table} {row[0] as string} {(row[1] is byte[] wrapped ? Convert.ToHexString(wrapped) : row[1] as string)}")),
    ];

    // Few and small: read at once, so that the connection is free for the next.
    private static List<object?[]> Rows(DbConnection connection, DbTransaction? transaction, string table, params string[] columns)
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {string.Join(", ", columns)} FROM {table} ORDER BY {columns[0]}";
        using DbDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add([reader.GetValue(0), reader.IsDBNull(1) ? null : reader.GetValue(1)]);
        return rows;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        // Only a key can be missing, and PostgreSQL must know what it is that is missing.
        parameter.DbType = value is string ? System.Data.DbType.String : System.Data.DbType.Binary;
        command.Parameters.Add(parameter);
    }
}
