using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Benchmarking.Grains.Storage;

/// <summary>What a restore did.</summary>
/// <param name="Store">What is in the directory now.</param>
/// <param name="Aside">The store that was there before, or null when there was none.</param>
/// <param name="KeysAside">The keys that were there before, or null when there were none.</param>
/// <param name="AreDestroyedKnown">Whether it could be read which of them had been destroyed; if not, the copy may have brought some back.</param>
public sealed record RestoredStore(StoreSummary Store, string? Aside, string? KeysAside, bool AreDestroyedKnown);

/// <summary>
/// Copies of the embedded store: taken while the server goes on, as the store was at one moment, and put back while none runs. A copy bears
/// its name only once it is whole and has been read through. The keys are copied into a file of their own beside it.
/// </summary>
public static class StoreBackup
{
    private const string Unfinished = ".unfinished";
    private const string Replaced = ".replaced-";

    /// <summary>Copies the store of a directory, which a server may be using, into a new file.</summary>
    /// <param name="dataDirectory">The directory.</param>
    /// <param name="file">The file, private to its user; it must not be there yet.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public static StoreSummary Backup(string dataDirectory, string file)
    {
        string database = Path.Combine(Path.GetFullPath(dataDirectory), StoreTransfer.FileName);
        if (!File.Exists(database))
            throw new StorageUnavailableException($"There is no store in '{Path.GetFullPath(dataDirectory)}'. Name the data directory of a server that has run.");
        foreach (string present in (string[])[file, KeyFile.Of(file)])
        {
            if (File.Exists(present))
                throw new StorageUnavailableException($"'{present}' is there already, and is not overwritten. Name another file.");
        }
        return CopyTo(database, file, Examine, unfinished =>
        {
            // After the records, since a key is there before what is sealed under it.
            if (File.Exists(KeyFile.Of(database)))
                CopyTo(KeyFile.Of(database), KeyFile.Of(file), ExamineKeys, keys => File.Move(keys, KeyFile.Of(file)));
            File.Move(unfinished, file);
        });
    }

    /// <summary>
    /// Puts a copy in the place of a directory's store, which is kept beside it. A key that was destroyed in that store stays destroyed,
    /// whatever the copy has, as far as its keys can be read.
    /// </summary>
    /// <param name="file">A file that <see cref="Backup"/> has written.</param>
    /// <param name="dataDirectory">The directory; made if it is not there. No server may be using it.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public static RestoredStore Restore(string file, string dataDirectory)
    {
        if (!File.Exists(file))
            throw new StorageUnavailableException($"'{file}' is not there. Name a file that `Benchmarking.Server backup` has written.");
        // Looked at before the directory is made or touched.
        StoreTransfer.Guard(file, () => Examine(file));
        StoreTransfer.Guard(KeyFile.Of(file), () => File.Exists(KeyFile.Of(file)) ? ExamineKeys(KeyFile.Of(file)) : RefuseSealed(file));
        using StorageDirectory held = StorageDirectory.Open(dataDirectory);
        string database = Path.Combine(held.Path, StoreTransfer.FileName);
        // What a restore that was cut off left behind: the directory is ours, so nobody is writing it.
        StoreTransfer.Guard(database, () => DeleteWithLog(database + Unfinished) & DeleteWithLog(KeyFile.Of(database) + Unfinished));
        string? aside = new[] { database, KeyFile.Of(database) }.Any(File.Exists)
            ? Enumerable.Range(1, int.MaxValue).Select(number => $"{database}{Replaced}{number}").First(name => !File.Exists(name) && !File.Exists(KeyFile.Of(name)))
            : null;
        (IReadOnlyList<string> destroyed, bool isWhole) = StoreTransfer.Guard(KeyFile.Of(database), () => ReadDestroyed(database));
        StoreSummary restored = CopyTo(file, database, Examine, unfinished =>
        {
            RestoreKeys(file, database, destroyed, aside);
            Replace(database, unfinished, aside);
        });
        return new(restored, File.Exists(aside) ? aside : null, aside is not null && File.Exists(KeyFile.Of(aside)) ? KeyFile.Of(aside) : null, isWhole);
    }

    /// <summary>
    /// The files of keys, and their logs, that restores have put beside the store of a directory: a key that is destroyed in the store lives on
    /// in them.
    /// </summary>
    /// <param name="dataDirectory">The directory, which must be there.</param>
    public static IReadOnlyList<string> KeysAside(string dataDirectory) =>
        [.. Directory.GetFiles(Path.GetFullPath(dataDirectory), $"{StoreTransfer.FileName}{Replaced}*{KeyFile.Of("")}*").Order(StringComparer.Ordinal)];

    // Whose keys were destroyed in the store in place, and whether that is all of them: damaged keys are often why a copy is restored.
    private static (IReadOnlyList<string> Owners, bool IsWhole) ReadDestroyed(string database)
    {
        IReadOnlyList<string> owners = [];
        try
        {
            using SqliteConnection? present = KeyFile.OpenIfThere(database, SqliteOpenMode.ReadWrite);
            if (present is null)
                return ([], true);
            owners = KeyFile.Destroyed(present);
            return (owners, SqliteSchema.IsSound(present));
        }
        // The last is a file without the table, such as an empty one.
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_ERROR)
        {
            return (owners, false);
        }
    }

    private static void RestoreKeys(string file, string database, IReadOnlyList<string> destroyed, string? aside)
    {
        string keys = KeyFile.Of(database);
        void Finish(string unfinished)
        {
            using (SqliteConnection restored = KeyFile.Create(unfinished))
            {
                KeyFile.Destroy(restored, destroyed);
                SqliteSchema.UseOneFile(restored);
            }
            Replace(keys, unfinished, aside is null ? null : KeyFile.Of(aside));
        }
        if (File.Exists(KeyFile.Of(file)))
        {
            CopyTo(KeyFile.Of(file), keys, ExamineKeys, Finish);
            return;
        }
        PrivateFile.Create(keys + Unfinished);
        Finish(keys + Unfinished);
    }

    private static bool RefuseSealed(string file)
    {
        using SqliteConnection records = StoreTransfer.OpenFile(file, SqliteOpenMode.ReadOnly);
        using SqliteTransaction reading = records.BeginTransaction(deferred: true);
        KeyFile.RefuseSealed(file, records, reading);
        return true;
    }

    private static T CopyTo<T>(string source, string target, Func<string, T> examine, Action<string> finish)
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
                T copied = examine(unfinished);
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

    private static bool ExamineKeys(string file)
    {
        using SqliteConnection connection = StoreTransfer.OpenFile(file, SqliteOpenMode.ReadOnly);
        SqliteSchema.RefuseForeign(connection);
        SqliteSchema.RefuseDamaged(connection);
        return true;
    }

    // At every moment the directory has the old file or the new one, and never none.
    private static void Replace(string database, string restored, string? aside)
    {
        if (!File.Exists(database))
            aside = null;
        else
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
