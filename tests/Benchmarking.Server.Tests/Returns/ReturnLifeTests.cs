using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Returns;

/// <summary>The life of a return: draft, submission, correction, withdrawal, and what each leaves behind.</summary>
public sealed class ReturnLifeTests(ReturnLifeTests.Fixture fixture) : IClassFixture<ReturnLifeTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override async Task PrepareAsync() => await Steward.OpenAsync("2025");
    }

    private static string NewRequest() => Guid.NewGuid().ToString();

    private async Task<(Api Api, string Name)> MemberAsync(string id, string period = "2025")
    {
        await fixture.Steward.AddOrganisationAsync(id);
        return (await fixture.Server.SignInAsync(Role.Contributor, $"organisations/{id}"), $"organisations/{id}/returns/{period}");
    }

    private static async Task<Return> GetAsync(Api api, string name) => await api.Returns.GetReturnAsync(new() { Name = name });

    [Fact]
    public async Task A_return_goes_from_draft_to_submitted_to_withdrawn_and_keeps_its_history()
    {
        (Api api, string name) = await MemberAsync("life");
        (await Refused.ByAsync(api.Returns.GetReturnAsync(new() { Name = name }))).Is(StatusCode.NotFound, "PERIOD_UNKNOWN");

        Return draft = await api.Returns.UpdateReturnAsync(new() { Name = name, Lines = { Line("spd-01", "40", "80") } });
        Assert.Equal((Return.Types.State.Draft, 0), (draft.State, draft.Revision));
        Assert.Equal(draft, await GetAsync(api, name));

        fixture.Server.Clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset submittedAt = fixture.Server.Clock.GetUtcNow();
        Return submitted = await api.Returns.SubmitReturnAsync(new() { Name = name, Reason = "First" });
        Assert.Equal((Return.Types.State.Submitted, 1), (submitted.State, submitted.Revision));
        Assert.Equal([Line("spd-01", "40", "80")], submitted.Lines);
        Assert.Equal(submittedAt, submitted.UpdateTime.ToDateTimeOffset());
        Assert.NotEqual(draft.Etag, submitted.Etag);

        Return corrected = await api.Returns.SubmitReturnAsync(
            new() { Name = name, Reason = "Counted twice", Lines = { Line("spd-01", "39", "80"), Line("gov-01", "1", "", Stage.Unstaged) } });
        Assert.Equal(2, corrected.Revision);
        Return withdrawn = await api.Returns.WithdrawReturnAsync(new() { Name = name, Reason = "Under audit" });
        Assert.Equal((Return.Types.State.Withdrawn, 3, 0), (withdrawn.State, withdrawn.Revision, withdrawn.Lines.Count));
        Assert.Equal(withdrawn, await GetAsync(api, name));

        ListReturnRevisionsResponse history = await api.Returns.ListReturnRevisionsAsync(new() { Parent = name });
        Assert.Equal(
            [(3, Return.Types.State.Withdrawn, "Under audit", 0), (2, Return.Types.State.Submitted, "Counted twice", 2), (1, Return.Types.State.Submitted, "First", 1)],
            history.Revisions.Select(revision => (revision.Revision, revision.State, revision.Reason, revision.LineCount)));
        Assert.Equal(submittedAt, history.Revisions[2].CreateTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task The_history_comes_in_pages_that_join_without_gap_or_overlap()
    {
        (Api api, string name) = await MemberAsync("pages");
        for (int i = 1; i <= 5; i++)
            await api.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Line("spd-01", $"{i}", "80") } });
        List<int> seen = [];
        string token = "";
        do
        {
            ListReturnRevisionsResponse page = await api.Returns.ListReturnRevisionsAsync(new() { Parent = name, PageSize = 2, PageToken = token });
            Assert.InRange(page.Revisions.Count, 1, 2);
            seen.AddRange(page.Revisions.Select(revision => revision.Revision));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal([5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task A_draft_beside_a_submission_is_not_what_is_compared_until_it_is_submitted()
    {
        (Api api, string name) = await MemberAsync("beside");
        await api.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Line("spd-01", "20", "80") } });
        Return draft = await api.Returns.UpdateReturnAsync(new() { Name = name, Lines = { Line("spd-01", "60", "80") } });
        Assert.Equal((Return.Types.State.Draft, 1, "60"), (draft.State, draft.Revision, draft.Lines.Single().Numerator));
        await fixture.Steward.CutAsync("2025");
        CompareResponse compared = await api.Benchmarks.CompareAsync(new() { Organisation = "organisations/beside", Edition = "periods/2025" });
        Assert.Equal(25.0, compared.Comparisons.Single().Own.Value);
    }

    [Fact]
    public async Task A_draft_outlives_the_withdrawal_of_what_was_submitted_before_it()
    {
        (Api api, string name) = await MemberAsync("kept");
        await api.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Line("spd-01", "20", "80") } });
        await api.Returns.UpdateReturnAsync(new() { Name = name, Lines = { Line("spd-01", "60", "80") } });
        WithdrawReturnRequest request = new() { Name = name, Reason = "Another year's", RequestId = NewRequest() };
        Return kept = await api.Returns.WithdrawReturnAsync(request);
        Assert.Equal((Return.Types.State.Draft, 2, "60"), (kept.State, kept.Revision, kept.Lines.Single().Numerator));
        Assert.Equal(kept, await api.Returns.WithdrawReturnAsync(request));
        Assert.Equal(kept, await GetAsync(api, name));
        ListReturnRevisionsResponse history = await api.Returns.ListReturnRevisionsAsync(new() { Parent = name });
        Assert.Equal([Return.Types.State.Withdrawn, Return.Types.State.Submitted], history.Revisions.Select(revision => revision.State));
        (await Refused.ByAsync(api.Returns.WithdrawReturnAsync(new() { Name = name }))).Is(StatusCode.FailedPrecondition, "RETURN_STATE_WRONG");
        Return submitted = await api.Returns.SubmitReturnAsync(new() { Name = name });
        Assert.Equal((Return.Types.State.Submitted, 3, "60"), (submitted.State, submitted.Revision, submitted.Lines.Single().Numerator));
    }

    [Fact]
    public async Task A_draft_outlives_a_stewards_import_and_gives_way_to_the_members_own()
    {
        (Api api, string name) = await MemberAsync("imported");
        await api.Returns.UpdateReturnAsync(new() { Name = name, Lines = { Line("spd-01", "60", "80") } });
        ImportLine line = new() { Line = 2, Organisation = "imported", Measure = "spd-01", Stage = "delivered", Numerator = "20", Denominator = "80" };
        for (int time = 1; time <= 2; time++)
        {
            Assert.Null((await fixture.Steward.ImportReturnsAsync("2025", [line])).Error);
            Return kept = await GetAsync(api, name);
            Assert.Equal((Return.Types.State.Draft, 1, "60"), (kept.State, kept.Revision, kept.Lines.Single().Numerator));
        }
        line.Numerator = "30";
        Assert.Null((await api.ImportReturnsAsync("2025", [line])).Error);
        Return own = await GetAsync(api, name);
        Assert.Equal((Return.Types.State.Submitted, 2, "30"), (own.State, own.Revision, own.Lines.Single().Numerator));
    }

    [Fact]
    public async Task A_draft_gives_way_to_the_members_own_import_of_what_is_submitted_already_without_another_revision()
    {
        (Api api, string name) = await MemberAsync("equal");
        ImportLine line = new() { Line = 2, Organisation = "equal", Measure = "spd-01", Stage = "delivered", Numerator = "20", Denominator = "80" };
        Assert.Null((await api.ImportReturnsAsync("2025", [line])).Error);
        await api.Returns.UpdateReturnAsync(new() { Name = name, Lines = { Line("spd-01", "60", "80") } });
        Assert.Null((await fixture.Steward.ImportReturnsAsync("2025", [line])).Error);
        Return drafted = await GetAsync(api, name);
        Assert.Equal((Return.Types.State.Draft, 1, "60"), (drafted.State, drafted.Revision, drafted.Lines.Single().Numerator));
        Assert.Null((await api.ImportReturnsAsync("2025", [line])).Error);
        Return own = await GetAsync(api, name);
        Assert.Equal((Return.Types.State.Submitted, 1, "20"), (own.State, own.Revision, own.Lines.Single().Numerator));
        Assert.NotEqual(drafted.Etag, own.Etag);
        // Once more, and nothing is there to change.
        Assert.Null((await api.ImportReturnsAsync("2025", [line])).Error);
        Assert.Equal(own, await GetAsync(api, name));
    }

    [Fact]
    public async Task Validation_says_every_problem_and_stores_nothing()
    {
        (Api api, string name) = await MemberAsync("validate");
        ValidateReturnResponse response = await api.Returns.ValidateReturnAsync(
            new() { Name = name, Lines = { Line("spd-01", "40", "80"), Line("spd-01", "90", "80", contract: "a"), Line("tp99", "x", "80") } });
        Assert.Equal(
            [(2L, "numerator", ErrorReason.NumeratorAboveDenominator), (3L, "measure", ErrorReason.MeasureUnknown), (3L, "numerator", ErrorReason.NumberMalformed)],
            response.Problems.Select(problem => (problem.Line, problem.Field, problem.Reason)));
        Assert.All(response.Problems, problem => Assert.NotEmpty(problem.Remedy));
        (await Refused.ByAsync(api.Returns.GetReturnAsync(new() { Name = name }))).Is(StatusCode.NotFound, "PERIOD_UNKNOWN");
        ValidateReturnResponse clean = await api.Returns.ValidateReturnAsync(new() { Name = name, Lines = { Line("spd-01", "40", "80") } });
        Assert.Empty(clean.Problems);
    }

    [Fact]
    public async Task An_etag_of_another_version_aborts_every_kind_of_write()
    {
        (Api api, string name) = await MemberAsync("etag");
        string old = (await api.Returns.UpdateReturnAsync(new() { Name = name, Lines = { Line("spd-01", "1", "80") } })).Etag;
        Return current = await api.Returns.SubmitReturnAsync(new() { Name = name, Etag = old });
        (await Refused.ByAsync(api.Returns.UpdateReturnAsync(new() { Name = name, Etag = old, Lines = { Line("spd-01", "2", "80") } }))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        (await Refused.ByAsync(api.Returns.SubmitReturnAsync(new() { Name = name, Etag = old, Lines = { Line("spd-01", "2", "80") } }))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        (await Refused.ByAsync(api.Returns.WithdrawReturnAsync(new() { Name = name, Etag = old }))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal(current, await GetAsync(api, name));
    }

    [Fact]
    public async Task A_repeated_request_id_gives_the_first_answer_again_and_one_revision()
    {
        (Api api, string name) = await MemberAsync("repeat");
        SubmitReturnRequest request = new() { Name = name, Reason = "Once", RequestId = NewRequest(), Lines = { Line("spd-01", "1", "80") } };
        Return first = await api.Returns.SubmitReturnAsync(request);
        fixture.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        Return second = await api.Returns.SubmitReturnAsync(request);
        Assert.Equal(first, second);
        SubmitReturnRequest upperCase = request.Clone();
        upperCase.RequestId = request.RequestId.ToUpperInvariant();
        Assert.Equal(first, await api.Returns.SubmitReturnAsync(upperCase));
        Assert.Equal(1, (await GetAsync(api, name)).Revision);
    }

    [Fact]
    public async Task A_request_id_with_other_content_is_refused_and_changes_nothing()
    {
        (Api api, string name) = await MemberAsync("reuse");
        SubmitReturnRequest request = new() { Name = name, RequestId = NewRequest(), Lines = { Line("spd-01", "1", "80") } };
        Return first = await api.Returns.SubmitReturnAsync(request);
        SubmitReturnRequest otherLine = request.Clone();
        otherLine.Lines[0].Numerator = "2";
        SubmitReturnRequest otherReason = request.Clone();
        otherReason.Reason = "Another";
        (await Refused.ByAsync(api.Returns.SubmitReturnAsync(otherLine))).Is(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");
        (await Refused.ByAsync(api.Returns.SubmitReturnAsync(otherReason))).Is(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");
        (await Refused.ByAsync(api.Returns.UpdateReturnAsync(new() { Name = name, RequestId = request.RequestId, Lines = { request.Lines } }))).Is(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");
        (await Refused.ByAsync(api.Returns.SubmitReturnAsync(new() { Name = name, RequestId = "not-a-uuid", Lines = { request.Lines } }))).Is(StatusCode.InvalidArgument, "IDENTIFIER_MALFORMED");
        Assert.Equal(first, await GetAsync(api, name));
    }

    [Fact]
    public async Task A_closed_period_takes_nothing_and_a_reopened_one_does()
    {
        await fixture.Steward.OpenAsync("2023");
        (Api api, string name) = await MemberAsync("closed", "2023");
        await fixture.Steward.Periods.ClosePeriodAsync(new() { Name = "periods/2023" });
        (await Refused.ByAsync(api.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Line("spd-01", "1", "80") } }))).Is(StatusCode.FailedPrecondition, "PERIOD_CLOSED");
        (await Refused.ByAsync(api.Returns.UpdateReturnAsync(new() { Name = name, Lines = { Line("spd-01", "1", "80") } }))).Is(StatusCode.FailedPrecondition, "PERIOD_CLOSED");
        ImportResult import = await api.ImportReturnsAsync("2023", [new() { Line = 2, Organisation = "closed", Measure = "spd-01", Stage = "delivered", Numerator = "1", Denominator = "80" }]);
        Refused.Of(import.Error).Is(StatusCode.FailedPrecondition, "PERIOD_CLOSED");
        (await Refused.ByAsync(api.Returns.GetReturnAsync(new() { Name = name }))).Is(StatusCode.NotFound, "PERIOD_UNKNOWN");
        (await Refused.ByAsync(() => fixture.Steward.CutAsync("2023"))).Is(StatusCode.FailedPrecondition, "NOTHING_TO_CUT");

        await fixture.Steward.OpenAsync("2023");
        Return submitted = await api.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Line("spd-01", "1", "80") } });
        Assert.Equal(1, submitted.Revision);
        Assert.Equal(1, (await fixture.Steward.CutAsync("2023")).TableCount);
    }

    [Fact]
    public async Task Lines_of_one_measure_under_several_contracts_are_added_up()
    {
        (Api api, string name) = await MemberAsync("contracts");
        await api.Returns.SubmitReturnAsync(
            new() { Name = name, Lines = { Line("spd-01", "10", "40", contract: "A"), Line("spd-01", "20", "60", contract: "B") } });
        await fixture.Steward.CutAsync("2025");
        CompareResponse compared = await api.Benchmarks.CompareAsync(new() { Organisation = "organisations/contracts", Edition = "periods/2025" });
        // (10 + 20) of (40 + 60).
        Assert.Equal(30.0, compared.Comparisons.Single().Own.Value);
    }
}
