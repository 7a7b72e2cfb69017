using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Web;

/// <summary>A publisher's pages. Each test keeps to releases of its own.</summary>
public sealed class DraftPageTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private const string Form = "main form";

    private ReleaseService.ReleaseServiceClient Releases => fixture.Server.With(fixture.PublisherKey).Releases;

    private static async Task<IHtmlDocument> SendAsync(Visitor visitor, IHtmlDocument page, params (string, string)[] changes)
    {
        using HttpResponseMessage answer = await visitor.SendAsync(page, Form, changes);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Visitor.ParseAsync(answer);
    }

    private static async Task<string> GoAsync(Visitor visitor, IHtmlDocument page, params (string, string)[] changes)
    {
        using HttpResponseMessage answer = await visitor.SendAsync(page, Form, changes);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, (await Visitor.ParseAsync(answer)).QuerySelector(".govuk-error-summary")?.TextContent ?? $"{answer.StatusCode}");
        return answer.Headers.Location!.OriginalString;
    }

    private static string[] Problems(IHtmlDocument page) => [.. page.QuerySelectorAll(".govuk-error-summary li").Select(item => item.TextContent.Trim())];

    private async Task<string> DraftAsync(string id, DraftContent? content = null)
    {
        await Releases.CreateReleaseAsync(new() { ReleaseId = id, Content = content ?? PagesFixture.Draft(PagesFixture.FirstTitle) });
        return $"/drafts/a-body.{id}";
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_told_of_nothing_that_is_of_returns()
    {
        using Visitor visitor = await fixture.PublisherAsync();
        IHtmlDocument edit = await visitor.ReadAsync($"{await DraftAsync("large")}/edit");
        using HttpResponseMessage answer = await visitor.SendAsync(edit, Form, ("Draft.Summary", new string('a', 5 * 1024 * 1024)), ("step", "save"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        string told = (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;
        Assert.Contains("What you sent is too large", told, StringComparison.Ordinal);
        Assert.All((string[])["return", "lines", "file"], word => Assert.DoesNotContain(word, told, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_release_is_drafted_step_by_step_previewed_and_published()
    {
        using Visitor visitor = await fixture.PublisherAsync();
        string edit = await GoAsync(visitor, await visitor.ReadAsync("/drafts/new"), ("title", "Typed"), ("shortName", "typed"));
        Assert.Equal("/drafts/a-body.typed/edit", edit);
        IHtmlDocument page = await SendAsync(visitor, await visitor.ReadAsync(edit), ("Draft.Publisher", "A body"), ("Draft.Summary", "First.\n\nSecond."), ("Draft.Methods", "Counted."), ("Draft.Limits", "Few."),
            ("Draft.Notes", "One note\n\nAnother note\n"), ("step", "add-section"));
        Assert.Equal("sections-1-heading", page.QuerySelector("[autofocus]")!.Id);
        page = await SendAsync(visitor, page, ("Draft.Sections[0].Heading", "Spending"), ("step", "add-table:1"));
        Assert.Equal("sections-1-tables-1", page.QuerySelector("[autofocus]")!.Id);
        // What can be chosen is what there is: editions, measures at their stages, and groups of the editions.
        string[] values = [.. page.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]").Select(box => box.Value)];
        Assert.Empty(((string[])["periods/2025-26/editions/1", "periods/2025-26", "spd-01/committed", "gov-01/unstaged", "all", "region=south", "sector=local-authority,region=south"]).Except(values));
        // Each under what it is about, which is told by headings whether or not it is folded away.
        string[] under = [.. page.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]:not([checked])").Select(box => $"{box.Closest("fieldset")!.QuerySelector("legend")!.TextContent}: {box.Value}")];
        Assert.Empty(((string[])["Editions: periods/2025-26", "Jobs: emp-01/committed", "Spending and payment: spd-01/delivered", "Region: region=south", "Sector and Region: sector=local-authority,region=south"]).Except(under));
        Assert.All(page.QuerySelectorAll("details:has(fieldset)"), folded => Assert.StartsWith(folded.QuerySelector("legend")!.TextContent, folded.QuerySelector("summary")!.TextContent.Trim(), StringComparison.Ordinal));
        page = await SendAsync(visitor, page, ("Draft.Sections[0].Tables[0].Title", "By region"), ("Draft.Sections[0].Tables[0].Editions", "periods/2025-26/editions/1"), ("Draft.Sections[0].Tables[0].Measures", "spd-01/delivered"),
            ("Draft.Sections[0].Tables[0].Measures", "gov-01/unstaged"), ("Draft.Sections[0].Tables[0].Cohorts", "region=south"), ("Draft.Sections[0].Tables[0].Cohorts", "all"), ("step", "close-table:1:1"));
        Assert.Contains("Spend with local suppliers, delivered (spd-01)", page.QuerySelector(".app-card")!.TextContent, StringComparison.Ordinal);
        // The next table begins with the edition of the one before; this one is not wanted.
        page = await SendAsync(visitor, page, ("step", "add-table:1"));
        Assert.Equal(["periods/2025-26/editions/1", "all"], page.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]").Where(box => box.IsChecked).Select(box => box.Value));
        page = await SendAsync(visitor, page, ("step", "remove-table:1:2"));
        page = await SendAsync(visitor, page, ("step", "add-access"));
        string preview = await GoAsync(visitor, page, ("Draft.Access[0].Who", "Chief executive"), ("Draft.Access[0].Hours", ""), ("step", "save-and-preview"));
        DraftContent stored = (await Releases.GetReleaseDraftAsync(new() { Name = "releases/a-body.typed" })).Content;
        Assert.Equal(("First.\n\nSecond.", 24), (stored.Summary, Assert.Single(stored.PreReleaseAccess).HoursBefore));
        Assert.Equal(["One note", "Another note"], stored.Notes);
        DraftTable table = Assert.Single(Assert.Single(stored.Sections).Tables);
        Assert.Equal(["region=south", "all"], table.Cohorts);
        Assert.Equal([Stage.Delivered, Stage.Unstaged], table.Measures.Select(measure => measure.Stage));
        IHtmlDocument previewed = await visitor.ReadAsync(preview);
        Assert.Contains("This is a preview", previewed.Body!.TextContent, StringComparison.Ordinal);
        string shown = previewed.QuerySelector(".app-table table")!.TextContent;

        IHtmlDocument publish = await visitor.ReadAsync("/drafts/a-body.typed/publish");
        Assert.StartsWith("It was not announced for this time. Schedule it for 2026-02-02 or later, or say in the reason", Assert.Single(Problems(await SendAsync(visitor, publish, ("Reason", " ")))), StringComparison.Ordinal);
        Assert.Equal("/drafts/a-body.typed", await GoAsync(visitor, publish, ("Reason", "agreed with\r\nall")));
        Assert.Equal(shown, (await new Visitor(fixture.Url).ReadAsync("/releases/a-body.typed")).QuerySelector(".app-table table")!.TextContent);
        // Sent twice, it counts once.
        Assert.Equal("/drafts/a-body.typed", await GoAsync(visitor, publish, ("Reason", "agreed with\r\nall")));
        Assert.Single((await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = "releases/a-body.typed" })).History);
    }

    [Fact]
    public async Task A_form_of_a_stored_draft_sent_back_as_it_is_changes_nothing_of_it()
    {
        using Visitor visitor = await fixture.PublisherAsync();
        DraftContent content = PagesFixture.Draft("As it is");
        content.Sections[0].Tables[1].Measures[0] = new() { Measure = "no-such-measure" };
        content.Sections[0].Tables[1].Editions[0] = "periods/2025-26";
        string address = await DraftAsync("as-it-is", content);
        ReleaseDraft before = await Releases.GetReleaseDraftAsync(new() { Name = "releases/a-body.as-it-is" });
        await GoAsync(visitor, await visitor.ReadAsync($"{address}/edit"), ("step", "save"));
        // Opened and closed too: what is chosen and not known stays.
        IHtmlDocument open = await SendAsync(visitor, await visitor.ReadAsync($"{address}/edit"), ("step", "open-table:1:2"));
        Assert.Contains(open.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]"), box => box.Value == "no-such-measure" && box.IsChecked);
        await GoAsync(visitor, open, ("step", "save"));
        ReleaseDraft after = await Releases.GetReleaseDraftAsync(new() { Name = "releases/a-body.as-it-is" });
        // A cohort is named that was meant before: none means all.
        content.Sections[0].Tables[1].Cohorts.Add("all");
        content.Sections[1].Tables[0].Cohorts.Add("all");
        foreach (DraftMeasure measure in content.Sections.SelectMany(section => section.Tables).SelectMany(table => table.Measures))
            measure.Measure = measure.Measure.Replace("measures/", "", StringComparison.Ordinal);
        foreach (DraftMeasure measure in after.Content.Sections.SelectMany(section => section.Tables).SelectMany(table => table.Measures))
            measure.Measure = measure.Measure.Replace("measures/", "", StringComparison.Ordinal);
        Assert.Equal(content, after.Content);
        Assert.NotEqual(before.Etag, after.Etag);
    }

    [Fact]
    public async Task Sections_tables_and_readers_come_go_and_move_and_nothing_typed_is_lost()
    {
        using Visitor visitor = await fixture.PublisherAsync();
        string address = await DraftAsync("moved");
        IHtmlDocument page = await visitor.ReadAsync($"{address}/edit");
        page = await SendAsync(visitor, page, ("Draft.Summary", "Not saved yet"), ("step", "up-table:1:2"));
        Assert.Equal(["Has a policy", "Local spend", "Jobs and spend"], page.QuerySelectorAll(".app-card h2").Select(title => title.TextContent));
        page = await SendAsync(visitor, page, ("step", "up-section:2"));
        Assert.Equal(["Jobs and spend", "Has a policy", "Local spend"], page.QuerySelectorAll(".app-card h2").Select(title => title.TextContent));
        page = await SendAsync(visitor, page, ("step", "remove-section:1"));
        Assert.Equal(["Has a policy", "Local spend"], page.QuerySelectorAll(".app-card h2").Select(title => title.TextContent));
        page = await SendAsync(visitor, page, ("step", "remove-access:1"));
        Assert.Empty(page.QuerySelectorAll("#access-1-who"));
        Assert.Equal("Not saved yet", page.QuerySelector<IHtmlTextAreaElement>("#summary")!.Value);
        // A step that names nothing does nothing.
        foreach (string step in (string[])["remove-section:9", "up-table:1", "open-table:0:0", "remove-table:1:-1", "add-table:99999999999999999999", "::", "nothing", ""])
        {
            if (step.Length > 0)
                page = await SendAsync(visitor, page, ("step", step));
            Assert.Equal(2, page.QuerySelectorAll(".app-card").Length);
        }
        Assert.Equal(2, (await Releases.GetReleaseDraftAsync(new() { Name = "releases/a-body.moved" })).Content.Sections.Count);
    }

    [Fact]
    public async Task Every_problem_is_told_at_once_and_leads_to_its_field()
    {
        using Visitor visitor = await fixture.PublisherAsync();
        string address = await DraftAsync("wrong");
        IHtmlDocument page = await SendAsync(visitor, await visitor.ReadAsync($"{address}/edit"), ("Draft.Title", ""), ("Draft.Summary", "=1+1"), ("Draft.Notes", "fine\n@wrong"), ("Draft.Access[0].Hours", "25"),
            ("Draft.Sections[0].Heading", "-x"), ("Draft.Sections[0].Tables[1].Editions", "../../etc"), ("Draft.Sections[0].Tables[1].Cohorts", "region"), ("Draft.Sections[1].Tables[0].Measures", "<b>"), ("step", "save"));
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        string[] links = [.. page.QuerySelectorAll(".govuk-error-summary li a").Select(link => link.GetAttribute("href")!)];
        // In the order of the page.
        Assert.Equal(["#title", "#summary", "#sections-1-heading", "#sections-1-tables-2-editions", "#sections-1-tables-2-cohorts", "#sections-2-tables-1", "#notes", "#access-1-hours"], links);
        Assert.All(links, link => Assert.NotNull(page.QuerySelector($"input{link}, textarea{link}, button{link}")));
        Assert.Equal("Enter the title", Problems(page)[0]);
        Assert.DoesNotContain("sections[", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("benchmarking ", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("=1+1", page.QuerySelector<IHtmlTextAreaElement>("#summary")!.Value);
        Assert.Empty(page.QuerySelectorAll("main b"));
        Assert.Single(page.QuerySelectorAll("[autofocus]"));
        Assert.Equal(PagesFixture.FirstTitle, (await Releases.GetReleaseDraftAsync(new() { Name = "releases/a-body.wrong" })).Content.Title);
    }

    [Fact]
    public async Task A_draft_that_is_not_whole_can_be_saved_and_is_not_scheduled_and_every_gap_is_told()
    {
        using Visitor visitor = await fixture.PublisherAsync();
        await GoAsync(visitor, await visitor.ReadAsync("/drafts/new"), ("title", "Gaps"), ("shortName", "gaps"));
        IHtmlDocument page = await SendAsync(visitor, await visitor.ReadAsync("/drafts/a-body.gaps/edit"), ("step", "add-section"));
        page = await SendAsync(visitor, page, ("step", "add-table:1"));
        Assert.NotNull(page.QuerySelector("#sections-1-tables-1-measures")!.Closest("details[open]"));
        Assert.Single(page.QuerySelectorAll("details[open] input[type=checkbox]").Select(box => box.Closest("details")).Distinct());
        Assert.Equal("/drafts/a-body.gaps", await GoAsync(visitor, page, ("step", "save")));
        IHtmlDocument schedule = await visitor.ReadAsync("/drafts/a-body.gaps/schedule");
        // Four weeks from the fixture's 5 January, at half past nine.
        Assert.Equal(["2", "2", "2026", "09:30"], ((string[])["day", "month", "year", "time"]).Select(id => schedule.QuerySelector<IHtmlInputElement>($"#{id}")!.Value));
        string[] problems = Problems(await SendAsync(visitor, schedule));
        Assert.Equal(["Enter the publisher", "Enter the summary", "Section 1: enter the heading", "Section 1, table 1: enter the title",
            "Section 1, table 1: choose at least one edition", "Section 1, table 1: choose at least one measure", "Enter the methods", "Enter the known limits"], problems);
    }

    [Fact]
    public async Task A_schedule_needs_a_day_and_a_reason_when_it_is_soon_and_can_be_changed_with_one()
    {
        using Visitor visitor = await fixture.PublisherAsync();
        string address = await DraftAsync("scheduled");
        IHtmlDocument page = await visitor.ReadAsync($"{address}/schedule");
        foreach ((string day, string month, string year, string time, string[] ids) in ((string, string, string, string, string[])[])
            [("", "", "", "09:30", ["#day"]), ("31", "2", "2026", "25:00", ["#day", "#time"]), ("<b>", "x", "-1", "09:30", ["#day"]), ("9", "1", "2026", "", ["#reason"]), ("9", "1", "2020", "", ["#day"]), ("29", "3", "2026", "01:30", ["#time"])])
        {
            IHtmlDocument refused = await SendAsync(visitor, page, ("Day", day), ("Month", month), ("Year", year), ("Time", time));
            Assert.Equal(ids, refused.QuerySelectorAll(".govuk-error-summary li a").Select(link => link.GetAttribute("href")));
            Assert.Equal(day, refused.QuerySelector<IHtmlInputElement>("#day")!.Value);
            Assert.Empty(refused.QuerySelectorAll("main b"));
        }
        Assert.Equal(address, await GoAsync(visitor, page));
        ReleaseDraft scheduled = await Releases.GetReleaseDraftAsync(new() { Name = "releases/a-body.scheduled" });
        Assert.Equal(new DateTimeOffset(2026, 2, 2, 9, 30, 0, TimeSpan.Zero), scheduled.PublishTime.ToDateTimeOffset());
        Assert.Contains("Appears 2 February 2026 at 09:30", (await visitor.ReadAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        // The same form again, as after a lost answer, is the same request.
        Assert.Equal(address, await GoAsync(visitor, page));
        Assert.Single((await Releases.GetReleaseDraftAsync(new() { Name = "releases/a-body.scheduled" })).Announcements);
        IHtmlDocument again = await visitor.ReadAsync($"{address}/schedule");
        Assert.Equal(["#reason"], (await SendAsync(visitor, again, ("Day", "9"))).QuerySelectorAll(".govuk-error-summary li a").Select(link => link.GetAttribute("href")));
        Assert.Equal(address, await GoAsync(visitor, again, ("Day", "9"), ("Reason", "late returns")));
        // What is scheduled must stay whole.
        IHtmlDocument edit = await visitor.ReadAsync($"{address}/edit");
        Assert.Equal(["Enter the summary"], Problems(await SendAsync(visitor, edit, ("Draft.Summary", ""), ("step", "save"))));
        Assert.Equal(address, await GoAsync(visitor, await visitor.ReadAsync($"{address}/withdraw"), ("Reason", "not needed")));
        IHtmlDocument withdrawn = await visitor.ReadAsync(address);
        Assert.Empty(withdrawn.QuerySelectorAll("main ul a"));
        Assert.Contains("Withdrawn", withdrawn.QuerySelectorAll("dd").Select(told => told.TextContent));
    }

    [Fact]
    public async Task A_published_release_is_revised_with_a_reason_after_a_preview_and_nothing_is_stored_before()
    {
        string name = await fixture.PublishAsync("to-revise");
        using Visitor visitor = await fixture.PublisherAsync();
        IHtmlDocument form = await visitor.ReadAsync("/drafts/a-body.to-revise/revise");
        IHtmlDocument wrong = await SendAsync(visitor, form, ("Draft.Summary", ""), ("step", "preview"));
        Assert.Equal(["Enter the summary"], Problems(wrong));
        IHtmlDocument preview = await SendAsync(visitor, form, ("Draft.Title", "Corrected <i>title</i>"), ("step", "preview"));
        Assert.Equal("Corrected <i>title</i>", preview.QuerySelector("main h2")!.TextContent);
        Assert.Equal(3, preview.QuerySelectorAll(".app-table").Length);
        IHtmlDocument back = await SendAsync(visitor, preview, ("step", "edit"));
        Assert.Equal("Corrected <i>title</i>", back.QuerySelector<IHtmlInputElement>("#title")!.Value);
        preview = await SendAsync(visitor, back, ("step", "preview"));
        Assert.Single((await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = name })).History);
        IHtmlDocument without = await SendAsync(visitor, preview, ("Reason", ""), ("step", "revise"));
        Assert.Equal("#reason", without.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.NotNull(without.QuerySelector("#reason"));
        Assert.Equal("/drafts/a-body.to-revise", await GoAsync(visitor, without, ("Reason", "the title was wrong"), ("step", "revise")));
        Release latest = await fixture.Server.Anonymous.Releases.GetReleaseAsync(new() { Name = name });
        Assert.Equal((2, "Corrected <i>title</i>", "the title was wrong"), (latest.Revision, latest.Content.Title, latest.History[1].Reason));
        // A form from before does not overwrite it.
        IHtmlDocument old = await SendAsync(visitor, preview, ("Reason", "again"), ("step", "revise"));
        Assert.Contains("has changed since you opened this page", Assert.Single(Problems(old)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_bodys_release_is_as_one_that_does_not_exist()
    {
        string address = await DraftAsync("ours");
        using Visitor stranger = await Visitor.SignInAsync(fixture.Url, (await fixture.Server.SignInAsync(Role.Publisher, body: "b-body")).Key);
        foreach (string page in (string[])["", "/edit", "/preview", "/schedule", "/publish", "/revise", "/withdraw", "/upload"])
        {
            using HttpResponseMessage ours = await stranger.GetAsync(address + page);
            using HttpResponseMessage absent = await stranger.GetAsync($"/drafts/a-body.none{page}");
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (ours.StatusCode, absent.StatusCode));
        }
        Assert.DoesNotContain("a-body", (await stranger.ReadAsync("/drafts")).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        using Visitor without = await Visitor.SignInAsync(fixture.Url, (await fixture.Server.SignInAsync(Role.Publisher)).Key);
        using HttpResponseMessage forbidden = await without.GetAsync("/drafts");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Empty((await without.ReadAsync("/")).QuerySelectorAll("a[href='/drafts']"));
    }

    [Fact]
    public async Task A_form_without_its_token_or_from_who_may_not_send_it_changes_nothing()
    {
        string address = await DraftAsync("guarded");
        using Visitor visitor = await fixture.PublisherAsync();
        using Visitor steward = await fixture.StewardAsync();
        using Visitor nobody = new(fixture.Url);
        foreach (string page in (string[])["/edit", "/schedule", "/publish", "/withdraw", "/revise", "/upload"])
        {
            KeyValuePair<string, string>[] fields = [new("Reason", "x"), new("Draft.Title", "y"), new("step", "save"), new("Day", "2"), new("Month", "2"), new("Year", "2026")];
            using HttpResponseMessage forged = await visitor.PostAsync(address + page, fields);
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
            using HttpResponseMessage other = await steward.PostAsync(address + page, fields);
            Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
            using HttpResponseMessage away = await nobody.PostAsync(address + page, fields);
            Assert.StartsWith("/sign-in?to=", away.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
        ReleaseDraft draft = await Releases.GetReleaseDraftAsync(new() { Name = "releases/a-body.guarded" });
        Assert.Equal((ReleaseState.Draft, PagesFixture.FirstTitle), (draft.State, draft.Content.Title));
    }

    [Fact]
    public async Task Hostile_forms_are_refused_in_words_and_never_a_fault()
    {
        string address = await DraftAsync("hostile-forms");
        using Visitor visitor = await fixture.PublisherAsync();
        IHtmlDocument page = await visitor.ReadAsync($"{address}/edit");
        (string, string)[][] forms =
        [
            [.. Enumerable.Range(0, 1_500).Select(i => ($"Draft.Sections[{i}].Heading", "x"))],
            [.. Enumerable.Range(0, 1_500).Select(i => ("Draft.Sections[0].Tables[0].Cohorts", $"region=r{i}"))],
            [("Draft.Sections[0].Tables[0].Cohorts", string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"region=r{i}")))],
            [("Draft.Sections[0].Tables[0].Editions", "periods/2025-26/editions/99999999999"), ("Draft.Sections[-1].Heading", "x"), ("Draft.Sections[x].Heading", "x"), ("Draft.Access[0].Hours", "9999999999999")],
            [("Etag", new string('x', 10_000)), ("RequestId", "<script>"), ("Open", "1.1.1<script>")],
            [("Draft.Title", new string('T', 1_000_000))],
        ];
        foreach ((string, string)[] form in forms)
        {
            IHtmlDocument answer = await SendAsync(visitor, page, [.. form, ("step", "save")]);
            Assert.NotEmpty(Problems(answer));
            Assert.Empty(answer.QuerySelectorAll("script"));
        }
        using HttpResponseMessage tooMany = await visitor.SendAsync(page, Form, [.. Enumerable.Range(0, 3_000).Select(i => ($"x{i}", ""))]);
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        IHtmlDocument start = await visitor.ReadAsync("/drafts/new");
        foreach (string name in (string[])["", "a b", "../x", "b-body.x", "\u202E", new string('a', 500), "hostile-forms"])
            Assert.Equal(["#short-name"], (await SendAsync(visitor, start, ("title", "T"), ("shortName", name))).QuerySelectorAll(".govuk-error-summary a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task A_file_is_read_as_the_command_line_reads_it_and_its_problems_have_their_lines()
    {
        string address = await DraftAsync("uploaded");
        using Visitor visitor = await fixture.PublisherAsync();
        IHtmlDocument page = await visitor.ReadAsync($"{address}/upload");
        async Task<HttpResponseMessage> UploadAsync(string text) => await visitor.UploadAsync(page, Form, "file", "draft.yaml", System.Text.Encoding.UTF8.GetBytes(text));
        foreach ((string text, string said, string line) in ((string, string, string)[])
            [("titel: T", "There is no such field here", "1"), ("title: [", "This is no YAML", "2"), ("title: T\nsummary: =1+1", "could be run as a formula", "2"), ($"notes: {new string('[', 100_000)}", "lists within lists", "–"), ("? &a [ *a ]\n: x", "or refers to one, by *", "1"), ("title: a\0", "a NUL byte", "1")])
        {
            using HttpResponseMessage refused = await UploadAsync(text);
            IHtmlDocument told = await Visitor.ParseAsync(refused);
            Assert.Equal("#file", told.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
            Assert.Equal(line, told.QuerySelector("tbody th")!.TextContent);
            Assert.Contains(said, told.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        }
        using HttpResponseMessage empty = await UploadAsync("");
        Assert.Contains("Choose a file", (await Visitor.ParseAsync(empty)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        using HttpResponseMessage right = await UploadAsync("title: From a file\nsections:\n  - heading: H\n    tables:\n      - {title: T, editions: [periods/2025-26], measures: [spd-01]}\n");
        Assert.Equal($"{address}/preview", right.Headers.Location!.OriginalString);
        Assert.Equal("From a file", (await visitor.ReadAsync($"{address}/preview")).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task What_a_publisher_does_on_pages_is_in_the_journal_as_the_calls_that_it_stands_for()
    {
        using Visitor visitor = await fixture.PublisherAsync();
        await GoAsync(visitor, await visitor.ReadAsync("/drafts/new"), ("title", "Noted"), ("shortName", "noted"));
        await GoAsync(visitor, await visitor.ReadAsync("/drafts/a-body.noted/edit"), ("Draft.Summary", "secret words"), ("step", "save"));
        await SendAsync(visitor, await visitor.ReadAsync("/drafts/a-body.noted/schedule"));
        await GoAsync(visitor, await visitor.ReadAsync("/drafts/a-body.noted/withdraw"), ("Reason", "tried out"));
        ListJournalEntriesResponse journal = await fixture.Steward.Journal.ListJournalEntriesAsync(new() { PageSize = 1_000 });
        JournalEntry[] noted = [.. journal.JournalEntries.Where(entry => entry.Resource == "releases/a-body.noted")];
        foreach (string call in (string[])["CreateRelease", "UpdateRelease", "ScheduleRelease", "WithdrawRelease"])
            Assert.Contains(noted, entry => entry.Call == $"ReleaseService/{call}");
        Assert.DoesNotContain(noted, entry => entry.ToString().Contains("secret words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_sees_which_releases_its_figures_went_into()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        IHtmlDocument page = await visitor.ReadAsync("/uses");
        IElement use = page.QuerySelector($"section:has(a[href='/releases/{PagesFixture.Release}'])")!;
        Assert.Contains("Spend with local suppliers, delivered (2025-26, edition 1)", use.QuerySelectorAll("li").Select(item => item.TextContent));
        await fixture.Steward.AddOrganisationAsync("newcomer");
        Api newcomer = await fixture.Server.SignInAsync(Role.Viewer, "organisations/newcomer");
        using Visitor silent = await Visitor.SignInAsync(fixture.Url, newcomer.Key);
        Assert.Contains("No published release has used your figures", (await silent.ReadAsync("/uses")).Body!.TextContent, StringComparison.Ordinal);
    }
}
