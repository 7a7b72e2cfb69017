using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using static Benchmarking.Server.Tests.Commands.ServerCommand;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Commands;

/// <summary>The certificate of an embedded store's keys gives way to another, by the settings and the command that the runbook has.</summary>
public sealed class RewrapTests : IDisposable
{
    private const string Stored = "organisations/o1/returns/2025";
    private readonly TemporaryDirectory _directory = new(), _certificates = new();

    public void Dispose()
    {
        _directory.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Afterwards_the_store_opens_with_the_new_certificate_alone()
    {
        string[] former = Under(Certificate("former")), current = Under(Certificate("current"));
        string[] both = [.. current, .. Beside(former[1])];
        await FillAsync(former);
        await RefusedAsync("CN=former", [.. Server, .. current]);
        await AssertReadsAsync(both);
        Assert.Contains("1 of the 1 keys", await RewrapAsync(both), StringComparison.Ordinal);
        await AssertReadsAsync(current);
        await RefusedAsync("CN=current", [.. Server, .. former]);
        await RefusedAsync("Name its file", Server);
        Assert.Contains("0 of the 1 keys", await RewrapAsync(current), StringComparison.Ordinal);
        await AssertReadsAsync(current);
    }

    [Fact]
    public async Task A_store_that_began_without_a_certificate_gets_one()
    {
        string[] current = Under(Certificate("current"));
        await FillAsync();
        // Until the step it is read as before.
        await AssertReadsAsync(current);
        Assert.Contains("1 of the 1 keys", await RewrapAsync(current), StringComparison.Ordinal);
        await AssertReadsAsync(current);
        await RefusedAsync("CN=current", Server);
    }

    [Fact]
    public async Task A_copy_from_before_opens_with_the_certificate_from_before_and_takes_the_step_again()
    {
        string[] former = Under(Certificate("former")), current = Under(Certificate("current"));
        string[] both = [.. current, .. Beside(former[1])];
        string copy = Path.Combine(_certificates.Path, "copy.db");
        await FillAsync(former);
        await RunAsync(["backup", copy, .. Embedded(_directory.Path)]);
        await RewrapAsync(both);
        await RunAsync(["restore", copy, .. Embedded(_directory.Path)]);
        await RefusedAsync("CN=former", [.. Server, .. current]);
        await AssertReadsAsync(both);
        await AssertReadsAsync(former);
        Assert.Contains("1 of the 1 keys", await RewrapAsync(both), StringComparison.Ordinal);
        await AssertReadsAsync(current);
    }

    [Fact]
    public async Task A_directory_without_keys_or_with_a_server_that_runs_is_refused()
    {
        string[] current = Under(Certificate("current"));
        await RefusedAsync("There are no keys", ["rewrap", .. Embedded(_directory.Path), .. current]);
        await using TestServer server = await TestServer.StartWithAsync(_directory, current);
        await RefusedAsync("Another server is using", ["rewrap", .. Embedded(_directory.Path), .. current]);
    }

    [Fact]
    public async Task Wrong_settings_are_said_with_what_to_write()
    {
        string current = Certificate("current"), locked = CertificateFile.Make(_certificates, "locked", "secret");
        await WrongAsync("Benchmarking:EncryptionCertificate is empty", []);
        await WrongAsync("Benchmarking:OtherEncryptionCertificates:0:File \"missing.pfx\" is not there", [.. Under(current), .. Beside("missing.pfx")]);
        await WrongAsync("its password in Benchmarking:OtherEncryptionCertificates:0:Password", [.. Under(current), .. Beside(locked)]);
        await WrongAsync("Benchmarking:OtherEncryptionCertificates:0:File", [.. Under(current), .. Beside(CertificateFile.PublicPart(locked))]);
        await WrongAsync("has no RSA key", [.. Under(current), .. Beside(WithoutRsa())]);
        await FillAsync(Under(current));
        Assert.Contains("0 of the 1 keys", await RewrapAsync([.. Under(current), .. Beside(locked), "--Benchmarking:OtherEncryptionCertificates:0:Password", "secret"]), StringComparison.Ordinal);
        async Task WrongAsync(string said, string[] settings)
        {
            (int code, _, string error) = await ProgramAsync(["rewrap", .. Embedded(_directory.Path), .. settings]);
            Assert.Equal(2, code);
            Assert.Contains(said, error, StringComparison.Ordinal);
        }
    }

    private string[] Server => [.. Embedded(_directory.Path), "--Benchmarking:Listen", "http://127.0.0.1:0", "--Benchmarking:WebListen", ""];

    private static string[] Under(string file) => ["--Benchmarking:EncryptionCertificate", file];

    private static string[] Beside(string file) => ["--Benchmarking:OtherEncryptionCertificates:0:File", file];

    private string Certificate(string name) => CertificateFile.Make(_certificates, name);

    private Task<string> RewrapAsync(string[] settings) => RunAsync(["rewrap", .. Embedded(_directory.Path), .. settings]);

    private async Task FillAsync(params string[] settings)
    {
        await using TestServer server = await TestServer.StartWithAsync(_directory, settings);
        await server.Steward.OpenAsync("2025");
        await server.Steward.AddOrganisationAsync("o1");
        Api member = await server.SignInAsync(Role.Contributor, "organisations/o1");
        await member.Returns.SubmitReturnAsync(new() { Name = Stored, Lines = { Line("spd-01", "41", "80") } });
    }

    // What was returned is read, and more is written.
    private async Task AssertReadsAsync(string[] settings)
    {
        await using TestServer server = await TestServer.StartWithAsync(_directory, settings);
        Api member = await server.SignInAsync(Role.Contributor, "organisations/o1");
        Return kept = await member.Returns.GetReturnAsync(new() { Name = Stored });
        Assert.Equal("41", Assert.Single(kept.Lines).Numerator);
        Assert.Equal(kept.Revision + 1, (await member.Returns.SubmitReturnAsync(new() { Name = Stored, Lines = { Line("spd-01", "41", "80") } })).Revision);
    }

    private string WithoutRsa()
    {
        string file = Path.Combine(_certificates.Path, "elliptic.pfx");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=elliptic", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx));
        return file;
    }
}
