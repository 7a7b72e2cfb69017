using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using State = Benchmarking.V1.CohortProposal.Types.State;

namespace Benchmarking.Server.Tests.Web;

/// <summary>Proposed cohorts on a steward's pages: what was asked for, and the decision. Each test keeps to a period of its own.</summary>
public sealed class ProposalPageTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private const string Form = "form[action*='/proposals/']";

    [Fact]
    public async Task A_proposal_is_accepted_and_then_declined_for_reasons_that_its_proposer_reads()
    {
        string name = await ProposeAsync("2041");
        using Visitor visitor = await fixture.StewardAsync();
        IElement link = (await visitor.ReadAsync("/periods/2041")).QuerySelector("a[href='/periods/2041/proposals']")!;
        Assert.Equal("1 to decide, of 1", link.TextContent);
        IHtmlDocument list = await visitor.ReadAsync("/periods/2041/proposals");
        Assert.Contains("For a <b>combined</b> authority.", Assert.Single(list.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Equal(("Region: north or south", "/periods/2041/proposals/1"), (list.QuerySelector("tbody a")!.TextContent, list.QuerySelector("tbody a")!.GetAttribute("href")));
        IHtmlDocument page = await visitor.ReadAsync("/periods/2041/proposals/1");
        Assert.All([PagesFixture.Proposed, "region=north|south", "To decide"], text => Assert.Contains(text, page.Body!.TextContent, StringComparison.Ordinal));
        Assert.Equal(["accept", "decline"], Buttons(page));

        // Browsers end the lines of what is typed as Windows does.
        Assert.Equal("/periods/2041/proposals", await DecideAsync(visitor, page, "accept", "Needed.\r\nAgreed by all."));
        Assert.Equal((State.Accepted, "Needed.\nAgreed by all."), await FindAsync(name));
        Assert.Contains("Accepted", (await visitor.ReadAsync("/periods/2041/proposals")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        page = await visitor.ReadAsync("/periods/2041/proposals/1");
        Assert.Contains("Needed.\nAgreed by all.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["decline"], Buttons(page));

        Assert.Equal("/periods/2041/proposals", await DecideAsync(visitor, page, "decline", "No longer."));
        Assert.Equal((State.Declined, "No longer."), await FindAsync(name));
        ListJournalEntriesResponse journal = await fixture.Steward.Journal.ListJournalEntriesAsync(new() { PageSize = 1_000 });
        JournalEntry[] noted = [.. journal.JournalEntries.Where(entry => entry.Resource == name && entry.Kind == JournalEntry.Types.Kind.Ended).OrderBy(entry => entry.Sequence)];
        Assert.Equal(["CohortProposalService/AcceptCohortProposal", "CohortProposalService/DeclineCohortProposal"], noted.Select(entry => entry.Call));
        Assert.All(noted, entry => Assert.Equal(JournalEntry.Types.Outcome.Accepted, entry.Outcome));
    }

    [Theory]
    [InlineData("", "reason is empty")]
    [InlineData(" \r\n ", "reason is empty")]
    [InlineData("=1+1", "could be run as a formula")]
    [InlineData("@SUM(<script>alert(1)</script>)", "could be run as a formula")]
    public async Task A_decision_without_a_reason_that_can_be_read_is_told_beside_it_and_nothing_is_decided(string reason, string said)
    {
        string name = await ProposeAsync("2042");
        string address = $"/periods/2042/proposals/{name.Split('/')[^1]}";
        using Visitor visitor = await fixture.StewardAsync();
        using HttpResponseMessage answer = await visitor.SendAsync(await visitor.ReadAsync(address), Form, ("reason", reason), ("decision", "accept"));
        IHtmlDocument page = await Visitor.ParseAsync(answer);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("#reason", page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Contains(said, page.QuerySelector("#reason-error")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal((State.Open, ""), await FindAsync(name));
    }

    [Fact]
    public async Task What_is_no_decision_or_no_proposal_or_not_ones_to_decide_changes_nothing()
    {
        string name = await ProposeAsync("2043");
        using Visitor visitor = await fixture.StewardAsync();
        IHtmlDocument page = await visitor.ReadAsync("/periods/2043/proposals/1");
        foreach (string decision in (string[])["", "Accept", "accept ", "<script>"])
        {
            using HttpResponseMessage neither = await visitor.SendAsync(page, Form, ("reason", "Needed."), ("decision", decision));
            Assert.Equal((decision, HttpStatusCode.BadRequest), (decision, neither.StatusCode));
        }
        foreach (string address in (string[])["/periods/2043/proposals/0", "/periods/2043/proposals/-1", "/periods/2043/proposals/99999999999", "/periods/1999/proposals/1", "/periods/1999/proposals", "/periods/x/proposals"])
        {
            using HttpResponseMessage absent = await visitor.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, absent.StatusCode));
        }
        using Visitor analyst = await Visitor.SignInAsync(fixture.Url, (await fixture.Server.SignInAsync(Role.Analyst)).Key);
        KeyValuePair<string, string>[] fields = [new("reason", "Needed."), new("decision", "accept")];
        using HttpResponseMessage forbidden = await analyst.PostAsync("/periods/2043/proposals/1", fields);
        using HttpResponseMessage forged = await visitor.PostAsync("/periods/2043/proposals/1", fields);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (forbidden.StatusCode, forged.StatusCode));
        Assert.Equal((State.Open, ""), await FindAsync(name));
    }

    [Fact]
    public async Task A_finished_period_takes_no_further_cohort_and_says_so()
    {
        string name = await ProposeAsync("2044");
        using Visitor visitor = await fixture.StewardAsync();
        IHtmlDocument before = await visitor.ReadAsync("/periods/2044/proposals/1");
        await fixture.Steward.Periods.ClosePeriodAsync(new() { Name = "periods/2044" });
        await fixture.Steward.Periods.FinishPeriodAsync(new() { Name = "periods/2044" });
        using HttpResponseMessage late = await visitor.SendAsync(before, Form, ("reason", "Needed."), ("decision", "accept"));
        IHtmlDocument page = await Visitor.ParseAsync(late);
        Assert.Contains("The period 2044 is finished", page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["decline"], Buttons(page));
        Assert.Equal(State.Open, (await FindAsync(name)).State);
    }

    private static IEnumerable<string?> Buttons(IHtmlDocument page) => page.QuerySelectorAll($"{Form} button").Select(button => button.GetAttribute("value"));

    private static async Task<string> DecideAsync(Visitor visitor, IHtmlDocument page, string decision, string reason)
    {
        using HttpResponseMessage answer = await visitor.SendAsync(page, Form, ("reason", reason), ("decision", decision));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<string> ProposeAsync(string period)
    {
        await fixture.Steward.OpenAsync(period);
        return await fixture.ProposeAsync(period);
    }

    private async Task<(State State, string Reason)> FindAsync(string name)
    {
        ListCohortProposalsResponse all = await fixture.Steward.CohortProposals.ListCohortProposalsAsync(new() { Parent = name[..name.IndexOf("/cohortProposals", StringComparison.Ordinal)] });
        CohortProposal proposal = all.CohortProposals.Single(proposal => proposal.Name == name);
        return (proposal.State, proposal.DecisionReason);
    }
}
