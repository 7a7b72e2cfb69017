using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Calls are made at the door of calls and pages read at that of pages, whatever a client asks for.</summary>
public sealed class DoorTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    [Fact]
    public async Task A_call_at_the_pages_port_is_not_there()
    {
        using HttpClient client = new();
        foreach (Version version in (Version[])[HttpVersion.Version11, HttpVersion.Version20])
        {
            using HttpRequestMessage request = new(HttpMethod.Post, $"{fixture.Url}/benchmarking.v1.PeriodService/ListPeriods") { Version = version, Content = new ByteArrayContent(new byte[5]) };
            request.Content.Headers.ContentType = new("application/grpc");
            request.Headers.Add("authorization", $"Bearer {fixture.Steward.Key}");
            using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.False(answer.Headers.Contains("grpc-status"));
        }
    }

    [Fact]
    public async Task A_page_at_the_port_of_calls_is_not_there_and_a_session_opens_no_call()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        using HttpClient client = new(new SocketsHttpHandler { UseCookies = false });
        using HttpRequestMessage request = new(HttpMethod.Get, fixture.Server.Url + "/about") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Metadata cookie = new() { { "cookie", $"benchmarking-session={visitor.SessionCookie!.Value}" } };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => new V1.PeriodService.PeriodServiceClient(fixture.Server.Channel).ListPeriodsAsync(new(), cookie).ResponseAsync);
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task With_a_certificate_one_port_serves_both()
    {
        using TemporaryDirectory directory = new();
        string file = Path.Combine(directory.Path, "server.pfx");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12), TestContext.Current.CancellationToken);
        BenchmarkingOptions options = new() { Listen = "https://127.0.0.1:0", Certificate = file };
        Assert.Empty(options.Validate());
        Assert.Null(options.TryReadWebListen());
        await using WebApplication application = ServerHost.Build(
            ["--Benchmarking:Listen", options.Listen, "--Benchmarking:Certificate", file, "--Benchmarking:DataDirectory", Path.Combine(directory.Path, "data"), "--Logging:LogLevel:Default", "None"]);
        await application.StartAsync(TestContext.Current.CancellationToken);
        string url = Assert.Single(application.Urls);
        string steward = (await application.Services.GetRequiredService<KeyRing>().IssueAsync(Role.Steward, null)).Key;
        SocketsHttpHandler Handler() => new() { SslOptions = { RemoteCertificateValidationCallback = (_, remote, _, _) => remote?.GetCertHashString() == certificate.GetCertHashString() } };
        using HttpClient client = new(Handler());
        using HttpResponseMessage page = await client.GetAsync(url + "/sign-in", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.All(page.Headers.GetValues("set-cookie"), cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));
        using GrpcChannel channel = GrpcChannel.ForAddress(url, new() { HttpHandler = Handler(), DisposeHttpClient = true });
        await new Api(channel, steward).Periods.ListPeriodsAsync(new());
    }

    [Theory]
    [InlineData("http://127.0.0.1:50051", "http://0.0.0.0:80", "cross the network in clear")]
    [InlineData("http://127.0.0.1:50051", "nowhere", "Write http://127.0.0.1:50080")]
    [InlineData("http://127.0.0.1:50051", "http://127.0.0.1:50051", "a port of its own")]
    [InlineData("http://127.0.0.1:50051", "https://127.0.0.1:443", "Benchmarking:Certificate is empty")]
    public void Where_pages_cannot_be_is_said(string listen, string webListen, string problem) =>
        Assert.Contains(problem, string.Join('\n', new BenchmarkingOptions { Listen = listen, WebListen = webListen }.Validate()), StringComparison.Ordinal);

    [Fact]
    public void Pages_can_be_switched_off()
    {
        BenchmarkingOptions options = new() { WebListen = "" };
        Assert.Empty(options.Validate());
        Assert.False(options.HasPages);
        Assert.Null(options.TryReadWebListen());
        Assert.Equal(50080, new BenchmarkingOptions().TryReadWebListen()!.Value.EndPoint.Port);
    }
}
