using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Cluster;

/// <summary>Servers that share a certificate speak TLS among them; one that has another is not let in.</summary>
public sealed class ClusterTlsTests(PostgresServer postgres, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_servers_with_one_certificate_are_one_platform()
    {
        await using ServerCluster cluster = await ServerCluster.StartAsync(postgres, 2, output, ("Benchmarking__SiloCertificate", Certificate("one")));
        // With enough keys, some are on the one server and some on the other: each is asked for at both.
        for (int i = 0; i < 16; i++)
        {
            Key key = (await cluster.Api(i, cluster.StewardKey).Keys.IssueKeyAsync(new() { Role = Role.Analyst })).Key;
            Assert.Equal(key, await cluster.Api(i + 1, cluster.StewardKey).Keys.GetKeyAsync(new() { Name = key.Name }));
        }
    }

    [Fact]
    public async Task A_server_with_another_certificate_cannot_speak_to_the_others()
    {
        await using ServerCluster cluster = await ServerCluster.StartAsync(postgres, 1, output, ("Benchmarking__SiloCertificate", Certificate("one")));
        await using BuiltProgram stranger = cluster.StartStranger(("Benchmarking__SiloCertificate", Certificate("other")));
        string said = await stranger.LineAsync("Failed to get ping responses");
        Assert.Contains("1 of 1 active silos", said, StringComparison.Ordinal);
        // And the platform goes on without it.
        Assert.Empty((await cluster.Api(0, cluster.StewardKey).Organisations.ListOrganisationsAsync(new())).Organisations);
    }

    private string Certificate(string name)
    {
        string file = Path.Combine(_directory.Path, $"{name}.pfx");
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx));
        return file;
    }
}
