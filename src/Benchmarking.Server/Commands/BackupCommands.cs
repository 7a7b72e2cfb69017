using Benchmarking.Grains.Storage;
using Benchmarking.Server.Hosting;

namespace Benchmarking.Server.Commands;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>: copies of the embedded store. PostgreSQL has tools of its own.</summary>
internal static class BackupCommands
{
    /// <summary>Copies the store that the settings name into a new file; a server may be using it.</summary>
    /// <exception cref="SettingsException">The settings are wrong.</exception>
    /// <exception cref="StorageUnavailableException">The store cannot be read, or the file not be written.</exception>
    public static async Task<int> BackupAsync(string file, string[] args, TextWriter output)
    {
        StoreSummary copied = StoreBackup.Backup(Embedded(args, "pg_dump --format=custom"), file);
        await output.WriteLineAsync(FormattableString.Invariant($"Copied {copied.Records:N0} records to {file}. SHA-256 {copied.Digest}. Keep the keys beside it, {file}.keys, apart from it: with both, its figures can be read."));
        return 0;
    }

    /// <summary>Puts a copy in the place of the store that the settings name; no server may be using it.</summary>
    /// <inheritdoc cref="BackupAsync"/>
    public static async Task<int> RestoreAsync(string file, string[] args, TextWriter output)
    {
        (StoreSummary store, string? aside, string? keysAside, bool areDestroyedKnown) = StoreBackup.Restore(file, Embedded(args, "pg_restore"));
        await output.WriteLineAsync(FormattableString.Invariant($"Restored {store.Records:N0} records from {file}. SHA-256 {store.Digest}: the same as the copy's, or something is wrong."));
        if (!areDestroyedKnown)
        {
            await output.WriteLineAsync("The keys that were there are damaged or missing: whose had been destroyed cannot all be read, and the copy may have brought some back. "
                + "Withdraw again each organisation that was withdrawn since the copy was taken (benchmarking organisations withdraw), "
                + "and finish again each period that was finished since (benchmarking periods finish).");
        }
        if (keysAside is not null)
        {
            await output.WriteLineAsync($"The keys that were there are {keysAside}. Delete that file first, as soon as you are sure: "
                + "when an organisation is withdrawn its key is destroyed in the store, and in that file it lives on.");
        }
        if (aside is not null)
            await output.WriteLineAsync($"The store that was there is {aside}. Delete it too.");
        return 0;
    }

    private static string Embedded(string[] args, string tool)
    {
        BenchmarkingOptions options = StoreSettings.Read(args);
        return options.IsClustered ? throw new SettingsException($"Benchmarking:Store is postgres, which has tools of its own: use {tool}.") : options.DataDirectory;
    }
}
