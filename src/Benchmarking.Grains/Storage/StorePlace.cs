using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Storage;

/// <summary>
/// Where the embedded store lies, for a restore that puts another in its place and keeps what was there beside it. Records and keys are two files, which
/// cannot be moved at once: from before the first is moved until both are, the new records bear a name that nothing but a restore goes past. So wherever
/// a restore is cut off, the directory has the old pair, the new one, or that name.
/// </summary>
internal sealed class StorePlace
{
    /// <summary>What the names of files end with that are being written.</summary>
    public const string Unfinished = ".unfinished";

    /// <summary>What the names of stores that were there before end with, and a number behind it.</summary>
    public const string Replaced = ".replaced-";

    // And of the new records until they are in place; 0 where there was no store before.
    private const string Begun = ".restoring-";

    private readonly string _begun;

    private StorePlace(string database, int number)
    {
        (Database, _begun) = (database, $"{database}{Begun}{number}");
        Aside = number == 0 ? null : $"{database}{Replaced}{number}";
    }

    /// <summary>The file of the records.</summary>
    public string Database { get; }

    /// <summary>Where the store goes that is there, and its keys beside it; null when there is none.</summary>
    public string? Aside { get; }

    /// <summary>Takes a data directory for this process, unless a restore was cut off in it.</summary>
    /// <param name="dataDirectory">The directory; made if it is not there.</param>
    /// <exception cref="StorageUnavailableException">Another server has it, it cannot be used, or a restore must be run again.</exception>
    public static StorageDirectory OpenWhole(string dataDirectory)
    {
        StorageDirectory held = StorageDirectory.Open(dataDirectory);
        try
        {
            RefuseBegun(held.Path);
            // Of one that was cut off before it moved anything; its keys would live on in it.
            string database = Path.Combine(held.Path, StoreTransfer.FileName);
            StoreTransfer.Guard(database, () => DeleteUnfinished(database));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a directory in which a restore was cut off while it moved files.</summary>
    /// <param name="directory">The directory, which must be there.</param>
    /// <exception cref="StorageUnavailableException">One was.</exception>
    public static void RefuseBegun(string directory)
    {
        if (FindBegun(directory) is not null)
        {
            throw new StorageUnavailableException($"A restore was cut off in '{directory}', and its records and keys may not belong together. "
                + "Run the same `Benchmarking.Server restore FILE` again: it completes, and keeps beside the store what was there before the first try.");
        }
    }

    /// <summary>Where a restore goes on that was cut off, or else where a new one begins.</summary>
    /// <param name="database">The file of the records, in a directory that is this process's.</param>
    public static StorePlace Of(string database)
    {
        if (FindBegun(Path.GetDirectoryName(database)!) is { } begun)
            return new(database, begun);
        bool isThere = File.Exists(database) || File.Exists(KeyFile.Of(database));
        return isThere
            ? Enumerable.Range(1, int.MaxValue).Select(number => new StorePlace(database, number)).First(place => !File.Exists(place.Aside) && !File.Exists(KeyFile.Of(place.Aside!)))
            : new(database, 0);
    }

    /// <summary>Deletes what restores that were cut off have left half written.</summary>
    public static bool DeleteUnfinished(string database) => DeleteWithLog(database + Unfinished) & DeleteWithLog(KeyFile.Of(database) + Unfinished);

    /// <summary>Deletes a file of SQLite's, if it is there, and what it may have beside it.</summary>
    public static bool DeleteWithLog(string file)
    {
        foreach (string suffix in (string[])["", "-journal", "-wal", "-shm"])
            File.Delete(file + suffix);
        return true;
    }

    /// <summary>Moves both files of a restored store in, each whole in itself.</summary>
    /// <param name="records">The records, in the same directory.</param>
    /// <param name="keys">The keys, in the same directory.</param>
    public void Take(string records, string keys)
    {
        PrivateFile.Flush(records);
        PrivateFile.Flush(keys);
        File.Move(records, _begun, overwrite: true);
        // A try that was cut off may have put the old keys aside: those in place are its own then.
        bool areAside = Aside is null || File.Exists(KeyFile.Of(Aside));
        Replace(KeyFile.Of(Database), keys, areAside ? null : KeyFile.Of(Aside!));
        Replace(Database, _begun, Aside);
    }

    private static int? FindBegun(string directory)
    {
        string prefix = StoreTransfer.FileName + Begun;
        foreach (string file in Directory.GetFiles(directory, $"{prefix}*"))
        {
            if (int.TryParse(Path.GetFileName(file).AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                return number;
        }
        return null;
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
            File.Move(restored, database, overwrite: true);
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
}
