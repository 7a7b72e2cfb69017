using System.Net;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Web.Pages;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Web;

/// <summary>A steward's pages: whether, and never what.</summary>
public sealed class StewardPageTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private const string FinishForm = "form[action$='/finish']";

    [Fact]
    public async Task A_period_is_opened_closed_and_opened_again()
    {
        using Visitor visitor = await fixture.StewardAsync();
        using HttpResponseMessage wrong = await visitor.SendAsync(await visitor.ReadAsync("/periods"), "form[action='/periods']", ("period", "<i>2040"));
        Assert.Contains("is not a period", (await Visitor.ParseAsync(wrong)).QuerySelector("#period-error")!.TextContent, StringComparison.Ordinal);
        using HttpResponseMessage opened = await visitor.SendAsync(await visitor.ReadAsync("/periods"), "form[action='/periods']", ("period", "2040"));
        Assert.Equal("/periods/2040", opened.Headers.Location!.OriginalString);
        using HttpResponseMessage closed = await visitor.SendAsync(await visitor.ReadAsync("/periods/2040"), "form[action$='handler=close']");
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Equal(Period.Types.State.Closed, (await fixture.Steward.Periods.GetPeriodAsync(new() { Name = "periods/2040" })).State);
        using HttpResponseMessage again = await visitor.SendAsync(await visitor.ReadAsync("/periods/2040"), "form[action$='handler=open']");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(Period.Types.State.Open, (await fixture.Steward.Periods.GetPeriodAsync(new() { Name = "periods/2040" })).State);
    }

    [Fact]
    public async Task A_finished_period_says_so_and_stays_finished()
    {
        await fixture.Steward.OpenAsync("2044");
        using Visitor visitor = await fixture.StewardAsync();
        await fixture.Steward.Periods.ClosePeriodAsync(new() { Name = "periods/2044" });
        IHtmlDocument before = await visitor.ReadAsync("/periods/2044");
        await fixture.Steward.Periods.FinishPeriodAsync(new() { Name = "periods/2044" });
        IHtmlDocument page = await visitor.ReadAsync("/periods/2044");
        Assert.Contains("This period is finished, for good", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("form[action^='/periods/2044']"));
        Assert.Contains("Closed for good", (await visitor.ReadAsync("/periods")).Body!.TextContent, StringComparison.Ordinal);
        // Nor by a page that was read before, or by typing it.
        using HttpResponseMessage opened = await visitor.SendAsync(before, "form[action$='handler=open']");
        Assert.Equal("/periods/2044", opened.Headers.Location!.OriginalString);
        using HttpResponseMessage typed = await visitor.SendAsync(await visitor.ReadAsync("/periods"), "form[action='/periods']", ("period", "2044"));
        Assert.Contains("The period 2044 is finished", (await Visitor.ParseAsync(typed)).QuerySelector("#period-error")!.TextContent, StringComparison.Ordinal);
        using HttpResponseMessage begun = await visitor.SendAsync(before, "form[action$='handler=cut']");
        Assert.Contains("The period 2044 is finished", (await visitor.UntilEndedAsync(begun.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Period.Types.State.Finished, (await fixture.Steward.Periods.GetPeriodAsync(new() { Name = "periods/2044" })).State);
        using Visitor member = await fixture.ContributorAsync();
        Assert.Contains("Closed for good", (await member.ReadAsync("/returns")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Closed for good", (await member.ReadAsync("/returns/2044")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_period_is_finished_once_a_steward_is_certain_and_was_told_what_ends_and_what_stays()
    {
        await fixture.Steward.OpenAsync("2045");
        using Visitor visitor = await fixture.StewardAsync();
        IHtmlDocument open = await visitor.ReadAsync("/periods/2045/finish");
        Assert.Contains("It is open to returns. Close it first.", open.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(open.QuerySelectorAll(FinishForm));
        await fixture.Steward.Periods.ClosePeriodAsync(new() { Name = "periods/2045" });
        Assert.Single((await visitor.ReadAsync("/periods/2045")).QuerySelectorAll("a[href='/periods/2045/finish']"));
        IHtmlDocument page = await visitor.ReadAsync("/periods/2045/finish");
        Assert.All(["This cannot be undone", "no edition of 2045 can ever be cut again", "each organisation's own return", "No edition of 2045 has been cut"],
            text => Assert.Contains(text, page.Body!.TextContent, StringComparison.Ordinal));

        using HttpResponseMessage uncertain = await visitor.SendAsync(page, FinishForm);
        IHtmlDocument asked = await Visitor.ParseAsync(uncertain);
        Assert.StartsWith("Error: ", asked.Title, StringComparison.Ordinal);
        Assert.Equal("#sure", asked.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Equal("sure-error", asked.QuerySelector("#sure")!.GetAttribute("aria-describedby"));
        Assert.Equal(Period.Types.State.Closed, await StateAsync("2045"));
        Assert.Equal("Period finished", await FinishAsync(visitor, asked, ("sure", "yes")));
        Assert.Equal(Period.Types.State.Finished, await StateAsync("2045"));
        // Whoever does not know whether it went through does it once more.
        Assert.Equal("Period finished", await FinishAsync(visitor, await visitor.ReadAsync("/periods/2045/finish")));

        ListJournalEntriesResponse journal = await fixture.Steward.Journal.ListJournalEntriesAsync(new() { PageSize = 1_000 });
        JournalEntry[] noted = [.. journal.JournalEntries.Where(entry => entry.Resource == "periods/2045" && entry.Call == "PeriodService/FinishPeriod")];
        Assert.Equal(2, noted.Count(entry => entry.Kind == JournalEntry.Types.Kind.Begun));
        Assert.Equal(2, noted.Count(entry => entry.Outcome == JournalEntry.Types.Outcome.Accepted));
    }

    [Fact]
    public async Task What_was_returned_after_the_latest_cut_is_spoken_of_before_a_period_is_finished()
    {
        await fixture.Steward.OpenAsync("2046");
        Assert.Null((await fixture.Steward.ImportReturnsAsync("2046", [new() { Line = 2, Organisation = "c05", Measure = "spd-01", Stage = "delivered", Numerator = "1", Denominator = "100" }])).Error);
        await fixture.Steward.CutAsync("2046");
        fixture.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await fixture.Steward.Periods.ClosePeriodAsync(new() { Name = "periods/2046" });
        using Visitor visitor = await fixture.StewardAsync();
        string before = (await visitor.ReadAsync("/periods/2046/finish")).Body!.TextContent;
        Assert.Contains("Edition 1, cut", before, StringComparison.Ordinal);
        Assert.Contains("The latest edition was cut before returns were closed", before, StringComparison.Ordinal);
        await fixture.Steward.CutAsync("2046");
        string after = (await visitor.ReadAsync("/periods/2046/finish")).Body!.TextContent;
        Assert.Contains("Edition 2, cut", after, StringComparison.Ordinal);
        Assert.DoesNotContain("before returns were closed", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_forged_or_not_ones_to_send_or_from_before_a_period_was_opened_again_finishes_nothing()
    {
        await fixture.Steward.OpenAsync("2047");
        await fixture.Steward.Periods.ClosePeriodAsync(new() { Name = "periods/2047" });
        using Visitor visitor = await fixture.StewardAsync();
        using Visitor member = await fixture.ContributorAsync();
        IHtmlDocument page = await visitor.ReadAsync("/periods/2047/finish");
        KeyValuePair<string, string>[] fields = [new("sure", "yes")];
        using HttpResponseMessage forged = await visitor.PostAsync("/periods/2047/finish", fields);
        using HttpResponseMessage forbidden = await member.PostAsync("/periods/2047/finish", fields);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (forged.StatusCode, forbidden.StatusCode));
        foreach (string sure in (string[])["", "no", "YES", "<script>"])
        {
            using HttpResponseMessage uncertain = await visitor.SendAsync(page, FinishForm, ("sure", sure));
            Assert.Contains("Tick the box", (await Visitor.ParseAsync(uncertain)).QuerySelector("#sure-error")!.TextContent, StringComparison.Ordinal);
        }
        foreach (string address in (string[])["/periods/1999/finish", "/periods/x/finish", "/periods/2047/finish/none"])
        {
            using HttpResponseMessage absent = await visitor.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, absent.StatusCode));
        }
        await fixture.Steward.OpenAsync("2047");
        using HttpResponseMessage late = await visitor.SendAsync(page, FinishForm, ("sure", "yes"));
        Assert.Contains("It is open to returns", (await Visitor.ParseAsync(late)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Period.Types.State.Open, await StateAsync("2047"));
    }

    [Fact]
    public async Task The_roster_says_who_has_returned_and_shows_no_figure()
    {
        await fixture.Steward.OpenAsync("2041");
        Assert.Null((await fixture.Steward.ImportReturnsAsync("2041", [new() { Line = 2, Organisation = "c05", Measure = "com-05", Stage = "delivered", Numerator = "7654321", Denominator = "1" }])).Error);
        using Visitor visitor = await fixture.StewardAsync();
        Assert.Contains($"1 of {PagesFixture.Councils}", (await visitor.ReadAsync("/periods/2041")).Body!.TextContent, StringComparison.Ordinal);
        string text = (await visitor.ReadAsync("/periods/2041/organisations")).Body!.TextContent;
        Assert.Contains("1 submitted, of 1 begun", text, StringComparison.Ordinal);
        Assert.Contains("Council 5", text, StringComparison.Ordinal);
        Assert.DoesNotContain("654", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false, "Draft")]
    [InlineData(1, true, "Submitted, and a correction is being drafted")]
    [InlineData(2, false, "Withdrawn, and a correction is being drafted")]
    public void The_roster_says_what_became_of_the_submission_beside_a_draft(int revision, bool isSubmitted, string words) => Assert.Equal(words, RosterPage.Words(
        new(Benchmarking.Organisations.OrganisationId.TryParse("c05")!, Benchmarking.Returns.ReturnState.Draft, revision, UpdateTime: null, isSubmitted)));

    [Fact]
    public async Task A_cut_is_begun_followed_and_audited()
    {
        await fixture.Steward.OpenAsync("2042");
        Assert.Null((await fixture.Steward.ImportReturnsAsync("2042", Enumerable.Range(1, 12).Select(i =>
            new ImportLine { Line = i + 1, Organisation = $"c{i:00}", Measure = "spd-01", Stage = "delivered", Numerator = $"{40 + i}", Denominator = "100" }))).Error);
        using Visitor visitor = await fixture.StewardAsync();
        IHtmlDocument collection = await visitor.ReadAsync("/periods/2042");
        using HttpResponseMessage begun = await visitor.SendAsync(collection, "form[action$='handler=cut']");
        IHtmlDocument ended = await visitor.UntilEndedAsync(begun.Headers.Location!.OriginalString);
        Assert.Equal("Edition cut", ended.QuerySelector("h1")!.TextContent);
        // The same form again is the same cut.
        using HttpResponseMessage again = await visitor.SendAsync(collection, "form[action$='handler=cut']");
        await visitor.UntilEndedAsync(again.Headers.Location!.OriginalString);
        Assert.Single((await visitor.ReadAsync("/periods/2042")).QuerySelectorAll("tbody tr"));
        IHtmlDocument audit = await visitor.ReadAsync("/periods/2042/editions/1");
        Assert.Contains("Yes: every protection level is met", audit.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_of_nothing_says_why_there_is_no_edition()
    {
        await fixture.Steward.OpenAsync("2043");
        using Visitor visitor = await fixture.StewardAsync();
        using HttpResponseMessage begun = await visitor.SendAsync(await visitor.ReadAsync("/periods/2043"), "form[action$='handler=cut']");
        IHtmlDocument ended = await visitor.UntilEndedAsync(begun.Headers.Location!.OriginalString);
        Assert.Equal("No edition was cut", ended.QuerySelector("h1")!.TextContent);
        Assert.Contains("Nothing has been submitted", ended.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Organisations_are_listed_with_their_worst_names_as_text()
    {
        using Visitor visitor = await fixture.StewardAsync();
        IHtmlDocument page = await visitor.ReadAsync("/organisations?number=-5");
        Assert.Contains(PagesFixture.HostileName, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(PagesFixture.Councils, page.QuerySelectorAll("tbody tr").Length);
    }

    // What it came to, as the heading says.
    private static async Task<string> FinishAsync(Visitor visitor, IHtmlDocument page, params (string, string)[] changes)
    {
        using HttpResponseMessage begun = await visitor.SendAsync(page, FinishForm, changes);
        return (await visitor.UntilEndedAsync(begun.Headers.Location!.OriginalString)).QuerySelector("h1")!.TextContent;
    }

    private async Task<Period.Types.State> StateAsync(string period) => (await fixture.Steward.Periods.GetPeriodAsync(new() { Name = $"periods/{period}" })).State;
}
