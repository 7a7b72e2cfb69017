using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Storage;

/// <summary>What a restore did.</summary>
/// <param name="Store">What is in the directory now.</param>
/// <param name="Aside">The store that was there before, or null when there was none.</param>
public sealed record RestoredStore(StoreSummary Store, string? Aside);

/// <summary>
/// Copies of the embedded store: taken while the server goes on, as the store was at one moment, and put back while none runs. A copy bears
/// its name only once it is whole and has been read through.
/// </summary>
public static class StoreBackup
{
    private const string Unfinished = ".unfinished";

    /// <summary>Copies the store of a directory, which a server may be using, into a new file.</summary>
    /// <param name="dataDirectory">The directory.</param>
    /// <param name="file">The file, private to its user; it must not be there yet.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public static StoreSummary Backup(string dataDirectory, string file)
    {
        string database = Path.Combine(Path.GetFullPath(dataDirectory), StoreTransfer.FileName);
        if (!File.Exists(database))
            throw new StorageUnavailableException($"There is no store in '{Path.GetFullPath(dataDirectory)}'. Name the data directory of a server that has run.");
        if (File.Exists(file))
            throw new StorageUnavailableException($"'{file}' is there already, and is not overwritten. Name another file.");
        return CopyTo(database, file, unfinished => File.Move(unfinished, file));
    }

    /// <summary>Puts a copy in the place of a directory's store, which is kept beside it.</summary>
    /// <param name="file">A file that <see cref="Backup"/> has written.</param>
    /// <param name="dataDirectory">The directory; made if it is not there. No server may be using it.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public static RestoredStore Restore(string file, string dataDirectory)
    {
        if (!File.Exists(file))
            throw new StorageUnavailableException($"'{file}' is not there. Name a file that `Benchmarking.Server backup` has written.");
        // Looked at before the directory is made or touched.
        StoreTransfer.Guard(file, () => Examine(file));
        using StorageDirectory held = StorageDirectory.Open(dataDirectory);
        string database = Path.Combine(held.Path, StoreTransfer.FileName);
        // What a restore that was cut off left behind: the directory is ours, so nobody is writing it.
        StoreTransfer.Guard(database, () => DeleteWithLog(database + Unfinished));
        string? aside = null;
        StoreSummary restored = CopyTo(file, database, unfinished => aside = Replace(database, unfinished));
        return new(restored, aside);
    }

    private static StoreSummary CopyTo(string source, string target, Action<string> finish)
    {
        string unfinished = target + Unfinished;
        bool isOurs = false;
        try
        {
            return StoreTransfer.Guard(target, () =>
            {
                PrivateFile.Create(unfinished);
                isOurs = true;
                StoreTransfer.Guard(source, () => Copy(source, unfinished));
                StoreSummary copied = Examine(unfinished);
                finish(unfinished);
                return copied;
            });
        }
        finally
        {
            if (isOurs)
                DeleteWithLog(unfinished);
        }
    }

    // In one step, so that it is one moment of the source; the writers of a write-ahead log do not wait for it.
    private static bool Copy(string source, string target)
    {
        using SqliteConnection from = StoreTransfer.OpenFile(source, SqliteOpenMode.ReadOnly);
        using SqliteConnection to = StoreTransfer.OpenFile(target, SqliteOpenMode.ReadWrite);
        SqliteSchema.RefuseForeign(from);
        SqliteSchema.Configure(to);
        from.BackupDatabase(to);
        SqliteSchema.UseOneFile(to);
        return true;
    }

    private static StoreSummary Examine(string file)
    {
        using SqliteConnection connection = StoreTransfer.OpenFile(file, SqliteOpenMode.ReadOnly);
        SqliteSchema.RefuseForeign(connection);
        SqliteSchema.RefuseDamaged(connection);
        if (!SqliteSchema.IsLaidOut(connection))
            throw new StorageUnavailableException($"'{file}' is empty: it is no copy of a store. Name a file that `Benchmarking.Server backup` has written.");
        using SqliteTransaction reading = connection.BeginTransaction(deferred: true);
        return StoredRecords.Summarise(connection, reading);
    }

    // At every moment the directory has the old store or the new one, and never none.
    private static string? Replace(string database, string restored)
    {
        string? aside = File.Exists(database) ? Enumerable.Range(1, int.MaxValue).Select(number => $"{database}.replaced-{number}").First(name => !File.Exists(name)) : null;
        if (aside is not null)
            FoldLog(database);
        foreach (string log in (string[])["-wal", "-shm"])
        {
            // It could not be folded in, and belongs to the old store: the new one must not find it.
            if (File.Exists(database + log))
                File.Move(database + log, $"{aside ?? database + ".stray"}{log}", overwrite: true);
        }
        if (aside is null)
            File.Move(restored, database);
        else
            File.Replace(restored, database, aside);
        return aside;
    }

    // Whoever closes the file last folds its log in. A damaged store is often why one is restored: it is kept as it is.
    private static void FoldLog(string database)
    {
        try
        {
            using SqliteConnection connection = StoreTransfer.OpenFile(database, SqliteOpenMode.ReadWrite);
            SqliteSchema.RefuseForeign(connection);
        }
        catch (Exception exception) when (exception is SqliteException or StorageUnavailableException)
        {
        }
    }

    private static bool DeleteWithLog(string file)
    {
        foreach (string suffix in (string[])["", "-journal", "-wal", "-shm"])
            File.Delete(file + suffix);
        return true;
    }
}
