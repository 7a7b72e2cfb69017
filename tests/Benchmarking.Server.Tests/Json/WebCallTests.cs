using System.Net;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;

namespace Benchmarking.Server.Tests.Json;

/// <summary>Calls as gRPC-Web, as a browser makes them: at the port of pages, the same calls; from another site's pages by those sites alone that the settings name.</summary>
public sealed class WebCallTests
{
    private const string Origin = "https://dashboard.example.org";
    private const string ListPeriods = "/benchmarking.v1.PeriodService/ListPeriods";

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task A_call_a_stream_and_a_refusal_are_those_of_gRPC(GrpcWebMode mode)
    {
        await using TestServer server = await TestServer.StartWithPagesAsync();
        await server.Steward.OpenAsync("2025");
        using GrpcChannel channel = ChannelTo(server, mode);
        Api web = new(channel, server.Steward.Key);
        Assert.Equal(await server.Steward.Periods.ListPeriodsAsync(new()), await web.Periods.ListPeriodsAsync(new()));
        using AsyncServerStreamingCall<WatchCutResponse> watch = web.Editions.WatchCut(new() { Parent = "periods/2025" });
        Assert.False(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        (await Refused.ByAsync(web.Periods.GetPeriodAsync(new() { Name = "periods/2031" }))).Is(StatusCode.NotFound, "PERIOD_UNKNOWN");
        (await Refused.ByAsync(web.Benchmarks.CompareAsync(new()))).Is(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED");
        (await Refused.ByAsync(new Api(channel, "").Periods.ListPeriodsAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
        (await Refused.ByAsync(web.Periods.OpenPeriodAsync(new() { Name = new string('x', 5 * 1024 * 1024) }))).Is(StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE");
    }

    [Fact]
    public async Task No_other_site_may_call_unless_the_settings_name_it()
    {
        await using TestServer closed = await TestServer.StartWithPagesAsync();
        await using TestServer open = await TestServer.StartWithPagesAsync("--Benchmarking:BrowserOrigins:0", Origin);
        foreach (string path in (string[])[ListPeriods, "/v1/periods"])
        {
            Assert.Null(await AllowedAsync(closed, path, Origin));
            Assert.Equal(Origin, await AllowedAsync(open, path, Origin));
            Assert.Null(await AllowedAsync(open, path, "https://other.example.org"));
        }
        // Nor may it see pages.
        Assert.Null(await AllowedAsync(open, "/sign-in", Origin));
    }

    [Fact]
    public async Task A_site_that_is_named_still_needs_a_key_and_reads_why_it_was_refused()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync("--Benchmarking:BrowserOrigins:0", Origin);
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, server.PagesUrl + "/v1/periods");
        request.Headers.Add("origin", Origin);
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(Origin, answer.Headers.GetValues("access-control-allow-origin").Single());
        Assert.Contains("grpc-status-details-bin", answer.Headers.GetValues("access-control-expose-headers").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("access-control-allow-credentials"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://dashboard.example.org/")]
    [InlineData("https://dashboard.example.org/path")]
    [InlineData("http://dashboard.example.org")]
    [InlineData("dashboard.example.org")]
    [InlineData("https://user@dashboard.example.org")]
    [InlineData("null")]
    [InlineData("")]
    public void What_is_no_origin_stops_the_start(string origin) =>
        Assert.Contains("Benchmarking:BrowserOrigins", Assert.Single(new BenchmarkingOptions { BrowserOrigins = { origin } }.Validate()), StringComparison.Ordinal);

    [Theory]
    [InlineData(Origin)]
    [InlineData("https://dashboard.example.org:8443")]
    [InlineData("http://localhost:5173")]
    public void What_is_one_does_not(string origin) => Assert.Empty(new BenchmarkingOptions { BrowserOrigins = { origin } }.Validate());

    private static GrpcChannel ChannelTo(TestServer server, GrpcWebMode mode) => GrpcChannel.ForAddress(server.PagesUrl, new GrpcChannelOptions
    {
        HttpHandler = new GrpcWebHandler(mode, new HttpClientHandler()),
        HttpVersion = HttpVersion.Version11,
        DisposeHttpClient = true,
    });

    // What a browser asks before it lets a page of a site send a call with a key.
    private static async Task<string?> AllowedAsync(TestServer server, string path, string origin)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Options, server.PagesUrl + path);
        request.Headers.Add("origin", origin);
        request.Headers.Add("access-control-request-method", "POST");
        request.Headers.Add("access-control-request-headers", "authorization,content-type,x-grpc-web");
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.Headers.TryGetValues("access-control-allow-origin", out IEnumerable<string>? allowed) ? allowed.Single() : null;
    }
}
