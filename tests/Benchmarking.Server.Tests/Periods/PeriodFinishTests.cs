using System.Net;
using System.Text;
using Benchmarking.Server.Tests.Faults;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Releases;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;
using static Benchmarking.Server.Tests.Hosting.Scenario;
using State = Benchmarking.V1.Period.Types.State;

namespace Benchmarking.Server.Tests.Periods;

/// <summary>A period that is finished takes nothing any more, whoever asks, and what was cut of it is told as before.</summary>
public sealed class PeriodFinishTests : IDisposable
{
    private const string Name = "periods/2025";
    private const string Return = "organisations/m01/returns/2025";
    private const string Neighbours = "region = north OR region = south";
    private readonly TemporaryDirectory _directory = new();

    private static FinishPeriodRequest Request => new() { Name = Name };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_is_told_as_finished_and_takes_nothing_also_after_a_restart()
    {
        string member, analyst;
        await using (TestServer server = await StartAsync())
        {
            (Api contributor, Api proposer) = (await server.SignInAsync(Role.Contributor, "organisations/m01"), await server.SignInAsync(Role.Analyst));
            (member, analyst) = (contributor.Key, proposer.Key);
            await proposer.CohortProposals.ProposeCohortAsync(new() { Parent = Name, Filter = Neighbours, Reason = "Neighbours." });
            await contributor.Returns.UpdateReturnAsync(new() { Name = Return, Lines = { Line("spd-01", "1", "100") } });
            await server.Steward.Periods.ClosePeriodAsync(new() { Name = Name });
            server.Clock.Advance(TimeSpan.FromDays(1));
            Period finished = await server.Steward.Periods.FinishPeriodAsync(Request);
            Assert.Equal((State.Finished, TestServer.Start, TestServer.Start.AddDays(1), 1),
                (finished.State, finished.CloseTime.ToDateTimeOffset(), finished.FinishTime.ToDateTimeOffset(), finished.LatestEdition));
            server.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(finished, await server.Steward.Periods.FinishPeriodAsync(Request));
            Assert.Equal(finished, await server.Steward.Periods.ClosePeriodAsync(new() { Name = Name }));
            Assert.Equal(finished, await contributor.Periods.GetPeriodAsync(new() { Name = Name }));
            Assert.Equal(finished, Assert.Single((await contributor.Periods.ListPeriodsAsync(new())).Periods));
            await NothingIsTakenAsync(server.Steward, contributor, proposer);
        }
        await using TestServer again = await TestServer.StartAsync(_directory);
        Assert.Equal(State.Finished, (await again.Steward.Periods.GetPeriodAsync(new() { Name = Name })).State);
        await NothingIsTakenAsync(again.Steward, again.With(member), again.With(analyst));
    }

    [Fact]
    public async Task What_was_cut_released_and_returned_is_told_as_before_and_the_next_period_is_cut()
    {
        await using TestServer server = await StartAsync();
        Api member = await server.SignInAsync(Role.Viewer, "organisations/m01"), silent = await server.SignInAsync(Role.Viewer, "organisations/m24");
        Api publisher = await server.SignInAsync(Role.Publisher, body: "a-body");
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "kept", Content = ReleaseSector.Draft() });
        await publisher.Releases.PublishReleaseAsync(new() { Name = "releases/a-body.kept", Reason = "asked for today" });
        byte[][] before = await TellAsync(server, member);
        await FinishAsync(server.Steward);
        Assert.Equal(before, await TellAsync(server, member));
        Assert.Empty((await silent.Releases.ListReleaseUsesAsync(new() { Parent = "organisations/m24" })).Uses);
        // The next one's pattern starts from this one's, which later releases can use too.
        await server.Steward.OpenAsync("2026");
        Assert.Null((await server.Steward.ImportReturnsAsync("2026", Enumerable.Range(1, 23).Select(i =>
            new ImportLine { Line = i, Organisation = $"m{i:00}", Measure = "spd-01", Stage = "delivered", Numerator = $"{40 + i}", Denominator = "100" }))).Error);
        Assert.Equal("periods/2026/editions/1", (await server.Steward.CutAsync("2026")).Name);
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "later", Content = ReleaseSector.Draft() });
        await publisher.Releases.PublishReleaseAsync(new() { Name = "releases/a-body.later", Reason = "asked for today" });
        Edition withdrawn = await server.Steward.Editions.WithdrawEditionAsync(new() { Name = $"{Name}/editions/1", Reason = "wrong unit" });
        Assert.Equal(Edition.Types.State.Withdrawn, withdrawn.State);
    }

    [Fact]
    public async Task Only_a_closed_period_is_finished()
    {
        await using TestServer server = await StartAsync();
        Refused open = (await Refused.ByAsync(server.Steward.Periods.FinishPeriodAsync(Request))).Is(StatusCode.FailedPrecondition, "PERIOD_OPEN");
        Assert.Contains("benchmarking periods close 2025", open.Remedy, StringComparison.Ordinal);
        (await Refused.ByAsync(server.Steward.Periods.FinishPeriodAsync(new() { Name = "periods/2031" }))).Is(StatusCode.NotFound, "PERIOD_UNKNOWN");
        foreach (string name in (string[])["", "periods/", "periods/2025/editions/1", "periods/../2025", "periods/2025\u202E", "periods/" + new string('9', 10_000)])
            Assert.Equal(StatusCode.InvalidArgument, (await Refused.ByAsync(server.Steward.Periods.FinishPeriodAsync(new() { Name = name }))).Code);
        Assert.Equal(State.Open, (await server.Steward.Periods.GetPeriodAsync(new() { Name = Name })).State);
        // And can be cut.
        Assert.Equal($"{Name}/editions/2", (await server.Steward.CutAsync("2025")).Name);
    }

    [Fact]
    public async Task A_finish_that_was_not_written_is_none_and_its_repetition_is_one()
    {
        await using TestServer server = await StartAsync();
        await server.Steward.Periods.ClosePeriodAsync(new() { Name = Name });
        using (BrokenStore.Refusing(server.DataDirectory, "collection.v1"))
        {
            Refused refused = (await Refused.ByAsync(server.Steward.Periods.FinishPeriodAsync(Request))).Is(StatusCode.Unavailable, "STORAGE_UNAVAILABLE");
            // This request has none.
            Assert.Equal("Send the request again, with the same request_id if it has one.", refused.Remedy);
        }
        Assert.Equal(State.Closed, (await server.Steward.Periods.GetPeriodAsync(new() { Name = Name })).State);
        Assert.Equal($"{Name}/editions/2", (await server.Steward.CutAsync("2025")).Name);
        Assert.Equal(2, (await server.Steward.Periods.FinishPeriodAsync(Request)).LatestEdition);
    }

    [Fact]
    public async Task Cuts_and_finishes_at_once_end_in_one_order()
    {
        await using TestServer server = await StartAsync();
        await server.Steward.Periods.ClosePeriodAsync(new() { Name = Name });
        Task<StatusCode>[] cuts = [.. Enumerable.Range(0, 3).Select(_ => CodeAsync(server.Steward.Editions.CutEditionAsync(new() { Parent = Name })))];
        Period[] finished = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => server.Steward.Periods.FinishPeriodAsync(Request).ResponseAsync));
        StatusCode[] codes = await Task.WhenAll(cuts);
        Assert.Single(finished.Distinct());
        Assert.Equal(1 + codes.Count(code => code == StatusCode.OK), finished[0].LatestEdition);
        Assert.All(codes, code => Assert.True(code is StatusCode.OK or StatusCode.FailedPrecondition));
        Assert.Equal(finished[0], await server.Steward.Periods.GetPeriodAsync(new() { Name = Name }));
    }

    [Fact]
    public async Task It_is_done_by_JSON_and_by_the_command_line_too()
    {
        await using TestServer server = await TestServer.StartWithPagesAsync();
        foreach (string period in (string[])["2040", "2041"])
        {
            await server.Steward.OpenAsync(period);
            await server.Steward.Periods.ClosePeriodAsync(new() { Name = $"periods/{period}" });
        }
        Api steward = await server.SignInAsync(Role.Steward);
        using HttpClient client = new() { BaseAddress = new(server.PagesUrl) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", steward.Key);
        using StringContent body = new("{}", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/v1/periods/2040:finish", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(State.Finished, JsonParser.Default.Parse<Period>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).State);
        Assert.Contains("\"state\": \"finished\"", await Attacks.CommandLine.RunAsync(server.Url, steward.Key, "periods", "finish", "--period", "2041", "--yes", "--output", "json"), StringComparison.Ordinal);
        Assert.Contains("2041,finished,", await Attacks.CommandLine.RunAsync(server.Url, steward.Key, "periods", "show", "2041", "--output", "csv"), StringComparison.Ordinal);
    }

    // Each door, with the reason and what to do.
    private static async Task NothingIsTakenAsync(Api steward, Api member, Api analyst)
    {
        ReturnLine line = Line("spd-01", "1", "100");
        ImportLine[] lines = [new() { Line = 2, Organisation = "m01", Measure = "spd-01", Stage = "delivered", Numerator = "1", Denominator = "100" }];
        Refused[] refusals =
        [
            await Refused.ByAsync(steward.Periods.OpenPeriodAsync(new() { Name = Name })),
            await Refused.ByAsync(member.Returns.SubmitReturnAsync(new() { Name = Return, Lines = { line } })),
            await Refused.ByAsync(member.Returns.SubmitReturnAsync(new() { Name = Return })),
            await Refused.ByAsync(member.Returns.UpdateReturnAsync(new() { Name = Return, Lines = { line } })),
            await Refused.ByAsync(member.Returns.WithdrawReturnAsync(new() { Name = Return })),
            Refused.Of((await member.ImportReturnsAsync("2025", lines)).Error),
            Refused.Of((await steward.ImportReturnsAsync("2025", lines)).Error),
            await Refused.ByAsync(steward.Editions.CutEditionAsync(new() { Parent = Name })),
            await Refused.ByAsync(analyst.CohortProposals.ProposeCohortAsync(new() { Parent = Name, Filter = Neighbours, Reason = "More." })),
            await Refused.ByAsync(steward.CohortProposals.AcceptCohortProposalAsync(new() { Name = $"{Name}/cohortProposals/1", Reason = "Needed." })),
        ];
        Assert.All(refusals, refused => refused.Is(StatusCode.FailedPrecondition, "PERIOD_FINISHED"));
        Assert.All(refusals, refused => Assert.Contains("The period 2025 is finished", refused.Message, StringComparison.Ordinal));
        // What is there is read, checked and tidied up.
        Assert.Equal((V1.Return.Types.State.Draft, 1), ((await member.Returns.GetReturnAsync(new() { Name = Return })).State, (await member.Returns.GetReturnAsync(new() { Name = Return })).Revision));
        Assert.Single((await member.Returns.ListReturnRevisionsAsync(new() { Parent = Return })).Revisions);
        Assert.Empty((await member.Returns.ValidateReturnAsync(new() { Name = Return, Lines = { line } })).Problems);
        Assert.Single((await analyst.CohortProposals.ListCohortProposalsAsync(new() { Parent = Name })).CohortProposals);
        await steward.CohortProposals.DeclineCohortProposalAsync(new() { Name = $"{Name}/cohortProposals/1", Reason = "It is finished." });
    }

    private async Task<TestServer> StartAsync()
    {
        TestServer server = await TestServer.StartAsync(_directory);
        await server.Steward.FillAsync();
        foreach (int i in Enumerable.Range(1, 24))
        {
            await server.Steward.Organisations.UpdateOrganisationAsync(new()
            {
                Organisation = new() { Name = $"organisations/m{i:00}", DisplayName = $"Member {i}", Sector = i <= 12 ? "local-authority" : "housing-association", Region = (i % 3) switch { 0 => "north", 1 => "south", _ => "west" } },
            });
        }
        return server;
    }

    private static async Task FinishAsync(Api steward)
    {
        await steward.Periods.ClosePeriodAsync(new() { Name = Name });
        await steward.Periods.FinishPeriodAsync(Request);
    }

    // Everything that is told of an edition and of a member's own, as bytes.
    private static async Task<byte[][]> TellAsync(TestServer server, Api member)
    {
        const string edition = $"{Name}/editions/1", measure = "measures/spd-01";
        IMessage[] told =
        [
            await member.Returns.GetReturnAsync(new() { Name = Return }),
            await member.Benchmarks.CompareAsync(new() { Organisation = "organisations/m01", Edition = edition }),
            await member.Benchmarks.CompareTrendAsync(new() { Organisation = "organisations/m01", Measure = measure }),
            await member.Benchmarks.GetBenchmarkAsync(new() { Edition = Name, Measure = measure, Cohort = "sector=local-authority" }),
            await member.Benchmarks.CompareSectorsAsync(new() { Edition = edition, Measures = { measure }, Cohorts = { "sector=local-authority", "sector=housing-association" } }),
            await member.Benchmarks.GetTrendAsync(new() { Measure = measure, Cohort = "all" }),
            await member.Benchmarks.ListCohortsAsync(new() { Edition = edition }),
            await member.Releases.ListReleaseUsesAsync(new() { Parent = "organisations/m01" }),
            await server.Anonymous.Releases.GetReleaseAsync(new() { Name = "releases/a-body.kept" }),
            await server.Steward.Editions.GetEditionAuditAsync(new() { Name = $"{edition}/audit" }),
            await server.Steward.Editions.ListEditionsAsync(new() { Parent = Name }),
        ];
        Assert.NotEmpty(((ListReleaseUsesResponse)told[7]).Uses);
        return [.. told.Select(message => message.ToByteArray())];
    }

    private static async Task<StatusCode> CodeAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call.ResponseAsync;
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
