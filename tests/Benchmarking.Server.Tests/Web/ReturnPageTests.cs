using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Web;

/// <summary>A return by form and by file. Each test keeps to a period of its own.</summary>
public sealed class ReturnPageTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private static string Field(IHtmlDocument page, string measure, string stage, string field)
    {
        IHtmlInputElement hidden = page.QuerySelectorAll<IHtmlInputElement>("input[name$='.Measure']").Single(input =>
            input.Value == measure && page.QuerySelector<IHtmlInputElement>($"input[name='{input.Name!.Replace("Measure", "Stage", StringComparison.Ordinal)}']")!.Value == stage);
        return hidden.Name!.Replace("Measure", field, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_return_is_typed_saved_checked_submitted_and_in_its_history()
    {
        await fixture.Steward.OpenAsync("2030");
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument form = await visitor.ReadAsync("/returns/2030/edit");
        using HttpResponseMessage saved = await visitor.SendAsync(form, "form[action$='/edit']",
            (Field(form, "spd-01", "delivered", "Numerator"), "30"), (Field(form, "spd-01", "delivered", "Denominator"), "120"), (Field(form, "gov-01", "unstaged", "Numerator"), "1"));
        Assert.Equal("/returns/2030/check", saved.Headers.Location!.OriginalString);
        IHtmlDocument check = await visitor.ReadAsync("/returns/2030/check");
        Assert.Contains("25 %", check.Body!.TextContent, StringComparison.Ordinal);
        using HttpResponseMessage submitted = await visitor.SendAsync(check, "form[action$='/check']", ("reason", "=1+1"));
        Assert.Equal(HttpStatusCode.OK, submitted.StatusCode);
        Assert.Contains("could be run as a formula", (await Visitor.ParseAsync(submitted)).QuerySelector("#reason-error")!.TextContent, StringComparison.Ordinal);
        // Browsers end the lines of what is typed as Windows does.
        using HttpResponseMessage again = await visitor.SendAsync(check, "form[action$='/check']", ("reason", "First <b>return</b>\r\n\r\nChecked twice"));
        Assert.Equal("/returns/2030/submitted", again.Headers.Location!.OriginalString);
        // Sent twice, it counts once.
        using HttpResponseMessage twice = await visitor.SendAsync(check, "form[action$='/check']", ("reason", "First <b>return</b>\r\n\r\nChecked twice"));
        Assert.Equal("/returns/2030/submitted", twice.Headers.Location!.OriginalString);
        Assert.Contains("2030, revision 1", (await visitor.ReadAsync("/returns/2030/submitted")).Body!.TextContent, StringComparison.Ordinal);
        IHtmlDocument history = await visitor.ReadAsync("/returns/2030/history");
        Assert.Single(history.QuerySelectorAll("tbody tr"));
        Assert.Contains("First <b>return</b>\n\nChecked twice", history.Body!.TextContent, StringComparison.Ordinal);
        Return own = await fixture.Server.With(fixture.ContributorKey).Returns.GetReturnAsync(new() { Name = $"organisations/{PagesFixture.Member}/returns/2030" });
        Assert.Equal((Return.Types.State.Submitted, 2), (own.State, own.Lines.Count));
    }

    [Fact]
    public async Task Every_problem_is_told_at_once_beside_its_field_and_nothing_typed_is_lost()
    {
        await fixture.Steward.OpenAsync("2031");
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument form = await visitor.ReadAsync("/returns/2031/edit");
        string over = Field(form, "spd-01", "delivered", "Numerator"), under = Field(form, "spd-01", "delivered", "Denominator"), note = Field(form, "emp-01", "delivered", "Note");
        using HttpResponseMessage answer = await visitor.SendAsync(form, "form[action$='/edit']", (over, "150"), (under, "100"), (note, "=HYPERLINK(\"x\")"), (Field(form, "emp-01", "delivered", "Numerator"), "1,5"));
        IHtmlDocument page = await Visitor.ParseAsync(answer);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        string[] links = [.. page.QuerySelectorAll(".govuk-error-summary a").Select(link => link.GetAttribute("href")!)];
        Assert.Equal(4, links.Length);
        Assert.All(links, link => Assert.NotNull(page.QuerySelector(link)));
        Assert.All(links, link => Assert.Equal($"{link[1..]}-error", page.QuerySelector(link)!.GetAttribute("aria-describedby")));
        Assert.Equal("150", page.QuerySelector<IHtmlInputElement>($"input[name='{over}']")!.Value);
        Assert.Equal("=HYPERLINK(\"x\")", page.QuerySelector<IHtmlInputElement>($"input[name='{note}']")!.Value);
        using HttpResponseMessage right = await visitor.SendAsync(page, "form[action$='/edit']", (over, "50"), (note, ""), (Field(form, "emp-01", "delivered", "Numerator"), ""));
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
    }

    [Fact]
    public async Task A_form_made_from_an_earlier_version_does_not_overwrite_a_later_one()
    {
        await fixture.Steward.OpenAsync("2032");
        using Visitor visitor = await fixture.ContributorAsync();
        async Task SaveAsync() => Assert.Equal(HttpStatusCode.Redirect,
            (await visitor.SendAsync(await visitor.ReadAsync("/returns/2032/edit"), "form[action$='/edit']", ("Rows[0].Numerator", "1"), ("Rows[0].Denominator", "2"))).StatusCode);
        await SaveAsync();
        IHtmlDocument old = await visitor.ReadAsync("/returns/2032/edit");
        await SaveAsync();
        using HttpResponseMessage answer = await visitor.SendAsync(old, "form[action$='/edit']", ("Rows[0].Numerator", "9"));
        Assert.Contains("has changed since you opened this page", (await Visitor.ParseAsync(answer)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_period_takes_nothing_and_says_so()
    {
        await fixture.Steward.OpenAsync("2033");
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument form = await visitor.ReadAsync("/returns/2033/edit");
        await fixture.Steward.Periods.ClosePeriodAsync(new() { Name = "periods/2033" });
        using HttpResponseMessage answer = await visitor.SendAsync(form, "form[action$='/edit']", ("Rows[0].Numerator", "1"), ("Rows[0].Denominator", "2"));
        Assert.Contains("closed to returns", (await Visitor.ParseAsync(answer)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await visitor.ReadAsync("/returns/2033")).QuerySelectorAll("a[href$='/edit']"));
    }

    [Fact]
    public async Task A_return_that_was_withdrawn_has_its_history_in_sight_and_one_that_was_not_begun_has_none()
    {
        const string name = $"organisations/{PagesFixture.Member}/returns/2029";
        await fixture.Steward.OpenAsync("2029");
        using Visitor visitor = await fixture.ContributorAsync();
        Assert.Empty((await visitor.ReadAsync("/returns/2029")).QuerySelectorAll("a[href='/returns/2029/history']"));
        Api own = fixture.Server.With(fixture.ContributorKey);
        await own.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Scenario.Line("spd-01", "40", "100") } });
        await own.Returns.WithdrawReturnAsync(new() { Name = name, Reason = "the wrong period" });
        IHtmlDocument page = await visitor.ReadAsync("/returns/2029");
        Assert.Contains("Withdrawn", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("a[href='/returns/2029/history']"));
        Assert.Empty(page.QuerySelectorAll("a[href='/returns/2029/download']"));
        Assert.Contains("the wrong period", (await visitor.ReadAsync("/returns/2029/history")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_beside_what_is_submitted_is_said_to_be_a_correction_and_after_a_withdrawal_that_nothing_is_submitted()
    {
        const string name = $"organisations/{PagesFixture.Member}/returns/2028";
        await fixture.Steward.OpenAsync("2028");
        using Visitor visitor = await fixture.ContributorAsync();
        Api own = fixture.Server.With(fixture.ContributorKey);
        await own.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Scenario.Line("spd-01", "40", "100") } });
        await own.Returns.UpdateReturnAsync(new() { Name = name, Lines = { Scenario.Line("spd-01", "50", "100") } });
        Assert.Contains("Draft of a correction", (await visitor.ReadAsync("/returns/2028")).Body!.TextContent, StringComparison.Ordinal);
        await own.Returns.WithdrawReturnAsync(new() { Name = name, Reason = "the wrong period" });
        string[] told =
        [
            (await visitor.ReadAsync("/returns/2028")).Body!.TextContent,
            (await visitor.ReadAsync("/returns")).QuerySelector("tr:has(a[href='/returns/2028'])")!.TextContent,
        ];
        Assert.All(told, text => Assert.Contains("nothing is submitted", text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.DoesNotContain("correction", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_viewer_reads_and_does_not_write()
    {
        await fixture.Steward.OpenAsync("2034");
        using Visitor visitor = await Visitor.SignInAsync(fixture.Url, fixture.ViewerKey);
        Assert.Empty((await visitor.ReadAsync("/returns/2034")).QuerySelectorAll("a[href$='/edit'], a[href$='/upload']"));
        foreach (string page in (string[])["edit", "check", "upload"])
        {
            using HttpResponseMessage answer = await visitor.GetAsync($"/returns/2034/{page}");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_file_is_submitted_and_comes_back_as_it_was()
    {
        await fixture.Steward.OpenAsync("2035");
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument ended = await UploadAsync(visitor, "2035", $"organisation,measure,stage,numerator,denominator,contract,note\n{PagesFixture.Member},spd-01,delivered,40,100,K1,\"a, \"\"b\"\"\"\n");
        Assert.Equal("Return submitted", ended.QuerySelector("h1")!.TextContent);
        using HttpResponseMessage file = await visitor.GetAsync("/returns/2035/download");
        string text = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetPreamble(), (await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..3]);
        Assert.Equal($"organisation,measure,stage,numerator,denominator,contract,note\r\n{PagesFixture.Member},spd-01,delivered,40,100,K1,\"a, \"\"b\"\"\"\r\n", text);
        Assert.Equal("Return submitted", (await UploadAsync(visitor, "2035", text)).QuerySelector("h1")!.TextContent);
        Assert.Contains("revision 1", (await visitor.ReadAsync("/returns/2035/submitted")).Body!.TextContent, StringComparison.Ordinal);
        using HttpResponseMessage template = await visitor.GetAsync("/returns/2035/template");
        Assert.Contains("emp-01,committed", await template.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_of_a_file_is_told_with_its_line_and_nothing_is_stored()
    {
        await fixture.Steward.OpenAsync("2036");
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument ended = await UploadAsync(visitor, "2036",
            $"organisation,measure,stage,numerator,denominator,contract,note\n{PagesFixture.Member},spd-01,delivered,40,100,,\n{PagesFixture.Member},no-such,delivered,1,1,,\nc02,spd-01,delivered,1,2,,\n{PagesFixture.Member},emp-01,delivered,1,2,,=cmd|' /C calc'!A0\n");
        Assert.Equal("Nothing was stored", ended.QuerySelector("h1")!.TextContent);
        Assert.Equal(["3", "4", "5"], ended.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
        Assert.Contains("Not started", (await visitor.ReadAsync("/returns/2036")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Choose a file")]
    [InlineData("organisation;measure\n1;2\n", "Separate the columns by commas")]
    [InlineData("organisation,measure,stage,numerator,denominator\na,b\n", "2 fields where the header has 5")]
    [InlineData("organisation,measure\0", "a NUL byte")]
    [InlineData("<script>alert(1)</script>,measure,stage,numerator,denominator,organisation\n1,2,3,4,5,6\n", "may not have this column")]
    public async Task A_file_of_the_wrong_form_is_refused_with_what_to_do(string text, string said)
    {
        await fixture.Steward.OpenAsync("2037");
        using Visitor visitor = await fixture.ContributorAsync();
        using HttpResponseMessage answer = await visitor.UploadAsync(await visitor.ReadAsync("/returns/2037/upload"), "form[action$='/upload']", "file", "x.csv", Encoding.UTF8.GetBytes(text));
        IHtmlDocument page = await Visitor.ParseAsync(answer);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Contains(said, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task A_huge_file_is_refused_before_it_is_read()
    {
        await fixture.Steward.OpenAsync("2038");
        using Visitor visitor = await fixture.ContributorAsync();
        using HttpResponseMessage answer = await visitor.UploadAsync(await visitor.ReadAsync("/returns/2038/upload"), "form[action$='/upload']", "file", "x.csv", new byte[5 * 1024 * 1024]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        IHtmlDocument page = await Visitor.ParseAsync(answer);
        Assert.Contains("too large", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Do not send it in parts", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_more_lines_than_a_return_may_have_is_told_that_alone()
    {
        await fixture.Steward.OpenAsync("2037");
        using Visitor visitor = await fixture.ContributorAsync();
        byte[] file = Encoding.UTF8.GetBytes("organisation,measure,stage,numerator,denominator\n" + string.Concat(Enumerable.Repeat("x,x,x,x,x\n", 400_000)));
        using HttpResponseMessage answer = await visitor.UploadAsync(await visitor.ReadAsync("/returns/2037/upload"), "form[action$='/upload']", "file", "x.csv", file);
        IHtmlDocument page = await Visitor.ParseAsync(answer);
        Assert.Contains("more than 2,000 rows", Assert.Single(page.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_is_told_to_nobody_else()
    {
        await fixture.Steward.OpenAsync("2039");
        using Visitor visitor = await fixture.ContributorAsync();
        string address = await BeginUploadAsync(visitor, "2039", $"organisation,measure,stage,numerator,denominator\n{PagesFixture.Member},spd-01,delivered,40,100\n");
        Api other = await fixture.Server.SignInAsync(Role.Contributor, "organisations/c02");
        using Visitor stranger = await Visitor.SignInAsync(fixture.Url, other.Key);
        using HttpResponseMessage answer = await stranger.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<string> BeginUploadAsync(Visitor visitor, string period, string text)
    {
        using HttpResponseMessage answer = await visitor.UploadAsync(await visitor.ReadAsync($"/returns/{period}/upload"), "form[action$='/upload']", "file", "x.csv", Encoding.UTF8.GetBytes(text));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<IHtmlDocument> UploadAsync(Visitor visitor, string period, string text) => await visitor.UntilEndedAsync(await BeginUploadAsync(visitor, period, text));
}
