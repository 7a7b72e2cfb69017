using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Releases as anyone reads them: what the page shows is what the call answers.</summary>
public sealed class ReleasePageTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private const string Address = $"/releases/{PagesFixture.Release}";

    private Task<Release> AnswerAsync(string name) => fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = name }).ResponseAsync;

    [Fact]
    public async Task Anyone_reads_what_the_call_answers_without_signing_in()
    {
        Release release = await AnswerAsync($"releases/{PagesFixture.Release}");
        using Visitor visitor = new(fixture.Url);
        IHtmlDocument page = await visitor.ReadAsync(Address);
        Assert.Equal(release.Content.Title, page.QuerySelector("h1")!.TextContent);
        foreach (string text in (string[])[release.Content.Publisher, release.Content.Contact, release.Content.Methods, release.Content.Limits, .. release.Content.Notes,
            release.Digest, "Chief executive of the body, 12 hours before", .. release.History.Select(revision => revision.Reason)])
            Assert.Contains(text, page.Body!.TextContent, StringComparison.Ordinal);
        ReleaseTable[] tables = [.. release.Content.Sections.SelectMany(section => section.Tables)];
        Assert.Equal(tables.Select(table => table.Title), page.QuerySelectorAll(".app-table caption").Select(caption => caption.TextContent));
        string[] citations = [.. page.QuerySelectorAll(".app-table .app-cite").Select(item => item.TextContent)];
        Assert.Equal(tables.SelectMany(table => table.Rows).Select(row => row.Benchmark.Citation), citations);
        // A table of one measure: its rows are the groups, in the publisher's order, each with its figures. All means are the ratios here, and not said twice.
        IElement bySector = page.QuerySelectorAll(".app-table table")[0];
        Assert.Equal(["Group", "Organisations", "All taken together", "Lower quartile", "Median", "Upper quartile"], bySector.QuerySelectorAll("thead th").Select(heading => heading.TextContent));
        Benchmark all = tables[0].Rows[0].Benchmark;
        Assert.Equal(["All organisations", "24", $"{all.Ratio.Value:0.##}", .. all.Quantiles.Skip(1).Take(3).Select(quantile => $"{quantile.Figure.Value:0.##}")],
            bySector.QuerySelectorAll("tbody tr")[0].Children.Select(cell => cell.TextContent));
        // A share has its interval, and no quantile.
        IElement shares = page.QuerySelectorAll(".app-table table")[1];
        Assert.Equal(["Group", "Organisations", "Said yes", "95 % interval"], shares.QuerySelectorAll("thead th").Select(heading => heading.TextContent));
    }

    [Fact]
    public async Task Each_table_has_a_chart_that_says_its_figures_in_words_and_is_in_the_publishers_order()
    {
        Release release = await AnswerAsync($"releases/{PagesFixture.Release}");
        using Visitor visitor = new(fixture.Url);
        IHtmlDocument page = await visitor.ReadAsync(Address);
        IHtmlCollection<IElement> charts = page.QuerySelectorAll("svg");
        // One for each unit of a table.
        Assert.Equal(release.Content.Sections.SelectMany(section => section.Tables).Sum(table => table.Rows.Select(row => row.Benchmark.Unit).Distinct().Count()), charts.Length);
        Assert.All(charts, chart =>
        {
            Assert.Equal("img", chart.GetAttribute("role"));
            Assert.Equal(["title", "desc"], chart.GetAttribute("aria-labelledby")!.Split(' ').Select(id => page.GetElementById(id)!.LocalName));
            Assert.Equal(chart.ParentElement!.QuerySelector("h3")!.TextContent, chart.ParentElement.QuerySelector("svg ~ .app-frame table caption")!.TextContent);
        });
        Benchmark[] rows = [.. release.Content.Sections[0].Tables[0].Rows.Select(row => row.Benchmark)];
        string description = charts[0].QuerySelector("desc")!.TextContent;
        Assert.StartsWith("All organisations: median ", description, StringComparison.Ordinal);
        Assert.True(description.IndexOf("All organisations", StringComparison.Ordinal) < description.IndexOf("Region: south", StringComparison.Ordinal));
        // A group that is withheld is named with its marker, and nothing is drawn for it.
        Benchmark withheld = Assert.Single(rows, row => !row.HasN);
        Assert.Equal("region=north", withheld.Cohort);
        Assert.Contains("Region: north: [c].", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_revision_stays_readable_and_says_that_it_is_not_the_latest()
    {
        using Visitor visitor = new(fixture.Url);
        IHtmlDocument latest = await visitor.ReadAsync(Address);
        Assert.Equal(["1", "2"], latest.QuerySelectorAll("section[aria-labelledby='history'] tbody th").Select(cell => cell.TextContent.Replace("Read revision", "", StringComparison.Ordinal).Trim()));
        string link = Assert.Single(latest.QuerySelectorAll("section[aria-labelledby='history'] tbody th a")).GetAttribute("href")!;
        Assert.Equal($"{Address}/revisions/1", link);
        IHtmlDocument first = await visitor.ReadAsync(link);
        Assert.Equal(PagesFixture.FirstTitle, first.QuerySelector("h1")!.TextContent);
        Assert.Equal(Address, first.QuerySelector(".govuk-inset-text a")!.GetAttribute("href"));
        Assert.Contains((await AnswerAsync($"releases/{PagesFixture.Release}/revisions/1")).Digest, first.Body!.TextContent, StringComparison.Ordinal);
        using HttpResponseMessage third = await visitor.GetAsync($"{Address}/revisions/3");
        Assert.Equal(HttpStatusCode.NotFound, third.StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_release_says_why_and_gives_no_figure()
    {
        Api publisher = fixture.Server.With(fixture.PublisherKey);
        string name = await fixture.PublishAsync("taken-back");
        await publisher.Releases.WithdrawReleaseAsync(new() { Name = name, Reason = "wrong <b>cohort</b>" });
        using Visitor visitor = new(fixture.Url);
        foreach (string address in (string[])[$"/{name}", $"/{name}/revisions/1"])
        {
            IHtmlDocument page = await visitor.ReadAsync(address);
            Assert.Contains("wrong <b>cohort</b>", page.QuerySelector(".govuk-warning-text")!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("svg, .app-table"));
        }
        Assert.Contains("Withdrawn", (await visitor.ReadAsync("/releases")).QuerySelector($"li:has(a[href='/{name}'])")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(name, (await visitor.ReadAsync("/")).Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_publishers_are_text_whatever_is_in_them()
    {
        const string Hostile = "<script>alert(1)</script> & \"quotes\"\n\nA second paragraph\nin two lines";
        DraftContent draft = PagesFixture.Draft("<img src=x onerror=alert(2)>");
        draft.Summary = draft.Methods = draft.Limits = draft.Sections[0].Commentary = Hostile;
        draft.Publisher = draft.Sections[0].Heading = draft.Sections[0].Tables[0].Title = "<b>x</b> ]]> </title>";
        string name = await fixture.PublishAsync("hostile", draft);
        using Visitor visitor = new(fixture.Url);
        IHtmlDocument page = await visitor.ReadAsync($"/{name}");
        Assert.Empty(page.QuerySelectorAll("script, img, b"));
        Assert.Equal("<img src=x onerror=alert(2)>", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["<script>alert(1)</script> & \"quotes\"", "A second paragraph\nin two lines"], page.QuerySelectorAll(".app-summary p").Select(paragraph => paragraph.TextContent));
        Assert.Empty((await visitor.ReadAsync("/releases")).QuerySelectorAll("script, img, b"));
    }

    [Theory]
    [InlineData("/releases/nothing")]
    [InlineData("/releases/a-body.nothing")]
    [InlineData("/releases/a-body.nothing/revisions/1")]
    [InlineData("/releases/" + PagesFixture.Release + "/revisions/0")]
    [InlineData("/releases/" + PagesFixture.Release + "/revisions/-1")]
    [InlineData("/releases/" + PagesFixture.Release + "/revisions/99999999999999999999")]
    [InlineData("/releases/%E2%80%AE.x")]
    [InlineData("/releases/a-body..")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        using Visitor visitor = new(fixture.Url);
        using HttpResponseMessage answer = await visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Page not found", (await Visitor.ParseAsync(answer)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_visitor_without_a_session_finds_the_releases_and_how_to_sign_in_on_the_first_page()
    {
        using Visitor visitor = new(fixture.Url);
        IHtmlDocument page = await visitor.ReadAsync("/");
        foreach (string address in (string[])["/releases", "/releases/calendar", $"/releases/{PagesFixture.Release}", "/sign-in"])
            Assert.NotEmpty(page.QuerySelectorAll($"main a[href='{address}']"));
        Assert.Equal(["/releases", "/sign-in"], page.QuerySelectorAll("nav[aria-label='Menu'] a").Select(link => link.GetAttribute("href")));
        Assert.Null(visitor.SessionCookie);
    }
}
