using System.Net;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Releases;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Web;

/// <summary>A scheduled release on pages: a tick early it is as if it did not exist, whoever looks; at its minute it is there, also across a restart.</summary>
public sealed class ReleaseEmbargoTests
{
    private const string Address = "/releases/a-body.spending";

    // Of the same length as the others, so that sizes can be told apart by their contents alone.
    private const string Drafted = "/releases/a-body.drafting";
    private const string Absent = "/releases/a-body.nothing1";

    // Half past nine in London in summer.
    private static readonly DateTimeOffset PublishTime = new(2026, 6, 4, 8, 30, 0, TimeSpan.Zero);

    private static async Task<Api> ScheduleAsync(TestServer server)
    {
        await server.Steward.FillAsync();
        Api publisher = await server.SignInAsync(Role.Publisher, body: "a-body");
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "spending", Content = ReleaseSector.Draft() });
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "drafting", Content = ReleaseSector.Draft("Secret title") });
        await publisher.Releases.ScheduleReleaseAsync(new() { Name = "releases/a-body.spending", PublishDate = "2026-06-04" });
        return publisher;
    }

    // All of an answer: status, headers, and the bytes as they came.
    private static async Task<string> EverythingAsync(Visitor visitor, string address)
    {
        using HttpResponseMessage answer = await visitor.GetAsync(address);
        IEnumerable<string> headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
        string body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{WithoutToken(body)}";
    }

    // The one thing of a page that is another at each request: the token of the form that signs out.
    private static string WithoutToken(string body) =>
        System.Text.RegularExpressions.Regex.Replace(body, "(name=\"__RequestVerificationToken\" type=\"hidden\" value=\")[^\"]*\"", "$1\"");

    [Fact]
    public async Task A_tick_early_no_page_differs_from_that_of_a_release_that_does_not_exist_and_at_its_minute_it_is_there()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync();
        await ScheduleAsync(server);
        server.JumpTo(PublishTime.AddTicks(-1));
        // Signed in at this time: sessions end while the clock moves.
        List<Visitor> visitors = [new(server.PagesUrl)];
        foreach ((Role role, string organisation, string body) in ((Role, string, string)[])
            [(Role.Steward, "", ""), (Role.Analyst, "", ""), (Role.Contributor, "organisations/m01", ""), (Role.Viewer, "organisations/m01", ""), (Role.Publisher, "", "a-body"), (Role.Publisher, "", "b-body")])
            visitors.Add(await Visitor.SignInAsync(server.PagesUrl, (await server.SignInAsync(role, organisation, body)).Key));
        foreach (Visitor visitor in visitors)
        {
            foreach (string page in (string[])["", "/revisions/1", "/revisions/2"])
            {
                string absent = await EverythingAsync(visitor, Absent + page);
                Assert.StartsWith("404\n", absent, StringComparison.Ordinal);
                Assert.Equal(absent, await EverythingAsync(visitor, Address + page));
                Assert.Equal(absent, await EverythingAsync(visitor, Drafted + page));
            }
            foreach (string list in (string[])["/", "/releases", "/releases/calendar"])
            {
                string told = await EverythingAsync(visitor, list);
                Assert.DoesNotContain("Secret title", told, StringComparison.Ordinal);
                Assert.DoesNotContain("a-body.spending", told, StringComparison.Ordinal);
                Assert.DoesNotContain("a-body.drafting", told, StringComparison.Ordinal);
                Assert.DoesNotContain("fifty-six", told, StringComparison.Ordinal);
                // Its title and time are announced, and no more.
                Assert.Equal(list != "/releases", told.Contains("Local spending", StringComparison.Ordinal));
            }
        }
        Assert.Contains("4 June 2026 at 09:30", (await visitors[0].ReadAsync("/releases/calendar")).Body!.TextContent, StringComparison.Ordinal);

        server.Clock.SetUtcNow(PublishTime);
        foreach (Visitor visitor in visitors)
        {
            IHtmlDocument page = await visitor.ReadAsync(Address);
            Assert.Contains("fifty-six point five", page.Body!.TextContent, StringComparison.Ordinal);
            foreach (string list in (string[])["/", "/releases", "/releases/calendar"])
                Assert.NotEmpty((await visitor.ReadAsync(list)).QuerySelectorAll($"main a[href='{Address}']"));
            using HttpResponseMessage draft = await visitor.GetAsync(Drafted);
            Assert.Equal(HttpStatusCode.NotFound, draft.StatusCode);
            visitor.Dispose();
        }
    }

    [Fact]
    public async Task Stopped_before_its_time_and_started_at_it_the_page_is_there()
    {
        using TemporaryDirectory directory = new();
        await using (TestServer first = await TestServer.StartAsync(directory))
            await ScheduleAsync(first);
        string absent;
        await using (TestServer early = await TestServer.StartWithPagesAsync(directory, PublishTime.AddTicks(-1)))
        {
            using Visitor visitor = new(early.PagesUrl);
            absent = await EverythingAsync(visitor, Absent);
            Assert.Equal(absent, await EverythingAsync(visitor, Address));
        }
        await using TestServer second = await TestServer.StartWithPagesAsync(directory, PublishTime);
        using Visitor reader = new(second.PagesUrl);
        Assert.Contains("fifty-six point five", (await reader.ReadAsync(Address)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(absent, await EverythingAsync(reader, Absent));
    }

    [Fact]
    public async Task The_calendar_keeps_earlier_times_and_what_was_withdrawn_before_it_appeared_has_no_page()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync();
        Api publisher = await ScheduleAsync(server);
        await publisher.Releases.ScheduleReleaseAsync(new() { Name = "releases/a-body.spending", PublishDate = "2026-06-11", Reason = "late returns" });
        using Visitor visitor = new(server.PagesUrl);
        string told = (await visitor.ReadAsync("/releases/calendar")).Body!.TextContent;
        Assert.Contains("11 June 2026 at 09:30", told, StringComparison.Ordinal);
        Assert.Contains("Announced before for 4 June 2026 at 09:30. late returns", told, StringComparison.Ordinal);
        await publisher.Releases.WithdrawReleaseAsync(new() { Name = "releases/a-body.spending", Reason = "not needed" });
        server.JumpTo(PublishTime.AddDays(30));
        IHtmlDocument after = await visitor.ReadAsync("/releases/calendar");
        Assert.Contains("Withdrawn: not needed", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(after.QuerySelectorAll("main a[href^='/releases/a-body']"));
        Assert.Equal(await EverythingAsync(visitor, Absent), await EverythingAsync(visitor, Address));
    }
}
