using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Benchmarks;

/// <summary>Returns in, an edition cut, a comparison out, on a sector whose figures are worked out by hand.</summary>
public sealed class MainJobTests
{
    private static GetBenchmarkRequest Councils => new() { Edition = "periods/2025/editions/1", Measure = "measures/tp01", Cohort = "sector=local-authority" };

    // Twelve councils with 51 … 62 of 100 and twelve homes with 71 … 82; three of the councils in the north.
    private static async Task FillAsync(Api steward)
    {
        await steward.ImportOrganisationsAsync(Enumerable.Range(1, 24).Select(i => new Organisation
        {
            Name = $"organisations/m{i:00}",
            DisplayName = $"Member {i}",
            Sector = i <= 12 ? "local-authority" : "housing-association",
            Region = i <= 3 ? "north" : "south",
        }));
        await steward.ImportMeasuresAsync(new MeasureDefinition { Id = "tp01", DisplayName = "Satisfaction", Unit = "%", Direction = "higher", Kind = "percentage" });
        await steward.OpenAsync("2025");
        ImportResult result = await steward.ImportReturnsAsync("2025", Enumerable.Range(1, 24).Select(i => new ImportLine
        {
            Line = i + 1,
            Organisation = $"m{i:00}",
            Measure = "tp01",
            Stage = "delivered",
            Numerator = $"{(i <= 12 ? 50 + i : 58 + i)}",
            Denominator = "100",
        }));
        Assert.Null(result.Error);
        Assert.Equal(24, result.Stored.Count);
    }

    [Fact]
    public async Task A_member_compares_itself_with_its_sector()
    {
        await using TestServer server = await TestServer.StartAsync();
        await FillAsync(server.Steward);
        Edition edition = await server.Steward.CutAsync("2025");
        Assert.Equal("periods/2025/editions/1", edition.Name);

        Api member = await server.SignInAsync(Role.Viewer, "organisations/m01");
        CompareResponse response = await member.Benchmarks.CompareAsync(new() { Organisation = "organisations/m01", Edition = "periods/2025" });
        Comparison comparison = Assert.Single(response.Comparisons);
        Assert.Equal(51, comparison.Own.Value);
        Benchmark sector = Assert.Single(comparison.Cohorts).Benchmark;
        Assert.Equal(("sector=local-authority", 12, 12), (sector.Cohort, sector.MemberCount, sector.N));
        // The mean of 51 … 62 is 56.5; with equal denominators the ratio is the mean; the values are symmetric, so the median too.
        Assert.Equal(56.5, sector.Mean.Value, 10);
        Assert.Equal(56.5, sector.Ratio.Value, 10);
        Assert.Equal(56.5, sector.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure.Value);
        // Of 12 values only the median has five on either side.
        Assert.Equal([0.5], sector.Quantiles.Where(quantile => quantile.Figure.HasValue).Select(quantile => quantile.Probability));
        Assert.Equal((0, 50), (comparison.Cohorts[0].Position.Lower, comparison.Cohorts[0].Position.Upper));
    }

    [Fact]
    public async Task A_withheld_cell_has_no_figure_and_names_what_is_published()
    {
        await using TestServer server = await TestServer.StartAsync();
        await FillAsync(server.Steward);
        await server.Steward.CutAsync("2025");
        Benchmark north = await server.Steward.Benchmarks.GetBenchmarkAsync(
            new() { Edition = "periods/2025", Measure = "measures/tp01", Cohort = "region=north,sector=local-authority" });
        Assert.Equal("sector=local-authority,region=north", north.Cohort);
        Assert.False(north.HasN);
        Assert.Equal(WithheldReason.TooFew, north.Reason);
        Assert.Equal([Marker.Confidential], north.Markers);
        Assert.All([north.Mean, north.Ratio, .. north.Quantiles.Select(quantile => quantile.Figure)], figure => Assert.True(!figure.HasValue && figure.Text.Length == 0 && figure.Interval is null));
        // The region is withheld itself; the sector and the whole are published.
        Assert.Equal(["sector=local-authority", "all"], north.NearestPublished.Select(nearest => nearest.Cohort));
    }

    [Fact]
    public async Task All_is_there_after_a_restart_and_asked_again_gives_the_same_bytes()
    {
        using TemporaryDirectory directory = new();
        byte[] before;
        await using (TestServer first = await TestServer.StartAsync(directory))
        {
            await FillAsync(first.Steward);
            await first.Steward.CutAsync("2025");
            before = (await first.Steward.Benchmarks.GetBenchmarkAsync(Councils)).ToByteArray();
        }
        await using TestServer second = await TestServer.StartAsync(directory);
        Assert.Equal(before, (await second.Steward.Benchmarks.GetBenchmarkAsync(Councils)).ToByteArray());
        Api member = await second.SignInAsync(Role.Contributor, "organisations/m05");
        Return kept = await member.Returns.GetReturnAsync(new() { Name = "organisations/m05/returns/2025" });
        Assert.Equal(("55", 1), (kept.Lines[0].Numerator, kept.Revision));
    }

    [Fact]
    public async Task One_correction_waits_until_enough_have_changed_and_no_earlier_edition_changes()
    {
        await using TestServer server = await TestServer.StartAsync();
        await FillAsync(server.Steward);
        await server.Steward.CutAsync("2025");
        Benchmark before = await server.Steward.Benchmarks.GetBenchmarkAsync(Councils);

        await CorrectAsync(server, 12);
        Assert.Equal("periods/2025/editions/2", (await server.Steward.CutAsync("2025")).Name);
        Benchmark waiting = await server.Steward.Benchmarks.GetBenchmarkAsync(new(Councils) { Edition = "periods/2025" });
        // The difference of the two editions would be one council's correction.
        Assert.Equal((WithheldReason.RevisionPending, before.Mean, before.N), (waiting.Reason, waiting.Mean, waiting.N));
        Assert.Equal([Marker.Revised], waiting.Markers);

        for (int council = 7; council <= 11; council++)
            await CorrectAsync(server, council);
        await server.Steward.CutAsync("2025");
        Benchmark after = await server.Steward.Benchmarks.GetBenchmarkAsync(new(Councils) { Edition = "periods/2025" });
        // Six of twelve rose by 12.
        Assert.Equal((WithheldReason.Unspecified, 0), (after.Reason, after.Markers.Count));
        Assert.Equal(before.Mean.Value + 6, after.Mean.Value, 10);
        Assert.Equal(before, await server.Steward.Benchmarks.GetBenchmarkAsync(Councils));
    }

    private static async Task CorrectAsync(TestServer server, int council)
    {
        string name = $"organisations/m{council:00}";
        Api member = await server.SignInAsync(Role.Contributor, name);
        await member.Returns.SubmitReturnAsync(new() { Name = $"{name}/returns/2025", Lines = { Scenario.Line("tp01", $"{50 + council + 12}", "100") }, Reason = "late answers" });
    }

    [Fact]
    public async Task Two_cuts_at_once_are_two_editions_and_the_same_request_is_one()
    {
        await using TestServer server = await TestServer.StartAsync();
        await FillAsync(server.Steward);
        string id = Guid.NewGuid().ToString();
        Edition[] same = await Task.WhenAll(server.Steward.CutAsync("2025", id), server.Steward.CutAsync("2025", id));
        Assert.Equal(same[0], same[1]);
        Edition[] different = await Task.WhenAll(server.Steward.CutAsync("2025", Guid.NewGuid().ToString()), server.Steward.CutAsync("2025", Guid.NewGuid().ToString()));
        Assert.Equal(["periods/2025/editions/2", "periods/2025/editions/3"], different.Select(edition => edition.Name).Order());
        Assert.Equal(3, (await server.Steward.Editions.ListEditionsAsync(new() { Parent = "periods/2025" })).Editions.Count);
    }

    [Fact]
    public async Task A_cut_of_nothing_is_refused_and_a_withdrawn_edition_gives_no_figure()
    {
        await using TestServer server = await TestServer.StartAsync();
        (await Refused.ByAsync(server.Steward.Editions.CutEditionAsync(new() { Parent = "periods/2025" }))).Is(StatusCode.NotFound, "PERIOD_UNKNOWN");
        await server.Steward.OpenAsync("2025");
        (await Refused.ByAsync(server.Steward.Editions.CutEditionAsync(new() { Parent = "periods/2025" }))).Is(StatusCode.FailedPrecondition, "NOTHING_TO_CUT");
        await FillAsync(server.Steward);
        await server.Steward.CutAsync("2025");
        await server.Steward.Editions.WithdrawEditionAsync(new() { Name = "periods/2025/editions/1", Reason = "wrong unit" });
        (await Refused.ByAsync(server.Steward.Benchmarks.GetBenchmarkAsync(Councils))).Is(StatusCode.FailedPrecondition, "EDITION_WITHDRAWN");
        (await Refused.ByAsync(server.Steward.Benchmarks.GetBenchmarkAsync(new(Councils) { Edition = "periods/2025" }))).Is(StatusCode.NotFound, "EDITION_UNKNOWN");
        Assert.Equal(Edition.Types.State.Withdrawn, (await server.Steward.Editions.GetEditionAsync(new() { Name = "periods/2025/editions/1" })).State);
    }
}
