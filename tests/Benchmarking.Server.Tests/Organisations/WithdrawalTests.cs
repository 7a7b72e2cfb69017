using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Organisations;

/// <summary>An organisation that was withdrawn takes part in nothing, for good, and what was published of it and the others stays safe.</summary>
public sealed class WithdrawalTests : IDisposable
{
    private const string Gone = "organisations/o03";
    private const string Reason = "Merged into another.";
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Its_keys_end_and_nothing_is_written_of_it_or_for_it_also_after_a_restart()
    {
        string member;
        await using (TestServer server = await StartAsync())
        {
            Api contributor = await server.SignInAsync(Role.Contributor, Gone), viewer = await server.SignInAsync(Role.Viewer, Gone);
            await contributor.Returns.GetReturnAsync(new() { Name = $"{Gone}/returns/2025" });
            Organisation withdrawn = await server.Steward.Organisations.WithdrawOrganisationAsync(Request());
            Assert.Equal((TestServer.Start, Reason), (withdrawn.WithdrawTime.ToDateTimeOffset(), withdrawn.WithdrawReason));
            foreach (Api api in (Api[])[contributor, viewer])
                (await Refused.ByAsync(api.Returns.GetReturnAsync(new() { Name = $"{Gone}/returns/2025" }))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
            await NothingIsWrittenAsync(server.Steward);
            member = contributor.Key;
        }
        await using TestServer again = await TestServer.StartAsync(_directory);
        (await Refused.ByAsync(again.With(member).Organisations.ListOrganisationsAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
        await NothingIsWrittenAsync(again.Steward);
    }

    [Fact]
    public async Task Only_stewards_are_told_of_it()
    {
        await using TestServer server = await StartAsync();
        await server.Steward.Organisations.WithdrawOrganisationAsync(Request());
        Assert.Equal(Reason, (await server.Steward.Organisations.GetOrganisationAsync(new() { Name = Gone })).WithdrawReason);
        Assert.Single((await server.Steward.Organisations.ListOrganisationsAsync(new())).Organisations, one => one.WithdrawTime is not null && one.Name == Gone);
        Api analyst = await server.SignInAsync(Role.Analyst);
        Assert.DoesNotContain((await analyst.Organisations.ListOrganisationsAsync(new())).Organisations, one => one.Name == Gone);
        (await Refused.ByAsync(analyst.Organisations.GetOrganisationAsync(new() { Name = Gone }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
    }

    [Fact]
    public async Task What_was_published_stays_and_the_next_edition_counts_it_no_more_and_tells_nothing_by_its_absence()
    {
        await using TestServer server = await StartAsync();
        Benchmark before = await AskAsync(server.Steward, 1);
        Assert.Equal(24, before.N);
        await server.Steward.Organisations.WithdrawOrganisationAsync(Request());
        Assert.Equal(before.ToByteArray(), (await AskAsync(server.Steward, 1)).ToByteArray());
        await server.Steward.CutAsync("2025");
        ListCohortsResponse cohorts = await server.Steward.Benchmarks.ListCohortsAsync(new() { Edition = "periods/2025/editions/2" });
        Assert.Equal(23, cohorts.Cohorts.Single(cohort => cohort.Cohort == "all").MemberCount);
        // One that is gone could be read off the difference: the earlier figure stays.
        Benchmark after = await AskAsync(server.Steward, 2);
        Assert.Equal(before.Mean.Value, after.Mean.Value);
        Assert.Contains(Marker.Revised, after.Markers.Concat(after.Mean.Markers));
    }

    [Fact]
    public async Task It_happens_once_and_its_repetition_gives_the_first_answer()
    {
        await using TestServer server = await StartAsync();
        WithdrawOrganisationRequest request = Request();
        Organisation first = await server.Steward.Organisations.WithdrawOrganisationAsync(request);
        Assert.Equal(first, await server.Steward.Organisations.WithdrawOrganisationAsync(request));
        request.Reason = "Another.";
        (await RefusedAsync(server.Steward, request)).Is(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");
        (await RefusedAsync(server.Steward, Request())).Is(StatusCode.FailedPrecondition, "ORGANISATION_WITHDRAWN");
        (await RefusedAsync(server.Steward, new() { Name = "organisations/none", Reason = Reason })).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
        foreach (string wrong in (string[])["", "  ", "=cmd()", new('x', 501)])
            Assert.Equal(StatusCode.InvalidArgument, (await RefusedAsync(server.Steward, new() { Name = "organisations/o04", Reason = wrong })).Code);
        Assert.Null((await server.Steward.Organisations.GetOrganisationAsync(new() { Name = "organisations/o04" })).WithdrawTime);
    }

    [Fact]
    public async Task A_token_that_names_it_does_not_hold()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        await using TestServer server = await TestServer.StartWithAsync(issuer.Settings);
        await server.Steward.AddOrganisationAsync("o03");
        Api member = server.With(issuer.Sign(issuer.Claims("contributor", "o03")));
        await member.Organisations.GetOrganisationAsync(new() { Name = Gone });
        await server.Steward.Organisations.WithdrawOrganisationAsync(Request());
        (await Refused.ByAsync(member.Organisations.GetOrganisationAsync(new() { Name = Gone }))).Is(StatusCode.Unauthenticated, "TOKEN_INVALID");
    }

    private static async Task NothingIsWrittenAsync(Api steward)
    {
        Organisation profile = new() { Name = Gone, DisplayName = "Again", Sector = "local-authority" };
        (await Refused.ByAsync(steward.Organisations.CreateOrganisationAsync(new() { OrganisationId = "o03", Organisation = profile }))).Is(StatusCode.FailedPrecondition, "ORGANISATION_WITHDRAWN");
        (await Refused.ByAsync(steward.Organisations.UpdateOrganisationAsync(new() { Organisation = profile }))).Is(StatusCode.FailedPrecondition, "ORGANISATION_WITHDRAWN");
        (await Refused.ByAsync(steward.Keys.IssueKeyAsync(new() { Role = Role.Viewer, Organisation = Gone }))).Is(StatusCode.FailedPrecondition, "ORGANISATION_WITHDRAWN");
        await Assert.ThrowsAsync<RpcException>(() => steward.ImportOrganisationsAsync([profile, new() { Name = "organisations/new", DisplayName = "New", Sector = "local-authority" }]));
        (await Refused.ByAsync(steward.Organisations.GetOrganisationAsync(new() { Name = "organisations/new" }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
        ImportResult import = await steward.ImportReturnsAsync("2025", [new() { Line = 7, Organisation = "o03", Measure = "spd-01", Stage = "delivered", Numerator = "1", Denominator = "80" }]);
        Assert.Equal((7, ErrorReason.OrganisationWithdrawn), (Assert.Single(import.Problems).Line, import.Problems[0].Reason));
    }

    private static WithdrawOrganisationRequest Request() => new() { Name = Gone, Reason = Reason, RequestId = Guid.NewGuid().ToString() };

    private static Task<Refused> RefusedAsync(Api steward, WithdrawOrganisationRequest request) => Refused.ByAsync(steward.Organisations.WithdrawOrganisationAsync(request));

    private static async Task<Benchmark> AskAsync(Api api, int edition) =>
        await api.Benchmarks.GetBenchmarkAsync(new() { Edition = $"periods/2025/editions/{edition}", Measure = "measures/spd-01" });

    private async Task<TestServer> StartAsync()
    {
        TestServer server = await TestServer.StartAsync(_directory);
        await server.Steward.ImportOrganisationsAsync(Enumerable.Range(0, 24).Select(i => new Organisation { Name = $"organisations/o{i:00}", DisplayName = $"Member {i}", Sector = "local-authority" }));
        await server.Steward.OpenAsync("2025");
        ImportResult import = await server.Steward.ImportReturnsAsync("2025", Enumerable.Range(0, 24).Select(i =>
            new ImportLine { Line = i + 1, Organisation = $"o{i:00}", Measure = "spd-01", Stage = "delivered", Numerator = $"{20 + i}", Denominator = "80" }));
        Assert.Null(import.Error);
        await server.Steward.CutAsync("2025");
        return server;
    }
}
