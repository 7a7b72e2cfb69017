using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Server.Hosting;

namespace Benchmarking.Server.Commands;

/// <summary><c>rewrap</c>: puts the certificate of the settings in the place of the one that the keys of the store are under, or of none.</summary>
internal static class RewrapCommand
{
    /// <summary>Runs the command. PostgreSQL's servers may go on meanwhile, that of an embedded store may not.</summary>
    /// <exception cref="SettingsException">The settings are wrong, or name no certificate.</exception>
    /// <exception cref="StorageUnavailableException">The store cannot be used, or its keys not be opened with the certificates that are named.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        BenchmarkingOptions options = StoreSettings.Read(args);
        if (options.EncryptionCertificate.Length == 0)
            throw new SettingsException("Benchmarking:EncryptionCertificate is empty. Name the certificate, with its key, that the keys of the store are to be under.");
        EncryptionCertificates certificates = CertificateFiles.OfEncryption(options);
        RewrappedRing ring = options.IsClustered ? StoreRewrap.Postgres(options.ConnectionString, certificates) : StoreRewrap.Embedded(options.DataDirectory, certificates);
        await output.WriteLineAsync(FormattableString.Invariant($"{ring.Rewrapped} of the {ring.Keys} keys of the ring were in clear or under another certificate, and were written anew. All are under this one now: {ring.Certificate}."));
        await output.WriteLineAsync("The store opens with it alone. Copies of the keys from before do not: take a new one, and destroy those.");
        return 0;
    }
}
