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
    /// <summary>Copies the store of a directory, which a server may be using, into a new file.</summary>
    /// <param name="dataDirectory">The directory.</param>
    /// <param name="file">The file, private to its user; it must not be there yet.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public static StoreSummary Backup(string dataDirectory, string file)
    {
        string database = Path.Combine(Path.GetFullPath(dataDirectory), StoreTransfer.FileName);
        if (!File.Exists(database))
            throw new StorageUnavailableException($"There is no store in '{Path.GetFullPath(dataDirectory)}'. Name the data directory of a server that has run.");
        StorePlace.RefuseBegun(Path.GetFullPath(dataDirectory));
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
    /// whatever the copy has, as far as its keys can be read. After one that was cut off the same restore is run again, and completes.
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
        StoreTransfer.Guard(database, () => StorePlace.DeleteUnfinished(database));
        StorePlace place = StorePlace.Of(database);
        (IReadOnlyList<string> destroyed, bool isWhole) = StoreTransfer.Guard(KeyFile.Of(database), () => ReadDestroyed(place));
        // Both are laid beside before either is moved.
        StoreSummary restored = CopyTo(file, database, Examine, records => LayKeys(file, database, destroyed, keys => place.Take(records, keys)));
        return new(restored, File.Exists(place.Aside) ? place.Aside : null, place.Aside is not null && File.Exists(KeyFile.Of(place.Aside)) ? KeyFile.Of(place.Aside) : null, isWhole);
    }

    /// <summary>
    /// The files of keys, and their logs, that restores have put beside the store of a directory: a key that is destroyed in the store lives on
    /// in them.
    /// </summary>
    /// <param name="dataDirectory">The directory, which must be there.</param>
    public static IReadOnlyList<string> KeysAside(string dataDirectory) =>
        [.. Directory.GetFiles(Path.GetFullPath(dataDirectory), $"{StoreTransfer.FileName}{StorePlace.Replaced}*{KeyFile.Of("")}*").Order(StringComparer.Ordinal)];

    // A try that was cut off may have put the keys aside that were in place before it.
    private static (IReadOnlyList<string> Owners, bool IsWhole) ReadDestroyed(StorePlace place)
    {
        (IReadOnlyList<string> inPlace, bool isWhole) = ReadDestroyed(place.Database);
        if (place.Aside is null)
            return (inPlace, isWhole);
        (IReadOnlyList<string> aside, bool isAsideWhole) = ReadDestroyed(place.Aside);
        return ([.. inPlace.Union(aside)], isWhole && isAsideWhole);
    }

    // Whose keys were destroyed in a store, and whether that is all of them: damaged or lost keys are often why a copy is restored.
    private static (IReadOnlyList<string> Owners, bool IsWhole) ReadDestroyed(string database)
    {
        IReadOnlyList<string> owners = [];
        try
        {
            using SqliteConnection? present = KeyFile.OpenIfThere(database, SqliteOpenMode.ReadWrite);
            // A store without them has lost them, and what they knew.
            if (present is null)
                return ([], !File.Exists(database));
            owners = KeyFile.Destroyed(present);
            return (owners, SqliteSchema.IsSound(present));
        }
        // The last is a file without the table, such as an empty one.
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_ERROR)
        {
            return (owners, false);
        }
    }

    private static void LayKeys(string file, string database, IReadOnlyList<string> destroyed, Action<string> take)
    {
        string keys = KeyFile.Of(database);
        void Finish(string unfinished)
        {
            using (SqliteConnection restored = KeyFile.Create(unfinished))
            {
                KeyFile.Destroy(restored, destroyed);
                SqliteSchema.UseOneFile(restored);
            }
            take(unfinished);
        }
        if (File.Exists(KeyFile.Of(file)))
        {
            CopyTo(KeyFile.Of(file), keys, ExamineKeys, Finish);
            return;
        }
        PrivateFile.Create(keys + StorePlace.Unfinished);
        Finish(keys + StorePlace.Unfinished);
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
        string unfinished = target + StorePlace.Unfinished;
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
                StorePlace.DeleteWithLog(unfinished);
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
}
