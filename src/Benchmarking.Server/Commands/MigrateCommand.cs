using Benchmarking.Grains.Storage;
using Benchmarking.Server.Hosting;

namespace Benchmarking.Server.Commands;

/// <summary><c>migrate</c>: lays out the PostgreSQL database, or brings it up to date. The embedded store does so by itself.</summary>
internal static class MigrateCommand
{
    /// <summary>Runs the command.</summary>
    /// <exception cref="SettingsException">The settings are wrong, or name no database.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be reached, or is a newer server's.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        BenchmarkingOptions options = StoreSettings.Read(args);
        if (!options.IsClustered)
            throw new SettingsException("Benchmarking:Store is embedded, which needs no migration. Set it to postgres, and Benchmarking:ConnectionString with it.");
        IReadOnlyList<string> applied = PostgresSchema.Migrate(options.ConnectionString);
        await output.WriteLineAsync(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}. The database is up to date.");
        return 0;
    }
}
