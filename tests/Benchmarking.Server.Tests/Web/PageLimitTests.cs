using System.Net;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Web;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Who asks for too many pages, or tries too many keys, reads when to try again, and nobody else notices.</summary>
public sealed class PageLimitTests
{
    private const string Wrong = "bmk_0000000000000000_0000000000000000000000000000000000000000000";

    [Fact]
    public async Task Failed_sign_ins_are_slowed_by_address_and_sessions_go_on()
    {
        await using TestServer server = await StartAsync("FailedSignInsPerMinute", "1");
        using Visitor signedIn = await Visitor.SignInAsync(server.PagesUrl, server.Steward.Key), other = new(server.PagesUrl);
        IHtmlDocument form = await other.ReadAsync("/sign-in");
        HttpResponseMessage answer = await other.SendAsync(form, "form[action='/sign-in']", ("key", Wrong));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        for (int times = 0; times < 1_000 && answer.StatusCode == HttpStatusCode.OK; times++)
            answer = await other.SendAsync(form, "form[action='/sign-in']", ("key", Wrong));
        await TellsWhenAsync(answer);
        // Nor does a key that holds help, or a guesser would learn of it.
        using HttpResponseMessage good = await other.SendAsync(form, "form[action='/sign-in']", ("key", server.Steward.Key));
        Assert.Equal(HttpStatusCode.TooManyRequests, good.StatusCode);
        Assert.Null(other.SessionCookie);
        await signedIn.ReadAsync("/measures");
        await other.ReadAsync("/about");
    }

    [Fact]
    public async Task Sign_ins_that_succeed_are_not_counted()
    {
        await using TestServer server = await StartAsync("FailedSignInsPerMinute", "1");
        for (int times = 0; times < 5; times++)
            (await Visitor.SignInAsync(server.PagesUrl, server.Steward.Key)).Dispose();
    }

    [Fact]
    public async Task Pages_beyond_a_rate_are_refused_and_those_of_another_reader_are_not()
    {
        await using TestServer server = await StartAsync("PagesPerSecond", "1", "PagesInBurst", "5");
        using Visitor signedIn = await Visitor.SignInAsync(server.PagesUrl, server.Steward.Key), greedy = new(server.PagesUrl);
        HttpResponseMessage answer = await greedy.GetAsync("/about");
        for (int times = 0; times < 1_000 && answer.StatusCode == HttpStatusCode.OK; times++)
            answer = await greedy.GetAsync("/about");
        await TellsWhenAsync(answer);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        await signedIn.ReadAsync("/measures");
        // What pages are made of comes for all the same.
        using HttpResponseMessage style = await greedy.GetAsync($"/assets/site.css?v={Assets.Version}");
        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
    }

    [Fact]
    public async Task Downloads_beyond_a_rate_are_refused_and_tell_when_to_try_again()
    {
        await using TestServer server = await StartAsync("CallsPerSecond", "1", "CallsInBurst", "5");
        using Visitor greedy = new(server.PagesUrl);
        HttpResponseMessage answer = await greedy.GetAsync("/releases/a-body.none/downloads/csv");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        for (int times = 0; times < 1_000 && answer.StatusCode == HttpStatusCode.NotFound; times++)
            answer = await greedy.GetAsync("/releases/a-body.none/downloads/csv");
        await TellsWhenAsync(answer);
    }

    [Fact]
    public async Task Pages_beyond_those_at_once_wait_for_their_turn()
    {
        await using TestServer server = await StartAsync("PagesAtOnce", "1");
        using Visitor visitor = new(server.PagesUrl);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => visitor.ReadAsync("/about")));
    }

    private static async Task TellsWhenAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        int seconds = (int)answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.InRange(seconds, 1, 60);
        string expected = seconds == 1 ? "Try again in a second." : $"Try again in {seconds} seconds.";
        Assert.Contains(expected, (await Visitor.ParseAsync(answer)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(params string[] limits) =>
        TestServer.StartWithPagesAsync([.. limits.Chunk(2).SelectMany(pair => (string[])[$"--Benchmarking:Limits:{pair[0]}", pair[1]])]);
}
