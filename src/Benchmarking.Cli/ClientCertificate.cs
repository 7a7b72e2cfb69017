using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Benchmarking.Cli;

/// <summary>The file of a client certificate with its key.</summary>
internal static class ClientCertificate
{
    public const string Variable = "BENCHMARKING_CERTIFICATE";
    public const string PasswordVariable = "BENCHMARKING_CERTIFICATE_PASSWORD";

    /// <summary>The certificate of a file; its password, if it has one, is in <see cref="PasswordVariable"/>, which other users cannot see.</summary>
    /// <exception cref="RefusalException">The file is neither PFX nor PEM with a key, or the password is wrong.</exception>
    public static X509Certificate2 Read(string file, Terminal terminal)
    {
        string? password = terminal.Environment(PasswordVariable);
        try
        {
            if (X509Certificate2.GetCertContentType(file) == X509ContentType.Pkcs12) return X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return string.IsNullOrEmpty(password) ? X509Certificate2.CreateFromPemFile(file) : X509Certificate2.CreateFromEncryptedPemFile(file, password);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RefusalException(ExitCode.Usage, $"The certificate \"{file}\" cannot be used: {unreadable.Message}",
                $"Name a PFX file, or a PEM file with its key; its password, if it has one, in {PasswordVariable}.", cause: unreadable);
        }
    }
}
