using System.Net;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Web;
using Benchmarking.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Json;

/// <summary>Calls by JSON over HTTP/1.1, at the port of pages: what they answer is what gRPC answers.</summary>
public sealed class JsonCallTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    // Calls that read, by those who may, with what is asked.
    private static readonly Dictionary<string, string> Requests = new()
    {
        ["GetOrganisation"] = """{ "name": "organisations/c01" }""",
        ["ListOrganisations"] = """{ "pageSize": 3 }""",
        ["GetMeasure"] = """{ "name": "measures/spd-01" }""",
        ["ListMeasures"] = """{ "pageSize": 5 }""",
        ["GetPeriod"] = """{ "name": "periods/2025-26" }""",
        ["ListPeriods"] = "{}",
        ["GetReturn"] = """{ "name": "organisations/c01/returns/2025-26" }""",
        ["ListReturnRevisions"] = """{ "parent": "organisations/c01/returns/2025-26" }""",
        ["GetEdition"] = """{ "name": "periods/2025-26/editions/1" }""",
        ["GetEditionAudit"] = """{ "name": "periods/2025-26/editions/1/audit" }""",
        ["ListEditions"] = """{ "parent": "periods/2025-26" }""",
        ["Compare"] = """{ "organisation": "organisations/c01", "edition": "periods/2025-26", "measures": ["measures/spd-01", "measures/emp-01"], "cohorts": ["all", "region=south"] }""",
        ["GetBenchmark"] = """{ "edition": "periods/2025-26", "measure": "measures/spd-01", "stage": "STAGE_COMMITTED", "cohort": "region=south" }""",
        ["CompareSectors"] = """{ "edition": "periods/2025-26", "measures": ["measures/spd-01"], "cohorts": ["all", "region=south"] }""",
        ["GetTrend"] = """{ "measure": "measures/spd-01", "cohort": "all" }""",
        ["CompareTrend"] = """{ "organisation": "organisations/c01", "measure": "measures/spd-01" }""",
        ["ListCohorts"] = """{ "edition": "periods/2025-26" }""",
        ["Query"] = """{ "editions": ["periods/2025-26", "periods/2024-25"], "filter": "region = south", "statistics": ["STATISTIC_MEDIAN", "STATISTIC_MEAN"] }""",
        ["DryRun"] = """{ "query": { "editions": ["periods/2025-26"], "groupBy": ["region"] } }""",
        ["ListCohortProposals"] = """{ "parent": "periods/2025-26" }""",
        ["GetRelease"] = """{ "name": "releases/a-body.spending" }""",
        ["DownloadRelease"] = """{ "name": "releases/a-body.spending", "format": "DOWNLOAD_FORMAT_CSV" }""",
        ["ListReleases"] = "{}",
        ["ListReleaseCalendar"] = "{}",
        ["ListReleaseUses"] = """{ "parent": "organisations/c01" }""",
        ["GetReleaseDraft"] = """{ "name": "releases/a-body.drafted" }""",
        ["ListReleaseDrafts"] = "{}",
        ["PreviewRelease"] = """{ "name": "releases/a-body.drafted" }""",
        ["ListJournalEntries"] = """{ "startTime": "2026-01-01T00:00:00Z", "endTime": "2026-01-05T08:00:00Z" }""",
    };

    public static TheoryData<string> CallNames => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task A_call_answers_what_gRPC_answers(string name)
    {
        MethodDescriptor call = PermissionTests.Calls.Single(call => call.Name == name);
        string key = fixture.KeyFor($"{call.Service.Name}/{name}");
        IMessage request = JsonParser.Default.Parse(Requests[name], call.InputType);
        RawAnswer byGrpc = await RawCall.SendAsync(fixture.Server.With(key), call, request);
        Assert.Equal(StatusCode.OK, byGrpc.Code);
        using JsonCaller caller = new(fixture.Url, key);
        JsonAnswered answer = await caller.SendAsync(call, request);
        Assert.True(answer.Code == HttpStatusCode.OK, answer.Text);
        Assert.Equal("application/json; charset=utf-8", answer.Headers["content-type"]);
        // Of a stream each message is a line.
        IEnumerable<string> messages = call.IsServerStreaming ? answer.Lines : [answer.Text];
        Assert.Equal(byGrpc.Everything, string.Join('|', messages.Select(line => System.Text.Encoding.Latin1.GetString(JsonParser.Default.Parse(line, call.OutputType).ToByteArray()))));
    }

    [Fact]
    public async Task A_return_is_drafted_checked_submitted_and_read_back_by_JSON()
    {
        await fixture.Steward.AddOrganisationAsync("j01");
        using JsonCaller member = new(fixture.Url, (await fixture.Server.SignInAsync(Role.Contributor, "organisations/j01")).Key);
        const string address = "/v1/organisations/j01/returns/2025-26";
        const string lines = """{ "lines": [ { "measure": "measures/spd-01", "stage": "STAGE_DELIVERED", "numerator": "40", "denominator": "100" } ] }""";
        JsonAnswered bad = await member.SendAsync(HttpMethod.Post, $"{address}:validate", """{ "lines": [ { "measure": "measures/none", "stage": "STAGE_DELIVERED", "numerator": "x" } ] }""");
        Assert.True(JsonParser.Default.Parse<ValidateReturnResponse>(bad.Text).Problems.Count > 1, bad.Text);
        Return draft = JsonParser.Default.Parse<Return>((await member.SendAsync(HttpMethod.Put, address, lines)).Text);
        Assert.Equal(Return.Types.State.Draft, draft.State);
        string submission = $$"""{ "requestId": "{{Guid.NewGuid()}}" }""";
        foreach (int _ in (int[])[1, 2])
            Assert.Equal(1, JsonParser.Default.Parse<Return>((await member.SendAsync(HttpMethod.Post, $"{address}:submit", submission)).Text).Revision);
        Assert.Equal(Return.Types.State.Submitted, JsonParser.Default.Parse<Return>((await member.GetAsync(address)).Text).State);
        // The journal has it as the call that it is.
        ListJournalEntriesResponse journal = await fixture.Steward.Journal.ListJournalEntriesAsync(new() { Organisation = "organisations/j01" });
        Assert.Contains(journal.JournalEntries, entry => entry.Call == "ReturnService/SubmitReturn" && entry.Resource == "organisations/j01/returns/2025-26");
    }

    [Fact]
    public async Task Every_problem_of_a_return_comes_at_once()
    {
        using JsonCaller member = new(fixture.Url, fixture.ContributorKey);
        JsonAnswered refused = await member.SendAsync(HttpMethod.Post, "/v1/organisations/c01/returns/2025-26:submit",
            """{ "lines": [ { "measure": "measures/none", "stage": "STAGE_DELIVERED", "numerator": "1", "denominator": "2" }, { "measure": "measures/spd-01", "stage": "STAGE_DELIVERED", "numerator": "x", "denominator": "1" } ] }""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Code);
        Assert.Equal(["lines[1].measure", "lines[2].numerator"], refused.Status.GetDetail<Google.Rpc.BadRequest>().FieldViolations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task A_stream_can_be_asked_for_with_GET_too()
    {
        using JsonCaller analyst = new(fixture.Url, fixture.ContributorKey);
        JsonAnswered posted = await analyst.SendAsync(HttpMethod.Post, "/v1/queries:run", """{ "editions": ["periods/2025-26"], "measures": ["measures/spd-01"], "groupBy": ["region"] }""");
        JsonAnswered asked = await analyst.GetAsync("/v1/queries:run?editions=periods/2025-26&measures=measures/spd-01&group_by=region");
        Assert.Equal(HttpStatusCode.OK, posted.Code);
        Assert.Equal(posted.Text, asked.Text);
    }

    [Fact]
    public async Task A_session_of_the_pages_makes_no_call_and_an_answer_stays_in_no_store()
    {
        using Visitor visitor = await fixture.ContributorAsync();
        using HttpClient client = new(new SocketsHttpHandler { UseCookies = false });
        using HttpRequestMessage request = new(HttpMethod.Get, fixture.Url + "/v1/periods");
        request.Headers.Add("cookie", $"benchmarking-session={visitor.SessionCookie!.Value}");
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("x-content-type-options").Single());
        Assert.False(answer.Headers.Contains("access-control-allow-origin"));
    }

    [Fact]
    public async Task Releases_need_no_key()
    {
        using JsonCaller anyone = new(fixture.Url, "");
        Assert.Contains(PagesFixture.Release, (await anyone.GetAsync("/v1/releases")).Text, StringComparison.Ordinal);
        JsonAnswered drafted = await anyone.GetAsync($"/v1/releases/{PagesFixture.Drafted}"), absent = await anyone.GetAsync("/v1/releases/a-body.absented");
        Assert.Equal(HttpStatusCode.NotFound, drafted.Code);
        Assert.Equal(absent.Text.Replace("absented", "drafted", StringComparison.Ordinal), drafted.Text);
    }
}
