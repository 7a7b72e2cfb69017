using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Faults;
using Benchmarking.Server.Tests.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Signing in at the pages with an account of the identity provider: who gets in, and each way in which nobody does.</summary>
public sealed class ProviderSignInTests(ProviderSignInTests.Fixture fixture) : IClassFixture<ProviderSignInTests.Fixture>
{
    private const string Begin = "/sign-in/provider";

    public sealed class Fixture : ServerFixture
    {
        public TestIssuer Issuer { get; private set; } = null!;

        public string Url => Server.PagesUrl;

        protected override async Task<TestServer> StartAsync()
        {
            Issuer = await TestIssuer.StartAsync();
            return await TestServer.StartWithPagesAsync(Issuer.SignInSettings);
        }

        protected override async Task PrepareAsync()
        {
            foreach (string organisation in (string[])["mine", "leaving", "left"])
                await Steward.AddOrganisationAsync(organisation);
            await Steward.Organisations.WithdrawOrganisationAsync(new() { Name = "organisations/left", Reason = "It has left." });
        }

        protected override ValueTask FinishAsync() => Issuer.DisposeAsync();
    }

    private TestIssuer Issuer => fixture.Issuer;

    [Fact]
    public async Task A_reader_signs_in_and_goes_on_to_the_page_that_was_asked_for()
    {
        using Visitor visitor = new(fixture.Url);
        IHtmlDocument form = await visitor.ReadAsync("/sign-in?to=%2Freturns");
        string begin = form.QuerySelector($"a[href^='{Begin}']")!.GetAttribute("href")!;
        Uri asked = await LeaveAsync(visitor, begin);
        Assert.Equal($"{Issuer.Url}/authorize", asked.GetLeftPart(UriPartial.Path));
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(asked.Query);
        Assert.Equal(["code", "S256", "openid", TestIssuer.ClientId, $"{fixture.Url}/sign-in/callback"],
            ((string[])["response_type", "code_challenge_method", "scope", "client_id", "redirect_uri"]).Select(name => query[name].ToString()));
        Assert.All((string[])["state", "nonce", "code_challenge"], name => Assert.True(query[name].ToString().Length > 30));
        Assert.DoesNotContain("client_secret", query.Keys);

        using HttpResponseMessage back = await visitor.GetAsync(Issuer.SignIn(asked, Issuer.PageClaims("contributor", "mine")));
        Assert.Equal("/signed-in?to=%2Freturns", back.Headers.Location!.OriginalString);
        string cookie = Assert.Single(back.Headers.GetValues("set-cookie"), cookie => cookie.StartsWith("benchmarking-session=", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("0; url=/returns", (await visitor.ReadAsync(back.Headers.Location.OriginalString)).QuerySelector("meta[http-equiv='refresh']")!.GetAttribute("content"));
        await visitor.ReadAsync("/returns");
        using HttpResponseMessage other = await visitor.GetAsync("/periods");
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task Cookies_of_the_way_there_and_back_are_told_of()
    {
        using Visitor visitor = new(fixture.Url);
        Assert.Contains("two more show that whoever comes back", (await visitor.ReadAsync("/about")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_of_the_way_there_and_back_go_to_no_script()
    {
        using Visitor visitor = new(fixture.Url);
        using HttpResponseMessage answer = await visitor.GetAsync(Begin);
        Assert.All(answer.Headers.GetValues("set-cookie"), cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Signing_in_leads_to_no_other_site(string to)
    {
        using Visitor visitor = new(fixture.Url);
        Uri asked = await LeaveAsync(visitor, $"{Begin}?to={Uri.EscapeDataString(to)}");
        using HttpResponseMessage back = await visitor.GetAsync(Issuer.SignIn(asked, Issuer.PageClaims("analyst")));
        Assert.Equal("/signed-in?to=%2F", back.Headers.Location!.OriginalString);
        IHtmlDocument page = await visitor.ReadAsync($"/signed-in?to={Uri.EscapeDataString(to)}");
        Assert.Equal("0; url=/", page.QuerySelector("meta[http-equiv='refresh']")!.GetAttribute("content"));
        Assert.Equal("/", page.QuerySelector("main a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Who_comes_back_without_having_left_or_with_anothers_state_is_not_signed_in()
    {
        using Visitor visitor = new(fixture.Url), attacker = new(fixture.Url), stranger = new(fixture.Url);
        string mine = Issuer.SignIn(await LeaveAsync(visitor), Issuer.PageClaims("analyst")), theirs = Issuer.SignIn(await LeaveAsync(attacker), Issuer.PageClaims("steward"));
        // Neither is an attacker's own way back of use to anybody else, nor a reader's to an attacker.
        await IsRefusedAsync(visitor, theirs);
        await IsRefusedAsync(stranger, theirs);
        foreach (string path in (string[])["/sign-in/callback", "/sign-in/callback?code=x", "/sign-in/callback?state=x", "/sign-in/callback?code=x&state=x", mine[..^5], $"{mine}x", mine.Replace("state=", "state=A", StringComparison.Ordinal)])
            await IsRefusedAsync(visitor, path);
        using HttpResponseMessage posted = await stranger.PostAsync("/sign-in/callback", QueryHelpers.ParseQuery(new Uri(fixture.Url + theirs).Query).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())));
        Assert.Equal("/sign-in?problem=provider", posted.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_code_is_of_the_reader_who_was_sent_for_it_and_good_once()
    {
        using Visitor visitor = new(fixture.Url), attacker = new(fixture.Url);
        Uri asked = await LeaveAsync(visitor);
        string theirs = Issuer.SignIn(await LeaveAsync(attacker), Issuer.PageClaims("steward"));
        string state = QueryHelpers.ParseQuery(asked.Query)["state"].ToString(), code = QueryHelpers.ParseQuery(new Uri(fixture.Url + theirs).Query)["code"].ToString();
        await IsRefusedAsync(visitor, QueryHelpers.AddQueryString("/sign-in/callback", new Dictionary<string, string?> { ["code"] = code, ["state"] = state }));
        string mine = Issuer.SignIn(await LeaveAsync(visitor), Issuer.PageClaims("analyst"));
        using (HttpResponseMessage back = await visitor.GetAsync(mine))
            Assert.StartsWith("/signed-in", back.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using HttpResponseMessage again = await visitor.GetAsync(mine);
        Assert.Equal("/sign-in?problem=provider", again.Headers.Location!.OriginalString);
    }

    /// <summary>What a claim is changed to; null takes it out.</summary>
    public static TheoryData<string, object?> BadClaims => new()
    {
        { "nonce", "another" }, { "nonce", "" }, { "nonce", null }, { "exp", TestServer.Start.ToUnixTimeSeconds() - 30 }, { "exp", null }, { "nbf", TestServer.Start.ToUnixTimeSeconds() + 31 },
        { "aud", TestIssuer.Audience }, { "aud", null }, { "iss", "https://elsewhere.example" }, { "iss", null }, { "sub", null }, { "sub", "" },
    };

    [Theory]
    [MemberData(nameof(BadClaims))]
    public async Task A_token_with_a_bad_claim_signs_nobody_in(string claim, object? value)
    {
        using Visitor visitor = new(fixture.Url);
        Uri asked = await LeaveAsync(visitor);
        Dictionary<string, object> claims = Issuer.PageClaims("steward");
        string Sign(Dictionary<string, object> said)
        {
            said.Remove(claim);
            if (value is not null)
                said[claim] = value;
            return Issuer.Sign(said);
        }
        await IsRefusedAsync(visitor, Issuer.SignIn(asked, claims, Sign), claim == "sub" ? null : "provider");
    }

    [Fact]
    public async Task Only_the_providers_signature_signs_anybody_in()
    {
        using RSA other = RSA.Create(2048);
        Func<Dictionary<string, object>, string>[] bad =
        [
            claims => TestIssuer.Sign("none", null, claims, _ => []),
            claims => TestIssuer.Sign("RS256", "rsa", claims, _ => []),
            claims => TestIssuer.Sign("HS256", "rsa", claims, data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestIssuer.ClientSecret), data)),
            claims => TestIssuer.Sign("HS256", null, claims, data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestIssuer.ClientSecret), data)),
            claims => TestIssuer.Sign("RS256", "rsa", claims, data => other.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            _ => "", _ => "a.b.c",
        ];
        foreach (Func<Dictionary<string, object>, string> sign in bad)
        {
            using Visitor visitor = new(fixture.Url);
            await IsRefusedAsync(visitor, Issuer.SignIn(await LeaveAsync(visitor), Issuer.PageClaims("steward"), sign));
        }
    }

    [Fact]
    public async Task An_account_without_one_role_here_or_without_an_organisation_that_takes_part_signs_nobody_in()
    {
        Dictionary<string, object> two = Issuer.PageClaims("analyst");
        two["roles"] = new[] { "urn:bm:analyst", "urn:bm:steward" };
        Dictionary<string, object> several = Issuer.PageClaims("viewer");
        several["organisation"] = new[] { "mine", "leaving" };
        foreach (Dictionary<string, object> claims in (Dictionary<string, object>[])[Issuer.PageClaims("king"), two, several, Issuer.PageClaims("viewer"), Issuer.PageClaims("viewer", "nobody"), Issuer.PageClaims("contributor", "left")])
        {
            using Visitor visitor = new(fixture.Url);
            await IsRefusedAsync(visitor, Issuer.SignIn(await LeaveAsync(visitor), claims), "role");
        }
    }

    [Fact]
    public async Task What_the_provider_says_of_a_refusal_is_not_repeated()
    {
        using Visitor visitor = new(fixture.Url);
        string state = QueryHelpers.ParseQuery((await LeaveAsync(visitor)).Query)["state"].ToString();
        string refusal = QueryHelpers.AddQueryString("/sign-in/callback", new Dictionary<string, string?> { ["error"] = "access_denied", ["error_description"] = "<script>alert(1)</script>", ["state"] = state });
        await IsRefusedAsync(visitor, refusal);
        IHtmlDocument page = await visitor.ReadAsync("/sign-in?problem=provider");
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Contains("did not work", page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await visitor.ReadAsync("/sign-in?problem=%3Cscript%3E")).QuerySelectorAll(".govuk-error-summary"));
    }

    [Fact]
    public async Task With_a_withdrawn_organisation_its_sessions_end()
    {
        using Visitor visitor = new(fixture.Url);
        (await visitor.GetAsync(Issuer.SignIn(await LeaveAsync(visitor), Issuer.PageClaims("viewer", "leaving")))).Dispose();
        await visitor.ReadAsync("/returns");
        await fixture.Steward.Organisations.WithdrawOrganisationAsync(new() { Name = "organisations/leaving", Reason = "It has left." });
        using HttpResponseMessage answer = await visitor.GetAsync("/returns");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null(visitor.SessionCookie);
    }

    [Fact]
    public async Task Without_a_provider_there_is_none_to_sign_in_at_and_its_sessions_have_ended()
    {
        using TemporaryDirectory directory = new();
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        Cookie cookie;
        await using (TestServer server = await TestServer.StartWithAsync(directory, ["--Benchmarking:WebListen", "http://127.0.0.1:0", .. issuer.SignInSettings]))
        {
            using Visitor reader = new(server.PagesUrl);
            (await reader.GetAsync(issuer.SignIn(await LeaveAsync(reader), issuer.PageClaims("steward")))).Dispose();
            await reader.ReadAsync("/periods");
            cookie = new(reader.SessionCookie!.Name, reader.SessionCookie.Value);
        }
        await using TestServer later = await TestServer.StartWithAsync(directory, ["--Benchmarking:WebListen", "http://127.0.0.1:0", .. issuer.Settings]);
        using Visitor visitor = new(later.PagesUrl);
        visitor.Cookies.Add(new Uri(later.PagesUrl), cookie);
        Assert.Empty((await visitor.ReadAsync("/sign-in")).QuerySelectorAll($"a[href^='{Begin}']"));
        Assert.DoesNotContain("two more", (await visitor.ReadAsync("/about")).Body!.TextContent, StringComparison.Ordinal);
        using HttpResponseMessage answer = await visitor.GetAsync("/periods");
        Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        foreach (string path in (string[])[Begin, "/sign-in/callback"])
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_told_of_in_words()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        issuer.Hide();
        await using TestServer server = await TestServer.StartWithPagesAsync(issuer.SignInSettings);
        using Visitor visitor = new(server.PagesUrl);
        using HttpResponseMessage answer = await visitor.GetAsync(Begin);
        Assert.Equal("/sign-in?problem=provider", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Who_comes_back_while_the_store_does_not_answer_is_told_that_the_service_is_busy_and_signs_in_afterwards()
    {
        using TemporaryDirectory directory = new();
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        string[] settings = ["--Benchmarking:WebListen", "http://127.0.0.1:0", .. issuer.SignInSettings];
        await using (TestServer first = await TestServer.StartWithAsync(directory, settings))
            await first.Steward.AddOrganisationAsync("mine");
        // The organisation is in no grain's memory yet.
        await using TestServer second = await TestServer.StartWithAsync(directory, settings);
        using Visitor visitor = new(second.PagesUrl);
        Dictionary<string, object> claims = issuer.PageClaims("contributor", "mine");
        string back = issuer.SignIn(await LeaveAsync(visitor), claims);
        using (BrokenStore.Unreadable(directory.Path))
        {
            using HttpResponseMessage answer = await visitor.GetAsync(back);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("The service is busy", (await Visitor.ParseAsync(answer)).QuerySelector("h1")!.TextContent);
            Assert.Null(visitor.SessionCookie);
        }
        using HttpResponseMessage again = await visitor.GetAsync(issuer.SignIn(await LeaveAsync(visitor), claims));
        Assert.StartsWith("/signed-in", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_ends_at_the_pages_alone_with_their_headers()
    {
        using Visitor visitor = new(fixture.Url);
        using HttpResponseMessage answer = await visitor.GetAsync("/sign-in/callback?code=x&state=x");
        Assert.Contains("default-src", Assert.Single(answer.Headers.GetValues("content-security-policy")), StringComparison.Ordinal);
        using HttpClient client = new() { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using HttpResponseMessage other = await client.GetAsync(new Uri($"{fixture.Server.Url}/sign-in/callback?code=x&state=x"), TestContext.Current.CancellationToken);
        Assert.Null(other.Headers.Location);
    }

    [Fact]
    public async Task Failures_are_slowed_by_address_of_those_alone_who_were_sent_to_the_provider()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync([.. Issuer.SignInSettings, "--Benchmarking:Limits:FailedSignInsPerMinute", "1"]);
        using Visitor visitor = new(server.PagesUrl);
        HttpResponseMessage answer;
        for (int times = 0; times < 20; times++)
        {
            answer = await visitor.GetAsync("/sign-in/callback?code=x&state=x");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        answer = await visitor.GetAsync(Begin);
        for (int times = 0; times < 1_000 && answer.StatusCode == HttpStatusCode.Redirect; times++)
            answer = await visitor.GetAsync("/sign-in/callback?code=x&state=x");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private static async Task<Uri> LeaveAsync(Visitor visitor, string path = Begin)
    {
        using HttpResponseMessage answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    private static async Task IsRefusedAsync(Visitor visitor, string path, string? problem = "provider")
    {
        using HttpResponseMessage answer = await visitor.GetAsync(path);
        Assert.StartsWith($"/sign-in?problem={problem}", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Null(visitor.SessionCookie);
    }
}
