using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Role = Benchmarking.Grains.Keys.Role;

namespace Benchmarking.Server.Tests.Web;

/// <summary>What is true of every page.</summary>
public sealed class PageTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private static Type[] Models => [.. typeof(ServerHost).Assembly.GetTypes().Where(type => typeof(PageModel).IsAssignableFrom(type) && !type.IsAbstract)];

    /// <summary>The pages there are, by address, with the call that each stands for; null where anyone may see it.</summary>
    public static TheoryData<string, string?> Addresses => new()
    {
        { "/", null }, { "/about", null }, { "/sign-in", null }, { "/sign-out", null }, { "/signed-in", null },
        { "/releases", null }, { "/releases/calendar", null }, { $"/releases/{PagesFixture.Release}", null }, { $"/releases/{PagesFixture.Release}/revisions/1", null },
        { "/where-we-stand", "BenchmarkService/Compare" }, { "/where-we-stand/spd-01", "BenchmarkService/Compare" },
        { "/measures", "MeasureService/ListMeasures" }, { "/measures/emp-01", "MeasureService/GetMeasure" },
        { "/returns", "ReturnService/GetReturn" }, { "/returns/2025-26", "ReturnService/GetReturn" }, { "/returns/2025-26/edit", "ReturnService/UpdateReturn" },
        { "/returns/2025-26/check", "ReturnService/SubmitReturn" }, { "/returns/2025-26/submitted", "ReturnService/GetReturn" },
        { "/returns/2025-26/history", "ReturnService/ListReturnRevisions" }, { "/returns/2025-26/upload", "ReturnService/SubmitReturn" },
        { "/periods", "PeriodService/OpenPeriod" }, { "/periods/2025-26", "PeriodService/ClosePeriod" }, { "/periods/2025-26/organisations", "PeriodService/ClosePeriod" },
        { "/periods/2025-26/finish", "PeriodService/FinishPeriod" },
        { "/periods/2025-26/proposals", "CohortProposalService/AcceptCohortProposal" }, { "/periods/2025-26/proposals/1", "CohortProposalService/AcceptCohortProposal" },
        { "/periods/2025-26/editions/1", "EditionService/GetEditionAudit" }, { "/organisations", "OrganisationService/CreateOrganisation" },
        { "/uses", "ReleaseService/ListReleaseUses" }, { "/drafts", "ReleaseService/ListReleaseDrafts" }, { "/drafts/new", "ReleaseService/CreateRelease" },
        { $"/drafts/{PagesFixture.Drafted}", "ReleaseService/GetReleaseDraft" }, { $"/drafts/{PagesFixture.Drafted}/edit", "ReleaseService/UpdateRelease" },
        { $"/drafts/{PagesFixture.Drafted}/preview", "ReleaseService/PreviewRelease" }, { $"/drafts/{PagesFixture.Drafted}/schedule", "ReleaseService/ScheduleRelease" },
        { $"/drafts/{PagesFixture.Drafted}/publish", "ReleaseService/PublishRelease" }, { $"/drafts/{PagesFixture.Drafted}/withdraw", "ReleaseService/WithdrawRelease" },
        { $"/drafts/{PagesFixture.Drafted}/upload", "ReleaseService/UpdateRelease" }, { $"/drafts/{PagesFixture.Release}/revise", "ReleaseService/ReviseRelease" },
    };

    [Fact]
    public void Every_page_names_a_call_of_the_permissions_or_is_open_to_all()
    {
        Assert.True(Models.Length > 5);
        Assert.All(Models, model =>
        {
            NeedsAttribute? needs = model.GetCustomAttribute<NeedsAttribute>();
            Assert.True(needs is null == model.GetCustomAttribute<OpenToAllAttribute>() is not null, model.Name);
            Assert.All(needs is null ? [] : (string[])[needs.Call, .. needs.Posting], call => Assert.Contains(Enum.GetValues<Role>(), role => Permissions.Allows($"/benchmarking.v1.{call}", role)));
        });
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_is_seen_by_who_may_make_its_call(string address, string? call)
    {
        foreach (Role role in Enum.GetValues<Role>())
        {
            bool isMember = role is Role.Contributor or Role.Viewer;
            Api api = await fixture.Server.SignInAsync((V1.Role)role, isMember ? $"organisations/{PagesFixture.Member}" : "", role == Role.Publisher ? "a-body" : "");
            using Visitor visitor = await Visitor.SignInAsync(fixture.Url, api.Key);
            using HttpResponseMessage answer = await visitor.GetAsync(address);
            bool isAllowed = call is null || Permissions.Allows($"/benchmarking.v1.{call}", role);
            bool isAway = address == "/sign-in";
            Assert.Equal(isAway ? HttpStatusCode.Redirect : isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_runs_nothing_takes_nothing_from_elsewhere_and_leaves_nothing_behind(string address, string? call)
    {
        using Visitor visitor = await fixture.WhoeverMayAsync(call);
        using HttpResponseMessage answer = await visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        IHtmlDocument page = await Visitor.ParseAsync(answer);
        Assert.Empty(page.QuerySelectorAll("script, style, iframe, object, embed, base"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.QuerySelectorAll("[src], link[href]"), element => Assert.StartsWith("/assets/", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_has_its_language_title_heading_and_labels_and_every_table_its_caption_and_scopes(string address, string? call)
    {
        using Visitor visitor = await fixture.WhoeverMayAsync(call);
        IHtmlDocument page = await visitor.ReadAsync(address);
        Assert.Equal("en-GB", page.DocumentElement.GetAttribute("lang"));
        Assert.EndsWith(" - Benchmarking", page.Title, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("#main-content", page.QuerySelector(".govuk-skip-link")!.GetAttribute("href"));
        Assert.All(page.QuerySelectorAll("table"), table =>
        {
            Assert.NotNull(table.QuerySelector("caption"));
            Assert.All(table.QuerySelectorAll("th"), heading => Assert.Contains(heading.GetAttribute("scope"), (string[])["col", "row"]));
            Assert.All(table.QuerySelectorAll("td"), cell => Assert.NotEqual("", cell.TextContent.Trim()));
        });
        Assert.All(page.QuerySelectorAll<IHtmlElement>("input:not([type=hidden]), select, textarea"), field => Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']")));
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_takes_no_method_but_those_of_reading_and_of_forms(string address, string? call)
    {
        using Visitor visitor = await fixture.WhoeverMayAsync(call);
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Options, HttpMethod.Trace, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, new("SEARCH")])
        {
            using HttpResponseMessage answer = await visitor.AskAsync(method, address);
            Assert.Equal((method, HttpStatusCode.MethodNotAllowed), (method, answer.StatusCode));
            Assert.Equal(["GET", "HEAD", "POST"], answer.Content.Headers.Allow);
        }
        using HttpResponseMessage head = await visitor.AskAsync(HttpMethod.Head, address);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task A_form_that_a_page_does_not_have_is_not_found()
    {
        using Visitor nobody = new(fixture.Url), steward = await fixture.StewardAsync();
        static KeyValuePair<string, string> Token(IHtmlDocument page) =>
            new("__RequestVerificationToken", page.QuerySelector<IHtmlInputElement>("input[name='__RequestVerificationToken']")!.Value);
        KeyValuePair<string, string> token = Token(await nobody.ReadAsync("/sign-in"));
        string release = $"/releases/{PagesFixture.Release}";
        foreach (string address in (string[])["/", "/about", "/signed-in", "/releases", "/releases/calendar", release, $"{release}?handler=nonsense", $"{release}/revisions/1"])
        {
            using HttpResponseMessage answer = await nobody.PostAsync(address, [token]);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, answer.StatusCode));
        }
        using HttpResponseMessage period = await steward.PostAsync("/periods/2025-26?handler=nonsense", [Token(await steward.ReadAsync("/about"))]);
        Assert.Equal(HttpStatusCode.NotFound, period.StatusCode);
    }

    [Theory]
    [InlineData("/nothing-here")]
    [InlineData("/measures/no-such-measure")]
    [InlineData("/measures/%3Cscript%3E")]
    [InlineData("/where-we-stand/no-such-measure")]
    [InlineData("/returns/1999/edit")]
    [InlineData("/returns/nothing")]
    [InlineData("/returns/2025-26/upload/0")]
    [InlineData("/error/500")]
    [InlineData("/_framework/x")]
    public async Task What_is_not_there_is_said_so_and_nothing_more(string address)
    {
        using Visitor visitor = await fixture.ContributorAsync();
        using HttpResponseMessage answer = await visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        Assert.Equal("Page not found", (await Visitor.ParseAsync(answer)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task The_worst_name_an_organisation_may_have_is_text()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        foreach (string address in (string[])["/", "/where-we-stand"])
        {
            IHtmlDocument page = await visitor.ReadAsync(address);
            Assert.Contains(PagesFixture.HostileName, page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("script"));
        }
    }

    [Fact]
    public async Task The_first_page_is_less_than_100_kB_in_all_and_its_files_are_kept_by_the_browser()
    {
        using HttpClient client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(fixture.Url) };
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using Visitor visitor = new(fixture.Url);
        IHtmlDocument page = await visitor.ReadAsync("/");
        long bytes = (await client.GetByteArrayAsync("/", TestContext.Current.CancellationToken)).Length;
        string[] files = [.. page.QuerySelectorAll("link[href]").Select(link => link.GetAttribute("href")!)];
        Assert.Equal(2, files.Length);
        foreach (string file in files)
        {
            using HttpResponseMessage answer = await client.GetAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
            Assert.True(answer.Headers.CacheControl!.Public && answer.Headers.CacheControl.MaxAge > TimeSpan.FromDays(300));
            bytes += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        }
        Assert.InRange(bytes, 1_000, 100_000);
    }
}
