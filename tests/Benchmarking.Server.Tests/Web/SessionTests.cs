using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Faults;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Web.Sessions;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Sessions of browsers: begun by a key that holds, ended by everything that ends the key, and nobody else's.</summary>
public sealed class SessionTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private const string Secret = "/where-we-stand";

    [Fact]
    public async Task A_session_is_in_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using Visitor visitor = new(fixture.Url);
        using HttpResponseMessage answer = await visitor.SendAsync(await visitor.ReadAsync("/sign-in"), "form[action='/sign-in']", ("key", fixture.ContributorKey));
        string cookie = Assert.Single(answer.Headers.GetValues("set-cookie"), cookie => cookie.StartsWith("benchmarking-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(fixture.ContributorKey[^20..], cookie, StringComparison.Ordinal);
        await visitor.ReadAsync(Secret);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in_and_back()
    {
        using Visitor visitor = new(fixture.Url);
        using HttpResponseMessage answer = await visitor.GetAsync(Secret + "?group=all");
        Assert.Equal("/sign-in?to=%2Fwhere-we-stand%3Fgroup%3Dall", answer.Headers.Location!.OriginalString);
        using HttpResponseMessage back = await visitor.SendAsync(await visitor.ReadAsync(answer.Headers.Location.OriginalString), "form[action='/sign-in']", ("key", fixture.ContributorKey));
        Assert.Equal("/where-we-stand?group=all", back.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_leads_to_no_other_site(string to)
    {
        using Visitor visitor = new(fixture.Url);
        using HttpResponseMessage answer = await visitor.SendAsync(await visitor.ReadAsync("/sign-in"), "form[action='/sign-in']", ("key", fixture.ContributorKey), ("to", to));
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bmk_0000000000000000_0000000000000000000000000000000000000000000")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_key_that_does_not_hold_begins_nothing_and_is_not_repeated(string key)
    {
        using Visitor visitor = new(fixture.Url);
        using HttpResponseMessage answer = await visitor.SendAsync(await visitor.ReadAsync("/sign-in"), "form[action='/sign-in']", ("key", key));
        IHtmlDocument page = await Visitor.ParseAsync(answer);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("#key", page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Equal("", page.QuerySelector<IHtmlInputElement>("#key")!.Value);
        Assert.Null(visitor.SessionCookie);
    }

    [Fact]
    public async Task A_revoked_key_is_out_at_once()
    {
        Api own = await fixture.Server.SignInAsync(Role.Viewer, $"organisations/{PagesFixture.Member}");
        using Visitor visitor = await Visitor.SignInAsync(fixture.Url, own.Key);
        await visitor.ReadAsync(Secret);
        await fixture.Steward.Keys.RevokeKeyAsync(new() { Name = $"keys/{own.Key.Split('_')[1]}" });
        using HttpResponseMessage answer = await visitor.GetAsync(Secret);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null(visitor.SessionCookie);
    }

    [Fact]
    public async Task A_session_from_before_gives_nobody_a_way_in()
    {
        using Visitor visitor = new(fixture.Url);
        using Visitor attacker = await fixture.ContributorAsync();
        // What an attacker could have set: a session of its own. Signing in replaces it, and its own stays its own.
        visitor.Cookies.Add(new Uri(fixture.Url), new Cookie("benchmarking-session", attacker.SessionCookie!.Value));
        using HttpResponseMessage out1 = await visitor.SendAsync(await visitor.ReadAsync("/about"), "form[action='/sign-out']");
        Assert.Equal(HttpStatusCode.Redirect, out1.StatusCode);
        using HttpResponseMessage answer = await visitor.SendAsync(await visitor.ReadAsync("/sign-in"), "form[action='/sign-in']", ("key", fixture.Steward.Key));
        Assert.NotEqual(attacker.SessionCookie.Value, visitor.SessionCookie!.Value);
        Assert.Contains("steward", (await visitor.ReadAsync("/")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("steward", (await attacker.ReadAsync("/")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_another_sessions_is_refused()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        using HttpResponseMessage none = await visitor.PostAsync("/sign-out", []);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using Visitor other = await fixture.StewardAsync();
        string token = (await other.ReadAsync("/about")).QuerySelector<IHtmlInputElement>("input[name='__RequestVerificationToken']")!.Value;
        using HttpResponseMessage foreign = await visitor.PostAsync("/sign-out", [new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Contains("could not be read", (await Visitor.ParseAsync(foreign)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        await visitor.ReadAsync(Secret);
        using HttpResponseMessage anonymous = await new Visitor(fixture.Url).PostAsync("/sign-in", [new("key", fixture.ContributorKey)]);
        Assert.Equal(HttpStatusCode.BadRequest, anonymous.StatusCode);
    }

    [Fact]
    public async Task A_changed_cookie_is_no_session()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        Cookie cookie = visitor.SessionCookie!;
        cookie.Value = $"{cookie.Value[..40]}{(cookie.Value[40] == 'A' ? 'B' : 'A')}{cookie.Value[41..]}";
        using HttpResponseMessage answer = await visitor.GetAsync(Secret);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}

/// <summary>Sessions end with time; a server of its own, since it moves the clock.</summary>
public sealed class SessionTimeTests
{
    [Fact]
    public async Task Where_calls_are_made_a_session_is_not_looked_at()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync();
        using Visitor visitor = await Visitor.SignInAsync(server.PagesUrl, server.Steward.Key);
        // So long that a page renews it.
        server.Clock.Advance(TimeSpan.FromMinutes(45));
        using HttpResponseMessage call = await visitor.GetAsync("/v1/periods");
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
        Assert.False(call.Headers.Contains("Set-Cookie"));
        using HttpResponseMessage page = await visitor.GetAsync("/measures");
        Assert.Contains(page.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("benchmarking-session=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_store_does_not_answer_pages_say_that_the_service_is_busy_and_the_session_goes_on_afterwards()
    {
        using TemporaryDirectory directory = new();
        string[] pages = ["--Benchmarking:WebListen", "http://127.0.0.1:0"];
        Cookie cookie;
        await using (TestServer first = await TestServer.StartWithAsync(directory, pages))
        {
            using Visitor before = await Visitor.SignInAsync(first.PagesUrl, first.Steward.Key);
            cookie = new(before.SessionCookie!.Name, before.SessionCookie.Value);
        }
        await using TestServer second = await TestServer.StartWithAsync(directory, pages);
        using Visitor visitor = new(second.PagesUrl);
        visitor.Cookies.Add(new Uri(second.PagesUrl), cookie);
        // The key is in no grain's memory yet.
        using (BrokenStore.Unreadable(directory.Path))
        {
            using HttpResponseMessage answer = await visitor.GetAsync("/measures");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            IHtmlDocument page = await Visitor.ParseAsync(answer);
            Assert.Equal("The service is busy", page.QuerySelector("h1")!.TextContent);
            // Nothing was sent; of what is, nobody knows.
            Assert.DoesNotContain("What you sent", page.Body!.TextContent, StringComparison.Ordinal);
            using HttpResponseMessage sent = await visitor.PostAsync("/measures", []);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, sent.StatusCode);
            Assert.Contains("What you sent may or may not have been kept", (await Visitor.ParseAsync(sent)).Body!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(visitor.SessionCookie);
        }
        await visitor.ReadAsync("/measures");
    }

    [Fact]
    public async Task A_session_ends_after_an_idle_hour_and_after_twelve_hours_in_all()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync();
        using Visitor idle = await Visitor.SignInAsync(server.PagesUrl, server.Steward.Key);
        using Visitor busy = await Visitor.SignInAsync(server.PagesUrl, server.Steward.Key);
        int hours = 0;
        for (TimeSpan passed = TimeSpan.Zero; passed < Session.Longest - TimeSpan.FromMinutes(45); passed += TimeSpan.FromMinutes(45), hours++)
        {
            await busy.ReadAsync("/measures");
            server.Clock.Advance(TimeSpan.FromMinutes(45));
        }
        Assert.True(hours > 10);
        using HttpResponseMessage idleAnswer = await idle.GetAsync("/measures");
        Assert.Equal(HttpStatusCode.Redirect, idleAnswer.StatusCode);
        await busy.ReadAsync("/measures");
        server.Clock.Advance(TimeSpan.FromMinutes(45));
        using HttpResponseMessage busyAnswer = await busy.GetAsync("/measures");
        Assert.Equal(HttpStatusCode.Redirect, busyAnswer.StatusCode);
    }
}
