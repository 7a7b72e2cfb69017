using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Faults;

/// <summary>Faults of the store as a client sees them: UNAVAILABLE with what to do, and one effect when it does it.</summary>
public sealed class StoreFaultTests(StoreFaultTests.Fixture fixture) : IClassFixture<StoreFaultTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        public Api Member { get; private set; } = null!;

        protected override async Task PrepareAsync()
        {
            await Steward.OpenAsync("2025");
            await Steward.AddOrganisationAsync("m1");
            Member = await Server.SignInAsync(Role.Contributor, "organisations/m1");
            await Member.Returns.SubmitReturnAsync(new() { Name = "organisations/m1/returns/2025", Lines = { Scenario.Line("spd-01", "1", "100") } });
            await Steward.CutAsync("2025");
        }
    }

    private string Store => fixture.Server.DataDirectory;

    private static string NewRequest() => Guid.NewGuid().ToString();

    [Fact]
    public async Task A_submission_counts_once()
    {
        SubmitReturnRequest request = new() { Name = "organisations/m1/returns/2025", RequestId = NewRequest(), Lines = { Scenario.Line("spd-01", "2", "100") } };
        int before = (await fixture.Member.Returns.GetReturnAsync(new() { Name = request.Name })).Revision;
        await UnavailableAsync("return.v1", () => fixture.Member.Returns.SubmitReturnAsync(request).ResponseAsync);
        // Another writes the record that the grain has just read.
        Assert.Equal(before, (await fixture.Member.Returns.GetReturnAsync(new() { Name = request.Name })).Revision);
        BrokenStore.Overtake(Store, "return.v1");
        await UnavailableAsync(() => fixture.Member.Returns.SubmitReturnAsync(request).ResponseAsync);
        Assert.Equal(before + 1, (await fixture.Member.Returns.SubmitReturnAsync(request)).Revision);
        Assert.Equal(before + 1, (await fixture.Member.Returns.SubmitReturnAsync(request)).Revision);
    }

    [Fact]
    public async Task An_import_of_returns_counts_once()
    {
        string id = NewRequest();
        ImportLine[] lines = [new() { Line = 2, Organisation = "m1", Measure = "spd-01", Stage = "delivered", Numerator = "77", Denominator = "100" }];
        using (BrokenStore.Refusing(Store, "return.v1"))
            Unavailable(Refused.Of((await fixture.Steward.ImportReturnsAsync("2025", lines, id)).Error));
        int revision = Assert.Single((await fixture.Steward.ImportReturnsAsync("2025", lines, id)).Stored).Revision;
        Assert.Equal(revision, Assert.Single((await fixture.Steward.ImportReturnsAsync("2025", lines, id)).Stored).Revision);
    }

    [Fact]
    public async Task An_organisation_is_created_once_and_a_key_revoked_for_good()
    {
        CreateOrganisationRequest create = new() { OrganisationId = "late", RequestId = NewRequest(), Organisation = new() { DisplayName = "Late", Sector = "local-authority" } };
        await UnavailableAsync("organisation.v1", () => fixture.Steward.Organisations.CreateOrganisationAsync(create).ResponseAsync);
        await UnavailableAsync("key.v1", () => fixture.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst }).ResponseAsync);
        Assert.Equal(await fixture.Steward.Organisations.CreateOrganisationAsync(create), await fixture.Steward.Organisations.CreateOrganisationAsync(create));
        IssueKeyResponse issued = await fixture.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        await UnavailableAsync("key.v1", () => fixture.Steward.Keys.RevokeKeyAsync(new() { Name = issued.Key.Name }).ResponseAsync);
        await fixture.Steward.Keys.RevokeKeyAsync(new() { Name = issued.Key.Name });
        await Assert.ThrowsAsync<RpcException>(() => fixture.Server.With(issued.Secret).Periods.ListPeriodsAsync(new()).ResponseAsync);
    }

    [Theory]
    [InlineData("collection.v1")]
    [InlineData("vintage.v1")]
    [InlineData("table.v1")]
    [InlineData("edition.v1")]
    public async Task A_cut_is_one_edition(string state)
    {
        int before = (await fixture.Steward.Periods.GetPeriodAsync(new() { Name = "periods/2025" })).LatestEdition;
        string id = NewRequest();
        await UnavailableAsync(state, () => fixture.Steward.CutAsync("2025", id));
        Assert.Equal(before, (await fixture.Steward.Periods.GetPeriodAsync(new() { Name = "periods/2025" })).LatestEdition);
        Assert.Equal($"periods/2025/editions/{before + 1}", (await fixture.Steward.CutAsync("2025", id)).Name);
        Assert.Equal($"periods/2025/editions/{before + 1}", (await fixture.Steward.CutAsync("2025", id)).Name);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_no_unknown_key_and_no_missing_resource()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Steward.OpenAsync("2025");
        string key = (await server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst })).Secret;
        using (BrokenStore.Unreadable(server.DataDirectory))
        {
            // Neither is in a grain's memory yet.
            await UnavailableAsync(() => server.Steward.Organisations.GetOrganisationAsync(new() { Name = "organisations/m1" }).ResponseAsync);
            await UnavailableAsync(() => server.Steward.Periods.GetPeriodAsync(new() { Name = "periods/2024" }).ResponseAsync);
        }
        Assert.Single((await server.With(key).Periods.ListPeriodsAsync(new())).Periods);
    }

    [Fact]
    public async Task A_first_start_on_a_store_that_takes_nothing_ends_with_a_sentence()
    {
        using TemporaryDirectory directory = new();
        await using (TestServer laidOut = await TestServer.StartAsync(directory))
            await laidOut.StopAsync();
        using BrokenStore broken = BrokenStore.Refusing(directory.Path, "key.v1");
        using StringWriter error = new();
        Assert.Equal(1, await ServerProgram.RunAsync(["--Benchmarking:Listen", "http://127.0.0.1:0", "--Benchmarking:WebListen", "http://127.0.0.1:0", "--Benchmarking:DataDirectory", directory.Path, "--Logging:LogLevel:Default", "None"], TextWriter.Null, error));
        Assert.Contains("disk", Assert.Single(error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private async Task UnavailableAsync(string state, Func<Task> call)
    {
        using BrokenStore broken = BrokenStore.Refusing(Store, state);
        await UnavailableAsync(call);
    }

    private static async Task UnavailableAsync(Func<Task> call) => Unavailable(await Refused.ByAsync(call));

    private static void Unavailable(Refused refused)
    {
        Assert.Contains("request_id", refused.Is(StatusCode.Unavailable, "STORAGE_UNAVAILABLE").Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }
}
