using System.Net;
using System.Net.Http.Headers;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Releases;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>A release's files at the door of pages.</summary>
public sealed class DownloadPageTests(DownloadFixture fixture) : IClassFixture<DownloadFixture>
{
    private const string Address = "/" + DownloadFixture.Name + "/downloads/";

    public static TheoryData<string> Slugs => [.. DownloadKind.All.Select(kind => kind.Slug)];

    private static async Task<HttpResponseMessage> SendAsync(string url, string path, HttpMethod? method = null, string tag = "")
    {
        using HttpClient client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, url + path);
        if (tag.Length > 0)
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Anyone_gets_the_file_that_calls_give_to_be_saved_under_its_name(string slug)
    {
        DownloadKind kind = DownloadKind.Find(slug)!;
        using HttpResponseMessage answer = await SendAsync(fixture.Server.PagesUrl, Address + slug);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((await DownloadFixture.FetchAsync(fixture.Server.Anonymous, DownloadFixture.Name, (V1.DownloadFormat)kind.Format)).Bytes, await BytesAsync(answer));
        Assert.Equal(("attachment", $"a-body.figures-revision-1{kind.Ending}"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName));
        Assert.Equal(kind.MediaType, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        // Kept by a store on the way only as long as it asks whether it still holds.
        Assert.True(answer.Headers.CacheControl is { Public: true, NoCache: true, NoStore: false });
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Whoever_has_the_file_already_is_told_so_and_one_who_asks_for_its_head_gets_no_body()
    {
        using HttpResponseMessage first = await SendAsync(fixture.Server.PagesUrl, Address + "ods");
        using HttpResponseMessage again = await SendAsync(fixture.Server.PagesUrl, Address + "ods", tag: first.Headers.ETag!.ToString());
        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await BytesAsync(again)).Length));
        using HttpResponseMessage head = await SendAsync(fixture.Server.PagesUrl, Address + "ods?revision=1", HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, first.Content.Headers.ContentLength, 0), (head.StatusCode, head.Content.Headers.ContentLength, (await BytesAsync(head)).Length));
    }

    [Theory]
    [InlineData("/releases/a-body.none/downloads/csv")]
    [InlineData("/releases/nothing/downloads/csv")]
    [InlineData("/releases/%2e%2e%2f/downloads/csv")]
    [InlineData(Address + "pdf")]
    [InlineData(Address + "CSV")]
    [InlineData(Address + "csv?revision=2")]
    [InlineData(Address + "csv?revision=")]
    [InlineData(Address + "csv?revision=-1")]
    [InlineData(Address + "csv?revision=99999999999999999999")]
    [InlineData(Address + "csv?revision=1&revision=1")]
    [InlineData(Address + "csv?revision=%3Cscript%3E")]
    public async Task What_is_not_there_is_a_page_that_says_so(string address)
    {
        using HttpResponseMessage answer = await SendAsync(fixture.Server.PagesUrl, address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("script", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task At_the_door_of_calls_there_is_no_file_and_nobody_can_send_one()
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, fixture.Server.Url + Address + "csv") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using HttpResponseMessage posted = await SendAsync(fixture.Server.PagesUrl, Address + "csv", HttpMethod.Post);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Fact]
    public async Task A_tick_early_no_file_and_no_header_tells_that_there_will_be_one_and_at_its_minute_it_is_there()
    {
        DateTimeOffset time = new(2026, 6, 4, 8, 30, 0, TimeSpan.Zero);
        await using TestServer server = await TestServer.StartWithPagesAsync();
        await server.Steward.FillAsync();
        Api publisher = await server.SignInAsync(V1.Role.Publisher, body: "a-body");
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "spending", Content = ReleaseSector.Draft() });
        await publisher.Releases.ScheduleReleaseAsync(new() { Name = "releases/a-body.spending", PublishDate = "2026-06-04" });

        // What its tags will be is known here, from a server whose time has come.
        Dictionary<string, string> tags = [];
        server.JumpTo(time.AddTicks(-1));
        foreach (string path in Paths("spending"))
            Assert.Equal(await TraceAsync(server, path.Replace("spending", "nothing1", StringComparison.Ordinal), ""), await TraceAsync(server, path, ""));
        server.Clock.SetUtcNow(time);
        foreach (string path in Paths("spending").Where(path => !path.Contains('=', StringComparison.Ordinal)))
        {
            using HttpResponseMessage answer = await SendAsync(server.PagesUrl, path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            tags[path] = answer.Headers.ETag!.ToString();
        }
        // The same release, scheduled on another server at the same times, asked for by tags that will be.
        await using TestServer other = await TestServer.StartWithPagesAsync();
        await other.Steward.FillAsync();
        Api again = await other.SignInAsync(V1.Role.Publisher, body: "a-body");
        await again.Releases.CreateReleaseAsync(new() { ReleaseId = "spending", Content = ReleaseSector.Draft() });
        await again.Releases.ScheduleReleaseAsync(new() { Name = "releases/a-body.spending", PublishDate = "2026-06-04" });
        other.JumpTo(time.AddTicks(-1));
        foreach ((string path, string tag) in tags)
            Assert.Equal(await TraceAsync(other, path.Replace("spending", "nothing1", StringComparison.Ordinal), tag), await TraceAsync(other, path, tag));
        other.Clock.SetUtcNow(time);
        Assert.All(tags, pair => Assert.Equal(HttpStatusCode.NotModified, SendAsync(other.PagesUrl, pair.Key, tag: pair.Value).GetAwaiter().GetResult().StatusCode));
    }

    [Fact]
    public async Task What_was_withdrawn_is_gone_from_every_store_that_asks()
    {
        await fixture.Publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "gone", Content = ReleaseSector.Draft() });
        await fixture.Publisher.Releases.PublishReleaseAsync(new() { Name = "releases/a-body.gone", Reason = "asked for today" });
        using HttpResponseMessage before = await SendAsync(fixture.Server.PagesUrl, "/releases/a-body.gone/downloads/csv");
        await fixture.Publisher.Releases.WithdrawReleaseAsync(new() { Name = "releases/a-body.gone", Reason = "wrong cohort" });
        using HttpResponseMessage after = await SendAsync(fixture.Server.PagesUrl, "/releases/a-body.gone/downloads/csv", tag: before.Headers.ETag!.ToString());
        Assert.Equal((HttpStatusCode.Gone, true), (after.StatusCode, after.Headers.CacheControl!.NoStore));
    }

    [Fact]
    public async Task Links_name_every_form_of_that_revision_and_the_size_of_those_that_were_asked_for()
    {
        Grains.Releases.ReleaseGateway gateway = (Grains.Releases.ReleaseGateway)fixture.Server.Application.Services.GetService(typeof(Grains.Releases.ReleaseGateway))!;
        Benchmarking.Releases.Release release = (await gateway.FindAsync(fixture.Document.Id, null))!;
        using ReleaseDownloads downloads = new(gateway);
        DownloadLink[] links = [.. DownloadLinks.Of(release, downloads)];
        Assert.All(links, link => Assert.Null(link.Size));
        Assert.Equal(DownloadKind.All.Select(kind => $"{Address}{kind.Slug}?revision=1"), links.Select(link => link.Address));
        foreach (DownloadKind kind in DownloadKind.All)
        {
            DownloadFile[] files = [.. (await Task.WhenAll(Enumerable.Range(0, 8).Select(i => downloads.FindAsync(release.Id, null, kind.Format)))).Select(found => found.Value)];
            Assert.Single(files.Distinct(ReferenceEqualityComparer.Instance));
        }
        foreach (DownloadLink link in DownloadLinks.Of(release, downloads))
        {
            using HttpResponseMessage answer = await SendAsync(fixture.Server.PagesUrl, link.Address);
            Assert.Equal(link.Size, DownloadLinks.TextOf((await BytesAsync(answer)).Length));
        }
        Assert.Equal(("0.1 KB", "12.3 KB", "1.2 MB"), (DownloadLinks.TextOf(97), DownloadLinks.TextOf(12_345), DownloadLinks.TextOf(1_234_567)));
    }

    private static IEnumerable<string> Paths(string release) =>
        DownloadKind.All.SelectMany(kind => ((string[])["", "?revision=1", "?revision=2"]).Select(query => $"/releases/a-body.{release}/downloads/{kind.Slug}{query}"));

    // Everything that somebody who asks can see, but for the address and the time of day.
    private static async Task<string> TraceAsync(TestServer server, string path, string tag)
    {
        List<string> seen = [];
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            using HttpResponseMessage answer = await SendAsync(server.PagesUrl, path, method, tag);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").OrderBy(header => header.Key);
            seen.AddRange(headers.Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
            seen.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        return string.Join('\n', seen).Replace("nothing1", "@", StringComparison.Ordinal).Replace("spending", "@", StringComparison.Ordinal);
    }
}
