using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Authorisation;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>The server's own certificate: from a file of either kind, with what leads to its authority; and what is said of a file that is none.</summary>
public sealed class TlsCertificateTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestAuthority _root = new();

    public void Dispose()
    {
        _directory.Dispose();
        _root.Dispose();
    }

    [Theory]
    [InlineData("server.pem", "")]
    [InlineData("server.pem", "a password")]
    [InlineData("server.pfx", "")]
    [InlineData("server.pfx", "a password")]
    public async Task It_is_read_from_the_working_directory_and_shown_with_the_authority_between(string name, string password)
    {
        using TestAuthority between = _root.Below();
        using X509Certificate2 certificate = between.Issue("CN=localhost", "localhost", forServers: true);
        string file = Path.Combine(_directory.Path, name);
        await File.WriteAllBytesAsync(file, name.EndsWith("pem", StringComparison.Ordinal) ? Pem(certificate, between.Certificate, password) : Pfx(certificate, between.Certificate, password), TestContext.Current.CancellationToken);
        await using TestServer server = await TestServer.StartWithAsync(
            "--Benchmarking:Listen", "https://127.0.0.1:0", "--Benchmarking:Certificate", Path.GetRelativePath(Environment.CurrentDirectory, file), "--Benchmarking:CertificatePassword", password);
        await server.Steward.Periods.ListPeriodsAsync(new());
        string[] shown = await ShownAsync(new Uri(server.Url).Port);
        Assert.Equal(certificate.Thumbprint, shown[0]);
        Assert.Contains(between.Certificate.Thumbprint, shown);
    }

    [Fact]
    public async Task What_cannot_be_used_is_said_with_what_to_write()
    {
        using X509Certificate2 certificate = _root.Issue("CN=localhost", "localhost", forServers: true);
        using X509Certificate2 other = _root.Issue("CN=localhost", "localhost", forServers: true);
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
        using ECDsa key = other.GetECDsaPrivateKey()!;
        (string Name, byte[] Content)[] files =
        [
            ("another-password.pfx", Pfx(certificate, _root.Certificate, "another")), ("another-password.pem", Pem(certificate, _root.Certificate, "another")),
            ("no-key.pfx", bare.Export(X509ContentType.Pkcs12, "right")), ("no-key.pem", Encoding.ASCII.GetBytes(bare.ExportCertificatePem())),
            ("another-key.pem", Encoding.ASCII.GetBytes($"{bare.ExportCertificatePem()}\n{key.ExportEncryptedPkcs8PrivateKeyPem("right", Protection)}\n")),
            ("neither", [1, 2, 3]), ("empty", []),
        ];
        foreach ((string name, byte[] content) in files)
        {
            string file = Path.Combine(_directory.Path, name);
            await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
            string[] settings = ["--Benchmarking:Listen", "https://127.0.0.1:0", "--Benchmarking:Certificate", file, "--Benchmarking:CertificatePassword", "right", "--Benchmarking:DataDirectory", _directory.Path];
            string said = Assert.Throws<SettingsException>(() => ServerHost.Build(settings)).Message;
            Assert.StartsWith($"Benchmarking:Certificate \"{file}\" cannot be used: ", said, StringComparison.Ordinal);
            Assert.Contains("Benchmarking:CertificatePassword", said, StringComparison.Ordinal);
        }
    }

    private static PbeParameters Protection => new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1_000);

    private static byte[] Pem(X509Certificate2 certificate, X509Certificate2 authority, string password)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        string keyText = password.Length > 0 ? key.ExportEncryptedPkcs8PrivateKeyPem(password, Protection) : key.ExportPkcs8PrivateKeyPem();
        return Encoding.ASCII.GetBytes($"{certificate.ExportCertificatePem()}\n{authority.ExportCertificatePem()}\n{keyText}\n");
    }

    private static byte[] Pfx(X509Certificate2 certificate, X509Certificate2 authority, string password)
    {
        // Without the authority's key.
        using X509Certificate2 known = X509CertificateLoader.LoadCertificate(authority.RawData);
        return new X509Certificate2Collection { certificate, known }.Export(X509ContentType.Pkcs12, password.Length > 0 ? password : null)!;
    }

    // Thumbprints of what a client is shown, the server's own certificate first.
    private static async Task<string[]> ShownAsync(int port)
    {
        string[] shown = [];
        using TcpClient connection = new();
        await connection.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await using SslStream stream = new(connection.GetStream());
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, remote, chain, _) =>
            {
                shown = [remote!.GetCertHashString(), .. chain!.ChainPolicy.ExtraStore.Select(each => each.Thumbprint)];
                return remote.Subject == "CN=localhost";
            },
        };
        await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        return shown;
    }
}
