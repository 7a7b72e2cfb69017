using System.Text.RegularExpressions;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using static Benchmarking.V1.JournalEntry.Types;
using JournalOutcome = Benchmarking.V1.JournalEntry.Types.Outcome;
using Role = Benchmarking.V1.Role;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Benchmarking.Server.Tests.Journal;

/// <summary>The journal over the wire: every call that writes is in it, with who made it and how it came out, and nothing but names.</summary>
public sealed class JournalTests(JournalTests.Fixture fixture) : IClassFixture<JournalTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        public Api Member { get; private set; } = null!;

        public string MemberKey { get; private set; } = "";

        protected override async Task PrepareAsync()
        {
            await Steward.AddOrganisationAsync("j1");
            await Steward.AddOrganisationAsync("j2");
            await Steward.OpenAsync("2025");
            IssueKeyResponse issued = await Steward.Keys.IssueKeyAsync(new() { Role = Role.Contributor, Organisation = "organisations/j1" });
            (Member, MemberKey) = (Server.With(issued.Secret), issued.Key.Name);
        }
    }

    // What reads, by its name. Whatever else there is writes; a new kind of reading call must be put here by hand.
    private static readonly string[] Reading = ["Get", "List", "Validate", "Watch", "Compare", "Verify", "Preview", "Query", "DryRun", "Download"];

    // Read, and noted none the less: which rule withheld a cell is itself information.
    private static readonly string[] ReadAndNoted = ["GetEditionAudit"];

    public static TheoryData<string> NotedCalls => [.. PermissionTests.Calls.Where(IsNoted).Select(call => call.Name)];

    private static bool IsNoted(MethodDescriptor call) =>
        ReadAndNoted.Contains(call.Name) || !Reading.Any(verb => call.Name.StartsWith(verb, StringComparison.Ordinal));

    [Fact]
    public void Every_call_that_writes_is_marked_for_the_journal_and_no_other()
    {
        Assert.Equal(PermissionTests.Calls.Where(IsNoted).Select(call => call.FullName).Order(),
            PermissionTests.Calls.Where(call => Permissions.IsJournalled($"/{call.Service.FullName}/{call.Name}")).Select(call => call.FullName).Order());
    }

    [Theory, MemberData(nameof(NotedCalls))]
    public async Task A_call_that_writes_has_an_entry_before_it_and_one_after_it(string name)
    {
        MethodDescriptor call = PermissionTests.Calls.Single(call => call.Name == name);
        Role role = new[] { Role.Steward, Role.Contributor, Role.Publisher }.First(role => PermissionTests.Allows(name, role));
        Api api = await fixture.Server.SignInAsync(role, role == Role.Contributor ? "organisations/j1" : "", role == Role.Publisher ? "j-body" : "");
        RawAnswer answer = await RawCall.SendAsync(api, call);
        JournalEntry[] own = [.. (await ListAsync(new() { Caller = NameOf(api) }))];
        Assert.Equal([Kind.Begun, Kind.Ended], own.Select(entry => entry.Kind));
        Assert.All(own, entry => Assert.Equal(($"{call.Service.Name}/{name}", role), (entry.Call, entry.Role)));
        Assert.Equal(own[0].Sequence, own[1].BegunSequence);
        Assert.Equal(answer.Code == StatusCode.OK ? JournalOutcome.Accepted : JournalOutcome.Refused, own[1].Outcome);
        Assert.Equal(answer.Reason, own[1].Reason == ErrorReason.Unspecified ? "" : Client.WireName.Of(own[1].Reason));
    }

    [Fact]
    public async Task What_a_role_may_not_do_is_there_and_what_it_may_read_is_not()
    {
        Api viewer = await fixture.Server.SignInAsync(Role.Viewer, "organisations/j1");
        await viewer.Periods.ListPeriodsAsync(new());
        await Refused.ByAsync(viewer.Returns.SubmitReturnAsync(new() { Name = "organisations/j1/returns/2025" }));
        JournalEntry only = Assert.Single(await ListAsync(new() { Caller = NameOf(viewer) }));
        Assert.Equal((Kind.Denied, JournalOutcome.Refused, ErrorReason.RoleNotAllowed, "ReturnService/SubmitReturn", "organisations/j1/returns/2025", "organisations/j1", Role.Viewer),
            (only.Kind, only.Outcome, only.Reason, only.Call, only.Resource, only.Organisation, only.Role));
    }

    [Fact]
    public async Task What_a_role_may_not_do_and_tries_again_and_again_is_there_once_a_minute()
    {
        await using TestServer server = await TestServer.StartAsync();
        Api analyst = await server.SignInAsync(Role.Analyst);
        async Task TryAsync() => (await Refused.ByAsync(analyst.Periods.OpenPeriodAsync(new()))).Is(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED");
        for (int times = 0; times < 5; times++)
            await TryAsync();
        (await Refused.ByAsync(analyst.Periods.ClosePeriodAsync(new()))).Is(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await TryAsync();
        await TryAsync();
        ListJournalEntriesResponse journal = await server.Steward.Journal.ListJournalEntriesAsync(new());
        Assert.Equal(["PeriodService/OpenPeriod", "PeriodService/ClosePeriod", "PeriodService/OpenPeriod"],
            journal.JournalEntries.Where(entry => entry.Kind == Kind.Denied).OrderBy(entry => entry.Sequence).Select(entry => entry.Call));
    }

    [Fact]
    public async Task The_life_of_a_key_is_there_under_its_name()
    {
        IssueKeyResponse issued = await fixture.Steward.Keys.IssueKeyAsync(new() { Role = Role.Viewer, Organisation = "organisations/j2" });
        await fixture.Steward.Keys.RotateKeyAsync(new() { Name = issued.Key.Name });
        await fixture.Steward.Keys.RevokeKeyAsync(new() { Name = issued.Key.Name });
        JournalEntry[] ends = [.. (await ListAsync(new())).Where(entry => entry.Kind == Kind.Ended && (entry.Result == issued.Key.Name || entry.Resource == issued.Key.Name))];
        Assert.Equal([("KeyService/IssueKey", "organisations/j2"), ("KeyService/RotateKey", issued.Key.Name), ("KeyService/RevokeKey", issued.Key.Name)],
            ends.Select(entry => (entry.Call, entry.Resource)));
        Assert.All(ends, entry => Assert.Equal((JournalOutcome.Accepted, NameOf(fixture.Steward)), (entry.Outcome, entry.Caller)));
    }

    [Fact]
    public async Task An_import_has_each_organisation_whose_return_it_writes()
    {
        string request = Guid.NewGuid().ToString();
        await fixture.Steward.ImportReturnsAsync("2025", [Import(1, "j1"), Import(2, "j2"), Import(3, "organisations/j1", measure: "spd-01")], request);
        JournalEntry[] entries = [.. (await ListAsync(new())).Where(entry => entry.RequestId == request)];
        Assert.Equal([(Kind.Begun, "periods/2025"), (Kind.Part, "organisations/j1/returns/2025"), (Kind.Part, "organisations/j2/returns/2025"), (Kind.Ended, "periods/2025")],
            entries.Select(entry => (entry.Kind, entry.Resource)));
        Assert.All(entries[1..], entry => Assert.Equal(entries[0].Sequence, entry.BegunSequence));
    }

    [Fact]
    public async Task No_figure_note_or_reason_is_in_it_whatever_came_of_the_call()
    {
        const string Marker = "7654321";
        ReturnLine line = Scenario.Line("spd-01", Marker, "8765432");
        line.Note = $"note {Marker}";
        string name = "organisations/j1/returns/2025";
        await fixture.Member.Returns.SubmitReturnAsync(new() { Name = name, Lines = { line }, Reason = $"reason {Marker}" });
        await fixture.Member.Returns.UpdateReturnAsync(new() { Name = name, Lines = { line } });
        await Refused.ByAsync(fixture.Member.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Scenario.Line(Marker, Marker, "0") } }));
        await Refused.ByAsync(fixture.Member.Returns.SubmitReturnAsync(new() { Name = $"{name} {Marker}", Etag = Marker, RequestId = Marker, Lines = { line } }));
        await fixture.Steward.ImportReturnsAsync("2025", [Import(1, "j2", "spd-01", Marker, "8765432")]);
        await fixture.Steward.Organisations.UpdateOrganisationAsync(new() { Organisation = new() { Name = "organisations/j2", DisplayName = $"Name {Marker}", Sector = "local-authority", PublicDenominators = { ["homes"] = Marker } } });
        string all = string.Concat((await ListAsync(new())).Select(entry => JsonFormatter.Default.Format(entry) + "\n"));
        // Hashes may have any digits in a row.
        all = Regex.Replace(all, "\"hash\": \"[0-9a-f]{64}\"", "");
        Assert.Contains("organisations/j1/returns/2025", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, all, StringComparison.Ordinal);
        Assert.DoesNotContain("8765432", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("organisations/=cmd|' /C calc'!A0")]
    [InlineData("organisations/j1/returns/2025\u001b[2J")]
    [InlineData("organisations/\u202Ej1")]
    [InlineData("../../journal")]
    public async Task A_hostile_name_does_not_get_into_it(string name)
    {
        Api steward = await fixture.Server.SignInAsync(Role.Steward);
        await Assert.ThrowsAsync<RpcException>(() => steward.Organisations.UpdateOrganisationAsync(new() { Organisation = new() { Name = name } }).ResponseAsync);
        Assert.All(await ListAsync(new() { Caller = NameOf(steward) }), entry => Assert.Equal("", entry.Resource));
    }

    [Fact]
    public async Task A_filter_lets_through_what_was_done_for_an_organisation_or_to_it()
    {
        Api other = await fixture.Server.SignInAsync(Role.Contributor, "organisations/j2");
        await other.Returns.UpdateReturnAsync(new() { Name = "organisations/j2/returns/2025", Lines = { Scenario.Line("spd-01", "1", "2") } });
        JournalEntry[] own = await ListAsync(new() { Organisation = "organisations/j2" });
        Assert.Contains(own, entry => entry.Caller == NameOf(other));
        Assert.Contains(own, entry => entry.Call == "OrganisationService/CreateOrganisation");
        Assert.DoesNotContain(own, entry => entry.Organisation == "organisations/j1" || entry.Resource.StartsWith("organisations/j1", StringComparison.Ordinal));
        (await Refused.ByAsync(fixture.Steward.Journal.ListJournalEntriesAsync(new() { Organisation = "organisations/none" }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
    }

    [Fact]
    public async Task A_filter_lets_through_the_entries_of_a_time()
    {
        await using TestServer server = await TestServer.StartAsync();
        foreach (string period in (string[])["2021", "2022", "2023"])
        {
            await server.Steward.OpenAsync(period);
            server.Clock.Advance(TimeSpan.FromHours(1));
        }
        Timestamp second = Timestamp.FromDateTimeOffset(TestServer.Start.AddHours(1)), third = Timestamp.FromDateTimeOffset(TestServer.Start.AddHours(2));
        ListJournalEntriesResponse found = await server.Steward.Journal.ListJournalEntriesAsync(new() { StartTime = second, EndTime = third });
        Assert.Equal([(Kind.Ended, "periods/2022"), (Kind.Begun, "periods/2022")], found.JournalEntries.Select(entry => (entry.Kind, entry.Resource)));
        (await Refused.ByAsync(server.Steward.Journal.ListJournalEntriesAsync(new() { StartTime = new() { Seconds = long.MaxValue } }))).Is(StatusCode.InvalidArgument, "TIME_OUT_OF_RANGE");
    }

    [Theory]
    [InlineData(-1, "", "NUMBER_NEGATIVE")]
    [InlineData(0, "nonsense", "PAGE_TOKEN_INVALID")]
    [InlineData(0, "cGVyaW9kczox", "PAGE_TOKEN_INVALID")]
    public async Task A_page_that_cannot_be_is_refused(int size, string token, string reason) =>
        (await Refused.ByAsync(fixture.Steward.Journal.ListJournalEntriesAsync(new() { PageSize = size, PageToken = token }))).Is(StatusCode.InvalidArgument, reason);

    [Fact]
    public async Task It_holds_and_a_head_that_was_noted_is_found_again()
    {
        VerifyJournalResponse first = await fixture.Steward.Journal.VerifyJournalAsync(new());
        Assert.Equal((true, 0L, ""), (first.IsIntact, first.BrokenSequence, first.Problem));
        await fixture.Steward.OpenAsync("2025");
        VerifyJournalResponse second = await fixture.Steward.Journal.VerifyJournalAsync(new() { NotedHead = first.Head.ToUpperInvariant() });
        Assert.Equal((true, first.EntryCount), (second.IsIntact, second.NotedSequence));
        Assert.False((await fixture.Steward.Journal.VerifyJournalAsync(new() { NotedHead = new string('0', 64) })).IsIntact);
        (await Refused.ByAsync(fixture.Steward.Journal.VerifyJournalAsync(new() { NotedHead = "12" }))).Is(StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED");
    }

    [Fact]
    public async Task The_operators_keys_are_there_too()
    {
        await using TestServer server = await TestServer.StartAsync();
        string? key = await server.Application.Services.GetRequiredService<FirstStart>().IssueStewardKeyAsync(_ => { });
        ListJournalEntriesResponse found = await server.With(key!).Journal.ListJournalEntriesAsync(new() { Caller = "operator" });
        Assert.Equal([(Kind.Ended, $"keys/{key!.Split('_')[1]}"), (Kind.Begun, "")], found.JournalEntries.Select(entry => (entry.Kind, entry.Result)));
    }

    private static ImportLine Import(long line, string organisation, string measure = "emp-01", string numerator = "1", string denominator = "2") =>
        new() { Line = line, Organisation = organisation, Measure = measure, Stage = "delivered", Numerator = numerator, Denominator = denominator, Note = numerator };

    private static string NameOf(Api api) => $"keys/{api.Key.Split('_')[1]}";

    private async Task<JournalEntry[]> ListAsync(ListJournalEntriesRequest request)
    {
        List<JournalEntry> all = [];
        do
        {
            ListJournalEntriesResponse page = await fixture.Steward.Journal.ListJournalEntriesAsync(request);
            all.AddRange(page.JournalEntries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        all.Reverse();
        return [.. all];
    }
}
