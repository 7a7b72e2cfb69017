using System.Text.Json;
using Benchmarking.Server.Tests.Attacks;
using Benchmarking.Server.Tests.Faults;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;
using State = Benchmarking.V1.CohortProposal.Types.State;

namespace Benchmarking.Server.Tests.Queries;

/// <summary>Cohorts that analysts propose and stewards decide on, and what the next editions make of them.</summary>
public sealed class CohortProposalTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private const string Joined = "region = south OR region = north";

    private static ProposeCohortRequest Proposal(string filter = Joined, string period = "2025", string reason = "A combined authority.", string requestId = "") =>
        new() { Parent = $"periods/{period}", Filter = filter, Reason = reason, RequestId = requestId };

    [Fact]
    public async Task An_accepted_cohort_is_in_the_next_editions_until_it_is_declined()
    {
        Api analyst = await fixture.Server.SignInAsync(Role.Analyst);
        CohortProposal proposal = await analyst.CohortProposals.ProposeCohortAsync(Proposal(period: "2024"));
        Assert.Equal(("region=north|south", State.Open, Joined, 78, fixture.Server.Clock.GetUtcNow()), (proposal.Cohort, proposal.State, proposal.Filter, proposal.MemberCount, proposal.ProposeTime.ToDateTimeOffset()));
        Benchmark before = await AskAsync(proposal.Cohort);
        Assert.Equal((WithheldReason.NotPublished, false, false), (before.Reason, before.HasN, before.HasMemberCount));

        CohortProposal accepted = await fixture.Steward.CohortProposals.AcceptCohortProposalAsync(new() { Name = proposal.Name, Reason = "Needed." });
        Assert.Equal((State.Accepted, "Needed."), (accepted.State, accepted.DecisionReason));
        Assert.Equal(before, await AskAsync(proposal.Cohort));
        await fixture.Steward.CutAsync("2024");
        Benchmark told = await AskAsync(proposal.Cohort);
        Assert.Equal((78, 78, true), (told.N, told.MemberCount, told.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure.HasValue));
        // The first edition stays as it is, and the query tells what the benchmark tells.
        Assert.Equal(before, await AskAsync(proposal.Cohort, edition: 1));
        Assert.Equal(told, Door.Query.FiguresIn(await Door.Query.AskAsync(analyst, "periods/2024/editions/2", "measures/pct", Joined)));
        Assert.Contains((await analyst.Benchmarks.ListCohortsAsync(new() { Edition = "periods/2024", PageSize = 1_000 })).Cohorts, cohort => (cohort.Cohort, cohort.MemberCount) == (proposal.Cohort, 78));

        await fixture.Steward.CohortProposals.DeclineCohortProposalAsync(new() { Name = proposal.Name, Reason = "No longer." });
        await fixture.Steward.CutAsync("2024");
        Assert.Equal(WithheldReason.NotPublished, (await AskAsync(proposal.Cohort)).Reason);
        Assert.Equal(told, await AskAsync(proposal.Cohort, edition: 2));
    }

    [Fact]
    public async Task A_cross_of_three_dimensions_is_in_the_edition_and_no_other_of_its_kind()
    {
        const string filter = "sector = local-authority AND region = north AND size_band_homes = large", other = "sector = local-authority AND region = south AND size_band_homes = large";
        CohortProposal proposal = await fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal(filter));
        await fixture.Steward.CohortProposals.AcceptCohortProposalAsync(new() { Name = proposal.Name, Reason = "Needed." });
        await fixture.Steward.CutAsync("2025");
        async Task<QueryRow> RowAsync(string asked) => Assert.Single(await fixture.RowsAsync(new() { Editions = { "periods/2025" }, Measures = { "measures/hrs" }, Filter = asked, Statistics = { Statistic.Mean } }));
        Assert.Equal(("sector=local-authority,region=north,size_band_homes=large", true), ((await RowAsync(filter)).Cohort, (await RowAsync(filter)).HasMemberCount));
        Assert.NotEqual(RowOutcome.Refused, (await RowAsync(filter)).Outcome);
        Assert.Equal(RowOutcome.Refused, (await RowAsync(other)).Outcome);
        // That there is one of three dimensions does not mean that the others have no members.
        Assert.Equal(RowOutcome.Refused, (await RowAsync($"{other} OR size_band_homes = small")).Outcome);
    }

    [Fact]
    public async Task An_analyst_sees_its_own_proposals_and_a_steward_all_of_them()
    {
        await fixture.Steward.OpenAsync("2031");
        Api one = await fixture.Server.SignInAsync(Role.Analyst), other = await fixture.Server.SignInAsync(Role.Analyst);
        CohortProposal first = await one.CohortProposals.ProposeCohortAsync(Proposal(period: "2031")), second = await other.CohortProposals.ProposeCohortAsync(Proposal(period: "2031"));
        async Task<string[]> NamesAsync(Api api) => [.. (await api.CohortProposals.ListCohortProposalsAsync(new() { Parent = "periods/2031" })).CohortProposals.Select(proposal => proposal.Name)];
        Assert.Equal(["periods/2031/cohortProposals/1"], await NamesAsync(one));
        Assert.Equal([second.Name], await NamesAsync(other));
        Assert.Equal([first.Name, second.Name], await NamesAsync(fixture.Steward));
    }

    [Fact]
    public async Task A_request_that_is_repeated_is_one_proposal()
    {
        await fixture.Steward.OpenAsync("2032");
        ProposeCohortRequest request = Proposal(period: "2032", requestId: "6a4c1e2e-8d3b-4a57-9a0e-3f1f0d9b7c55");
        CohortProposal[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.Analyst.CohortProposals.ProposeCohortAsync(request).ResponseAsync));
        Assert.Single(answers.Distinct());
        (await Refused.ByAsync(fixture.Analyst.CohortProposals.ProposeCohortAsync(new(request) { Reason = "Another." }))).Is(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");
        AcceptCohortProposalRequest accept = new() { Name = answers[0].Name, Reason = "Needed." };
        CohortProposal accepted = await fixture.Steward.CohortProposals.AcceptCohortProposalAsync(accept);
        fixture.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(accepted, await fixture.Steward.CohortProposals.AcceptCohortProposalAsync(accept));
    }

    [Fact]
    public async Task A_proposal_that_was_not_written_is_none_and_its_repetition_is_one()
    {
        await fixture.Steward.OpenAsync("2035");
        ProposeCohortRequest request = Proposal(period: "2035", requestId: Guid.NewGuid().ToString());
        using (BrokenStore.Refusing(fixture.Server.DataDirectory, "cohort-proposals.v1"))
            (await Refused.ByAsync(fixture.Analyst.CohortProposals.ProposeCohortAsync(request))).Is(StatusCode.Unavailable, "STORAGE_UNAVAILABLE");
        Assert.Equal("periods/2035/cohortProposals/1", (await fixture.Analyst.CohortProposals.ProposeCohortAsync(request)).Name);
        Assert.Equal("periods/2035/cohortProposals/1", (await fixture.Analyst.CohortProposals.ProposeCohortAsync(request)).Name);
    }

    [Theory]
    [InlineData("", "FIELD_REQUIRED")]
    [InlineData("sector = local-authority", "ALREADY_EXISTS", StatusCode.AlreadyExists)]
    [InlineData("sector = local-authority AND region = north", "ALREADY_EXISTS", StatusCode.AlreadyExists)]
    [InlineData("region = west AND sector = local-authority AND size_band_homes = large", "FILTER_UNSUPPORTED")]
    [InlineData("region = north OR sector = local-authority", "FILTER_UNSUPPORTED")]
    [InlineData("region < north", "FILTER_UNSUPPORTED")]
    [InlineData("region = (", "FILTER_MALFORMED")]
    [InlineData("region = nowhere OR region = north", "COHORT_UNKNOWN")]
    [InlineData("organisation = q001", "COHORT_UNKNOWN")]
    public async Task What_is_no_cohort_to_propose_is_refused(string filter, string reason, StatusCode code = StatusCode.InvalidArgument) =>
        (await Refused.ByAsync(fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal(filter)))).Is(code, reason);

    [Fact]
    public async Task Every_problem_of_a_proposal_is_told_at_once_and_nothing_is_kept()
    {
        Refused refused = await Refused.ByAsync(fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal("region < north AND colour = red", reason: "=cmd()")));
        Assert.Equal(["FILTER_UNSUPPORTED", "COHORT_UNKNOWN", "TEXT_UNSAFE"], refused.Violations.Select(violation => violation.Reason));
        (await Refused.ByAsync(fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal(new string('(', 100_000))))).Is(StatusCode.InvalidArgument, "TEXT_TOO_LONG");
        (await Refused.ByAsync(fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal(reason: new string('x', 301))))).Is(StatusCode.InvalidArgument, "TEXT_TOO_LONG");
        (await Refused.ByAsync(fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal(period: "2050")))).Is(StatusCode.NotFound, "PERIOD_UNKNOWN");
        (await Refused.ByAsync(fixture.Steward.CohortProposals.AcceptCohortProposalAsync(new() { Name = "periods/2025/cohortProposals/99", Reason = "x" }))).Is(StatusCode.NotFound, "COHORT_PROPOSAL_UNKNOWN");
        (await Refused.ByAsync(fixture.Steward.CohortProposals.AcceptCohortProposalAsync(new() { Name = "periods/2025/cohortProposals/1" }))).Is(StatusCode.InvalidArgument, "FIELD_REQUIRED");
        (await Refused.ByAsync(fixture.Steward.CohortProposals.DeclineCohortProposalAsync(new() { Name = "periods/2025/cohortProposals/../1", Reason = "x" }))).Is(StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED");
    }

    [Fact]
    public async Task A_period_takes_so_many_proposals_and_no_more()
    {
        await fixture.Steward.OpenAsync("2033");
        for (int i = 1; i <= 80; i++)
            await fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal(period: "2033", reason: $"Reason {i}."));
        (await Refused.ByAsync(fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal(period: "2033")))).Is(StatusCode.InvalidArgument, "TOO_MANY_LINES");
        AcceptCohortProposalRequest Accept(int number) => new() { Name = $"periods/2033/cohortProposals/{number}", Reason = "Needed." };
        for (int i = 1; i <= 20; i++)
            await fixture.Steward.CohortProposals.AcceptCohortProposalAsync(Accept(i));
        (await Refused.ByAsync(fixture.Steward.CohortProposals.AcceptCohortProposalAsync(Accept(21)))).Is(StatusCode.InvalidArgument, "TOO_MANY_LINES");
        // One that was declined makes room, for another and for its being accepted.
        await fixture.Steward.CohortProposals.DeclineCohortProposalAsync(new() { Name = "periods/2033/cohortProposals/20", Reason = "Not needed." });
        Assert.Equal("periods/2033/cohortProposals/81", (await fixture.Analyst.CohortProposals.ProposeCohortAsync(Proposal(period: "2033"))).Name);
        Assert.Equal(State.Accepted, (await fixture.Steward.CohortProposals.AcceptCohortProposalAsync(Accept(81))).State);
        (await Refused.ByAsync(fixture.Steward.CohortProposals.AcceptCohortProposalAsync(Accept(20)))).Is(StatusCode.NotFound, "COHORT_PROPOSAL_UNKNOWN");
    }

    [Fact]
    public async Task The_command_line_proposes_lists_and_decides()
    {
        await fixture.Steward.OpenAsync("2034");
        async Task<JsonElement> RunAsync(Api api, params string[] arguments) =>
            JsonDocument.Parse(await CommandLine.RunAsync(fixture.Server.Url, api.Key, ["cohorts", .. arguments, "--period", "2034", "--output", "json"])).RootElement;
        string[] propose = ["propose", "--filter", Joined, "--reason", "Neighbours.", "--request-id", "0d5b7c1e-2f64-4a0b-9c3d-8e1f6a7b5c42"];
        JsonElement proposed = await RunAsync(fixture.Analyst, propose);
        Assert.Equal(proposed.GetRawText(), (await RunAsync(fixture.Analyst, propose)).GetRawText());
        Assert.Equal(("periods/2034/cohortProposals/1", "region=north|south", "open"),
            (proposed.GetProperty("proposal").GetString(), proposed.GetProperty("cohort").GetString(), proposed.GetProperty("state").GetString()));
        Api steward = await fixture.Server.SignInAsync(Role.Steward);
        Assert.Equal("accepted", (await RunAsync(steward, "accept", "--proposal", "1", "--reason", "Needed.")).GetProperty("state").GetString());
        Assert.Equal("declined", (await RunAsync(steward, "decline", "--proposal", "1", "--reason", "Not needed.")).GetProperty("state").GetString());
        JsonElement listed = Assert.Single((await RunAsync(fixture.Analyst, "proposals")).GetProperty("cohort_proposals").EnumerateArray());
        Assert.Equal("Not needed.", listed.GetProperty("decision_reason").GetString());
    }

    private async Task<Benchmark> AskAsync(string cohort, int? edition = null) => await fixture.Analyst.Benchmarks.GetBenchmarkAsync(
        new() { Edition = edition is null ? "periods/2024" : $"periods/2024/editions/{edition}", Measure = "measures/pct", Cohort = cohort });
}
