using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Grains;
using Benchmarking.Grains.Sealing;

namespace Benchmarking.Server.Hosting;

/// <summary>The certificates that protect the platform itself, as the settings name them: those of the silos, and those of encryption.</summary>
internal static class CertificateFiles
{
    /// <summary>Every problem of the settings that name them; the files are not opened.</summary>
    public static IEnumerable<string> Validate(BenchmarkingOptions options)
    {
        if (options.EncryptionCertificate.Length > 0 && !File.Exists(options.EncryptionCertificate))
            yield return $"Benchmarking:EncryptionCertificate \"{options.EncryptionCertificate}\" is not there. Name the certificate's file.";
        foreach (string problem in Missing(nameof(options.OtherEncryptionCertificates), options.OtherEncryptionCertificates))
            yield return problem;
        if (!options.IsClustered)
        {
            // Of several servers each may know the first certificate of a store before any protects with it; one alone has nobody to wait for.
            if (options.EncryptionCertificate.Length == 0 && Named(options.OtherEncryptionCertificates).Any())
            {
                yield return "Benchmarking:OtherEncryptionCertificates names certificates, and Benchmarking:EncryptionCertificate is empty: new keys of the store would lie in clear. "
                    + "Name there the one that protects them, or leave the others out.";
            }
            yield break;
        }
        if (options.SiloCertificate.Length > 0 && !File.Exists(options.SiloCertificate))
            yield return $"Benchmarking:SiloCertificate \"{options.SiloCertificate}\" is not there. Name the certificate's file.";
        if (options.SiloCertificate.Length == 0 && Named(options.OtherSiloCertificates).Any())
        {
            yield return "Benchmarking:OtherSiloCertificates names certificates, and Benchmarking:SiloCertificate is empty: a server that shows none speaks in clear. "
                + "Name there the one that this server shows, or leave the others out.";
        }
        foreach (string problem in Missing(nameof(options.OtherSiloCertificates), options.OtherSiloCertificates))
            yield return problem;
    }

    /// <summary>The certificates by which servers know each other; null for none.</summary>
    /// <exception cref="SettingsException">A file is no certificate, this server's own lacks its key, or a password is wrong.</exception>
    public static SiloCertificates? OfSilos(BenchmarkingOptions options) => options.SiloCertificate.Length == 0
        ? null
        : new(WithKey(nameof(options.SiloCertificate), nameof(options.SiloCertificatePassword), options.SiloCertificate, options.SiloCertificatePassword),
            [.. Named(options.OtherSiloCertificates).Select(other => Public($"{nameof(options.OtherSiloCertificates)}:{other.Index}", other.Item))]);

    /// <summary>The certificates that protect the keys of the store.</summary>
    /// <exception cref="SettingsException">A file is no PFX certificate with an RSA key, or a password is wrong.</exception>
    public static EncryptionCertificates OfEncryption(BenchmarkingOptions options) => new(
        options.EncryptionCertificate.Length == 0
            ? null
            : WithRsaKey(nameof(options.EncryptionCertificate), nameof(options.EncryptionCertificatePassword), options.EncryptionCertificate, options.EncryptionCertificatePassword),
        [.. Named(options.OtherEncryptionCertificates).Select(other => WithRsaKey($"{nameof(options.OtherEncryptionCertificates)}:{other.Index}:File",
            $"{nameof(options.OtherEncryptionCertificates)}:{other.Index}:Password", other.Item.File, other.Item.Password))]);

    private static IEnumerable<(int Index, CertificateOptions Item)> Named(IEnumerable<CertificateOptions> listed) => listed.Index().Where(entry => entry.Item.File.Length > 0);

    private static IEnumerable<string> Missing(string setting, IEnumerable<CertificateOptions> listed) => Named(listed).Where(entry => !File.Exists(entry.Item.File))
        .Select(entry => $"Benchmarking:{setting}:{entry.Index}:File \"{entry.Item.File}\" is not there. Name the certificate's file, or leave it out when it is needed no more.");

    private static X509Certificate2 WithRsaKey(string setting, string passwordSetting, string file, string password)
    {
        X509Certificate2 certificate = WithKey(setting, passwordSetting, file, password);
        using RSA? key = certificate.GetRSAPrivateKey();
        return key is not null ? certificate : throw new SettingsException($"Benchmarking:{setting} \"{file}\" has no RSA key. Name one that has: other kinds cannot encrypt.");
    }

    private static X509Certificate2 WithKey(string setting, string passwordSetting, string file, string password)
    {
        try
        {
            X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return certificate.HasPrivateKey ? certificate : throw new CryptographicException("It has no key.");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Benchmarking:{setting} \"{file}\" cannot be used: {exception.Message} Name a PFX file with its key, and its password in Benchmarking:{passwordSetting}.", exception);
        }
    }

    // Of others no more is needed than what they show.
    private static X509Certificate2 Public(string setting, CertificateOptions named)
    {
        try
        {
            return X509Certificate2.GetCertContentType(named.File) == X509ContentType.Pfx
                ? X509CertificateLoader.LoadPkcs12FromFile(named.File, named.Password)
                : X509CertificateLoader.LoadCertificateFromFile(named.File);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Benchmarking:{setting}:File \"{named.File}\" cannot be used: {exception.Message} "
                + $"Name a PEM file that begins with the certificate, or a PFX file with its password in Benchmarking:{setting}:Password.", exception);
        }
    }
}
