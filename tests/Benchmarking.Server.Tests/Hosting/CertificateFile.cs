using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>Certificates that protect a platform, made as the runbook makes them, in files of a test's directory.</summary>
internal static class CertificateFile
{
    /// <summary>Makes a certificate of a name.</summary>
    /// <returns>The file with its key, a PFX.</returns>
    public static string Make(TemporaryDirectory directory, string name, string? password = null)
    {
        string file = Path.Combine(directory.Path, $"{name}.pfx");
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, password));
        File.WriteAllText(PublicPart(file), certificate.ExportCertificatePem());
        return file;
    }

    /// <summary>The file without its key, beside it, a PEM.</summary>
    public static string PublicPart(string file) => Path.ChangeExtension(file, ".crt");
}
