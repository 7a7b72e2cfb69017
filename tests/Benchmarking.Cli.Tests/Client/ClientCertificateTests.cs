using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Benchmarking.Cli.Tests.Client;

/// <summary>The file of a client certificate at the command line.</summary>
public sealed class ClientCertificateTests
{
    private const string Password = "correct horse";

    [Theory]
    [InlineData("pfx", true)]
    [InlineData("pfx", false)]
    [InlineData("pem", true)]
    [InlineData("pem", false)]
    public void A_pfx_or_pem_file_with_its_key_is_read_with_a_password_or_without(string form, bool hasPassword)
    {
        using TemporaryFile file = Write(form, hasPassword ? Password : null);
        using X509Certificate2 read = ClientCertificate.Read(file.Path, With(hasPassword ? Password : null));
        Assert.Equal(("CN=member", true), (read.Subject, read.HasPrivateKey));
        if (hasPassword)
            Assert.Equal(ExitCode.Usage, Assert.Throws<RefusalException>(() => ClientCertificate.Read(file.Path, With("wrong"))).ExitCode);
    }

    [Fact]
    public async Task What_is_no_certificate_is_refused_with_what_to_do()
    {
        using TemporaryFile file = new("nonsense"u8.ToArray());
        foreach (string name in (string[])[file.Path, $"{file.Path}.none"])
        {
            CliRun run = await CliRun.OfAsync(["periods", "list", "--server", "https://127.0.0.1:9", "--certificate", name]);
            Assert.Equal(ExitCode.Usage, run.ExitCode);
            Assert.Contains("PFX", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_certificate_does_not_go_over_plain_http()
    {
        using TemporaryFile file = Write("pfx", null);
        CliRun run = await CliRun.OfAsync(["periods", "list", "--certificate", file.Path]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("https://", run.Error, StringComparison.Ordinal);
    }

    private static Terminal With(string? password) => new(Stream.Null, TextWriter.Null, TextWriter.Null) { Environment = name => name == ClientCertificate.PasswordVariable ? password : null };

    private static TemporaryFile Write(string form, string? password)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=member", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        if (form == "pfx")
            return new(certificate.Export(X509ContentType.Pfx, password));
        string pem = password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));
        return new(System.Text.Encoding.ASCII.GetBytes($"{certificate.ExportCertificatePem()}\n{pem}"));
    }
}
