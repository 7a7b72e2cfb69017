using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Benchmarking.Grains.Storage;

/// <summary>Says in the operator's words what stands in the way of opening a database file.</summary>
internal static class SqliteFault
{
    /// <summary>The explanation, or null where what the engine said is no worse than what could be said here.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="path">The database file.</param>
    public static StorageUnavailableException? Explain(Exception exception, string path)
    {
        string? explanation = exception switch
        {
            StorageUnavailableException => null,
            _ when Directory.Exists(path) => $"'{path}' is a directory, where the database file should be. "
                + "Move it away, or name another data directory.",
            UnauthorizedAccessException => NotAllowed(path),
            IOException => $"The database '{path}' cannot be opened: {exception.Message} "
                + "See that its disk is mounted, writable and has room.",
            SqliteException engine => Explain(engine, path),
            _ => null,
        };
        return explanation is null ? null : new StorageUnavailableException(explanation, exception);
    }

    private static string? Explain(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => $"'{path}' is not a database, or its beginning is damaged. "
            + "Restore it from a backup, or name another data directory.",
        raw.SQLITE_CORRUPT => $"The database '{path}' is damaged ({exception.Message}). Restore it from a backup; keep the damaged file.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => NotAllowed(path),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another program holds the database '{path}'. Close it and start again.",
        raw.SQLITE_FULL => $"The disk of the database '{path}' is full. Make room and start again.",
        raw.SQLITE_IOERR => $"The disk of the database '{path}' fails ({exception.Message}). See the system's log.",
        _ => null,
    };

    private static string NotAllowed(string path) =>
        $"The database '{path}' cannot be opened for writing. Let the server's user own it and its directory, and write to both.";
}
