namespace Benchmarking.Grains.Sealing;

/// <summary>What an engine is told so that the bytes of what was overwritten in the vault are not left lying about.</summary>
/// <param name="Keys">After a key was destroyed.</param>
/// <param name="Ring">After the ring was written anew.</param>
internal sealed record VaultScrub(string Keys, string Ring)
{
    private const string EmptyLog = "PRAGMA wal_checkpoint(TRUNCATE)";

    /// <summary>Empties SQLite's log into the file, where overwritten bytes are zeroed. Of the ring, with its longer rows, the file itself is written anew too.</summary>
    public static VaultScrub Sqlite { get; } = new(EmptyLog, $"VACUUM; {EmptyLog}");

    /// <summary>Has PostgreSQL write the small table anew, without the rows that were overwritten.</summary>
    public static VaultScrub Postgres { get; } = new("VACUUM FULL DataKey", "VACUUM FULL KeyRing");
}
