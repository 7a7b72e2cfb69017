using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;
using static Benchmarking.V1.JournalEntry.Types;

namespace Benchmarking.Server.Tests.Journal;

/// <summary>What a contributor sees of the journal: its own organisation's entries, and of anybody else nothing, not even how much they did.</summary>
public sealed class MemberJournalTests(MemberJournalTests.Fixture fixture) : IClassFixture<MemberJournalTests.Fixture>
{
    private const string Mine = "organisations/mine";
    private const string Theirs = "organisations/theirs";

    public sealed class Fixture : ServerFixture
    {
        public Api Member { get; private set; } = null!;

        public Api Other { get; private set; } = null!;

        protected override async Task PrepareAsync()
        {
            await Steward.AddOrganisationAsync("mine");
            await Steward.AddOrganisationAsync("theirs");
            await Steward.OpenAsync("2025");
            Member = await Server.SignInAsync(Role.Contributor, Mine);
            Other = await Server.SignInAsync(Role.Contributor, Theirs);
            Assert.Null((await Steward.ImportReturnsAsync("2025", [Line("mine"), Line("theirs")])).Error);
            await Member.Returns.SubmitReturnAsync(new() { Name = $"{Mine}/returns/2025", Lines = { Scenario.Line("spd-01", "1", "2") } });
            await Other.Returns.SubmitReturnAsync(new() { Name = $"{Theirs}/returns/2025", Lines = { Scenario.Line("spd-01", "1", "2") } });
            await Refused.ByAsync(Other.Returns.SubmitReturnAsync(new() { Name = $"{Mine}/returns/2025" }));
            await Refused.ByAsync(Member.Periods.OpenPeriodAsync(new() { Name = "periods/2026" }));
        }

        private static ImportLine Line(string organisation) => new() { Line = 2, Organisation = organisation, Measure = "emp-01", Stage = "delivered", Numerator = "1", Denominator = "2" };
    }

    [Fact]
    public async Task It_sees_what_was_done_for_its_organisation_or_by_stewards_to_it_and_nothing_else()
    {
        JournalEntry[] seen = await ListAsync(fixture.Member, new());
        (string Call, Kind Kind)[] expected =
        [
            ("OrganisationService/CreateOrganisation", Kind.Begun), ("OrganisationService/CreateOrganisation", Kind.Ended), ("KeyService/IssueKey", Kind.Begun), ("KeyService/IssueKey", Kind.Ended),
            ("ReturnService/ImportReturns", Kind.Part), ("ReturnService/SubmitReturn", Kind.Begun), ("ReturnService/SubmitReturn", Kind.Ended), ("PeriodService/OpenPeriod", Kind.Denied),
        ];
        Assert.Equal(expected, Enumerable.Reverse(seen).Select(entry => (entry.Call, entry.Kind)).Take(expected.Length));
        Assert.All(seen, entry => Assert.True(entry.Organisation == Mine || (entry.Organisation.Length == 0 && entry.Resource.StartsWith(Mine, StringComparison.Ordinal))));
        Assert.Equal(seen.Select(entry => entry.ToString()), (await ListAsync(fixture.Member, new() { Organisation = Mine })).Select(entry => entry.ToString()));
    }

    [Fact]
    public async Task Who_acted_for_another_or_for_none_is_a_role_without_a_name()
    {
        JournalEntry[] seen = await ListAsync(fixture.Member, new());
        Assert.All(seen.Where(entry => entry.Organisation.Length == 0), entry => Assert.Equal(("", Role.Steward), (entry.Caller, entry.Role)));
        Assert.All(seen.Where(entry => entry.Role == Role.Contributor), entry => Assert.Equal(NameOf(fixture.Member), entry.Caller));
        // Nor can it be tried out.
        Assert.Empty(await ListAsync(fixture.Member, new() { Caller = NameOf(fixture.Steward) }));
        Assert.Empty(await ListAsync(fixture.Member, new() { Caller = NameOf(fixture.Other) }));
        Assert.NotEmpty(await ListAsync(fixture.Member, new() { Caller = NameOf(fixture.Member) }));
    }

    [Fact]
    public async Task Numbers_tie_an_end_to_its_beginning_and_tell_nothing_of_what_lies_between()
    {
        JournalEntry[] seen = await ListAsync(fixture.Member, new());
        JournalEntry end = seen.Single(entry => entry is { Kind: Kind.Ended, Call: "ReturnService/SubmitReturn" }), begin = seen.Single(entry => entry is { Kind: Kind.Begun, Call: "ReturnService/SubmitReturn" });
        Assert.Equal((begin.Sequence, $"journalEntries/{begin.Sequence}"), (end.BegunSequence, begin.Name));
        Assert.Equal(seen.Length, seen.Select(entry => entry.Sequence).Distinct().Count());
        Assert.All(seen, entry => Assert.Equal(("", true), (entry.Hash, entry.Sequence is > 1_000_000 and < 1L << 53)));
        // Another member's number of the same place is another.
        long[] others = [.. (await ListAsync(fixture.Other, new())).Select(entry => entry.Sequence)];
        Assert.Empty(others.Intersect(seen.Select(entry => entry.Sequence)));
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_ended_and_a_token_of_another_list_does_not()
    {
        JournalEntry[] all = await ListAsync(fixture.Member, new()), paged = await ListAsync(fixture.Member, new() { PageSize = 1 });
        Assert.Equal(all.Select(entry => entry.Name), paged.Select(entry => entry.Name));
        string steward = (await fixture.Steward.Journal.ListJournalEntriesAsync(new() { PageSize = 1 })).NextPageToken;
        string other = (await fixture.Other.Journal.ListJournalEntriesAsync(new() { PageSize = 1 })).NextPageToken;
        string own = (await fixture.Member.Journal.ListJournalEntriesAsync(new() { PageSize = 1 })).NextPageToken;
        Assert.NotEqual(own, (await fixture.Member.Journal.ListJournalEntriesAsync(new() { PageSize = 1 })).NextPageToken);
        foreach (string token in (string[])[steward, other, own[..^4], own + "AAAA", "nonsense", "=", new string('A', 100_000)])
            (await Refused.ByAsync(fixture.Member.Journal.ListJournalEntriesAsync(new() { PageToken = token }))).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
        (await Refused.ByAsync(fixture.Steward.Journal.ListJournalEntriesAsync(new() { PageToken = own }))).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task It_cannot_ask_for_anothers_nor_verify()
    {
        foreach (string organisation in (string[])[Theirs, "organisations/nobody"])
            (await Refused.ByAsync(fixture.Member.Journal.ListJournalEntriesAsync(new() { Organisation = organisation }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
        (await Refused.ByAsync(fixture.Member.Journal.VerifyJournalAsync(new()))).Is(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED");
        Api viewer = await fixture.Server.SignInAsync(Role.Viewer, Mine);
        (await Refused.ByAsync(viewer.Journal.ListJournalEntriesAsync(new()))).Is(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED");
    }

    private static string NameOf(Api api) => $"keys/{api.Key.Split('_')[1]}";

    private static async Task<JournalEntry[]> ListAsync(Api api, ListJournalEntriesRequest request)
    {
        List<JournalEntry> all = [];
        do
        {
            ListJournalEntriesResponse page = await api.Journal.ListJournalEntriesAsync(request);
            all.AddRange(page.JournalEntries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return [.. all];
    }
}
