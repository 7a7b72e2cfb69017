namespace Benchmarking.Grains.Sealing;

/// <summary>What an engine is told so that the bytes of what was overwritten in the vault are not left lying about.</summary>
/// <param name="Keys">After a key was destroyed.</param>
/// <param name="Ring">After the ring was written anew.</param>
internal sealed record VaultScrub(string Keys, string Ring)
{
    private const string EmptyLog = "PRAGMA wal_checkpoint(TRUNCATE)";

    /// <summary>Empties SQLite's log into the file, where overwritten bytes are zeroed. Of the ring, with its longer rows, the file itself is written anew too.</summary>
    public static VaultScrub Sqlite { get; } = new(EmptyLog, $"VACUUM; {EmptyLog}");

    /// <summary>
    /// Has PostgreSQL write the small table anew, without the rows that were overwritten. A vacuum would keep what an older transaction may still look
    /// at, and skip a table that is another role's without a failure; a table that is emptied and filled is a new file whatever anybody looks at.
    /// </summary>
    public static VaultScrub Postgres { get; } = new(Anew("DataKey"), Anew("KeyRing"));

    // While somebody reads it, such as a dump, it is given up soon: whoever else asks for a key would wait behind it.
    private static string Anew(string table) => $"""
        BEGIN;
        SET LOCAL lock_timeout = '2s';
        LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE;
        CREATE TEMPORARY TABLE Kept{table} ON COMMIT DROP AS SELECT * FROM {table};
        TRUNCATE {table};
        INSERT INTO {table} SELECT * FROM Kept{table};
        COMMIT
        """;
}
