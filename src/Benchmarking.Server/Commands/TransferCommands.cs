using Benchmarking.Grains.Storage;
using Benchmarking.Server.Hosting;

namespace Benchmarking.Server.Commands;

/// <summary><c>export FILE</c> and <c>import FILE</c>: move a whole platform from one store to another, such as from one machine to PostgreSQL.</summary>
internal static class TransferCommands
{
    /// <summary>Writes the store that the settings name into a new file.</summary>
    /// <exception cref="SettingsException">The settings are wrong.</exception>
    /// <exception cref="StorageUnavailableException">The store cannot be read, or the file not be written.</exception>
    public static async Task<int> ExportAsync(string file, string[] args, TextWriter output)
    {
        BenchmarkingOptions options = StoreSettings.Read(args);
        StoreSummary sent = options.IsClustered ? StoreTransfer.ExportPostgres(options.ConnectionString, file) : StoreTransfer.ExportEmbedded(options.DataDirectory, file);
        await output.WriteLineAsync(FormattableString.Invariant($"Exported {sent.Records:N0} records to {file}. SHA-256 {sent.Digest}. Keep the keys beside it, {file}.keys, apart from it: with both, its figures can be read."));
        return 0;
    }

    /// <summary>Reads a file into the store that the settings name, which must be empty.</summary>
    /// <inheritdoc cref="ExportAsync"/>
    public static async Task<int> ImportAsync(string file, string[] args, TextWriter output)
    {
        BenchmarkingOptions options = StoreSettings.Read(args);
        StoreSummary arrived = options.IsClustered ? StoreTransfer.ImportPostgres(file, options.ConnectionString) : StoreTransfer.ImportEmbedded(file, options.DataDirectory);
        await output.WriteLineAsync(FormattableString.Invariant($"Imported {arrived.Records:N0} records from {file}. SHA-256 {arrived.Digest}: the same as the export's, or something is wrong."));
        return 0;
    }
}
