using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Benchmarking.Server.Hosting;

/// <summary>The certificate that the server shows where it speaks TLS itself.</summary>
/// <param name="Certificate">It, with its key.</param>
/// <param name="Chain">All that its file has: what leads from it to an authority that clients know is shown with it.</param>
internal sealed record TlsCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Reads the one that the settings name, which have been found in order; null where nothing speaks TLS.</summary>
    /// <exception cref="SettingsException">The file is no certificate with its key, or the password is wrong.</exception>
    public static TlsCertificate? Read(BenchmarkingOptions options)
    {
        if (options.TryReadListen() is not { IsTls: true } && options.TryReadWebListen() is not { IsTls: true })
            return null;
        try
        {
            byte[] file = File.ReadAllBytes(options.Certificate);
            return file.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? OfPem(Encoding.UTF8.GetString(file), options.CertificatePassword) : OfPfx(file, options.CertificatePassword);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Benchmarking:Certificate \"{options.Certificate}\" cannot be used: {exception.Message} "
                + "Name a PFX file with its key, or a PEM file that has the key too, and its password, if it has one, in Benchmarking:CertificatePassword.", exception);
        }
    }

    private static TlsCertificate OfPem(string text, string password)
    {
        X509Certificate2Collection chain = [];
        chain.ImportFromPem(text);
        using X509Certificate2 read = password.Length > 0 ? X509Certificate2.CreateFromEncryptedPem(text, text, password) : X509Certificate2.CreateFromPem(text, text);
        // Not every system's TLS takes a key that is in memory alone.
        return new(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null), chain);
    }

    private static TlsCertificate OfPfx(byte[] file, string password)
    {
        X509Certificate2Collection chain = X509CertificateLoader.LoadPkcs12Collection(file, password.Length > 0 ? password : null);
        return new(chain.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("It has no key."), chain);
    }
}
