using System.Globalization;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Benchmarks;

/// <summary>A total and its parts go through the whole platform as one: definition, return, cut and answer.</summary>
public sealed class LinkedMeasureTests
{
    private const string North = "region=north";

    [Fact]
    public async Task A_withheld_part_cannot_be_worked_out_from_the_total()
    {
        await using TestServer server = await TestServer.StartAsync();
        await FillAsync(server.Steward, isLinked: true);
        Measure total = await server.Steward.Measures.GetMeasureAsync(new() { Name = "measures/total" });
        Assert.Equal(["measures/cash", "measures/kind"], total.Parts);

        await server.Steward.CutAsync("2025");
        Assert.Equal(WithheldReason.Protected, (await AskAsync(server.Steward, "kind")).Reason);
        Assert.False((await AskAsync(server.Steward, "cash")).Mean.HasValue && (await AskAsync(server.Steward, "total")).Mean.HasValue);
        Assert.True((await server.Steward.Editions.GetEditionAuditAsync(new() { Name = "periods/2025/editions/1/audit" })).Totals.IsSafe);
    }

    [Fact]
    public async Task Without_the_link_it_could()
    {
        await using TestServer server = await TestServer.StartAsync();
        await FillAsync(server.Steward, isLinked: false);
        await server.Steward.CutAsync("2025");
        Assert.Equal(WithheldReason.Protected, (await AskAsync(server.Steward, "kind")).Reason);
        double inKind = (await AskAsync(server.Steward, "total")).Mean.Value - (await AskAsync(server.Steward, "cash")).Mean.Value;
        Assert.Equal(Enumerable.Range(0, 12).Average(i => (double)InKind(i)), inKind, 6);
    }

    [Fact]
    public async Task A_link_that_is_dropped_after_a_cut_protects_what_was_withheld_for_its_sake()
    {
        await using TestServer server = await TestServer.StartAsync();
        await FillAsync(server.Steward, isLinked: true);
        await server.Steward.CutAsync("2025");
        Assert.False((await AskAsync(server.Steward, "cash")).Mean.HasValue && (await AskAsync(server.Steward, "total")).Mean.HasValue);
        await server.Steward.ImportMeasuresAsync(Define("total", ""));
        Assert.Empty((await server.Steward.Measures.GetMeasureAsync(new() { Name = "measures/total" })).Parts);
        await server.Steward.CutAsync("2025");
        Assert.False((await AskAsync(server.Steward, "cash")).Mean.HasValue && (await AskAsync(server.Steward, "total")).Mean.HasValue);
    }

    [Fact]
    public async Task An_import_that_does_not_speak_of_links_keeps_them()
    {
        await using TestServer server = await TestServer.StartAsync();
        await FillAsync(server.Steward, isLinked: true);
        MeasureDefinition mended = Define("total", "");
        mended.ClearParts();
        mended.Guidance = new() { Mistakes = "Counting twice." };
        await server.Steward.ImportMeasuresAsync(mended);
        Measure total = await server.Steward.Measures.GetMeasureAsync(new() { Name = "measures/total" });
        Assert.Equal("Counting twice.", total.Guidance.Mistakes);
        Assert.Equal(["measures/cash", "measures/kind"], total.Parts);
    }

    private static decimal InKind(int i) => i == 3 ? 5_000 : 100 + i;

    private static async Task<Benchmark> AskAsync(Api api, string measure) =>
        await api.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = $"measures/{measure}", Cohort = North });

    private static async Task FillAsync(Api steward, bool isLinked)
    {
        await steward.ImportOrganisationsAsync(Enumerable.Range(0, 24).Select(i => new Organisation
        {
            Name = $"organisations/m{i:00}",
            DisplayName = $"Member {i}",
            Sector = "local-authority",
            Region = i < 12 ? "north" : "south",
        }));
        await steward.ImportMeasuresAsync(Define("cash"), Define("kind"), Define("total", isLinked ? "cash kind" : ""));
        await steward.OpenAsync("2025");
        ImportResult result = await steward.ImportReturnsAsync("2025", Enumerable.Range(0, 24).SelectMany(i =>
        {
            decimal cash = 40_000 + 10 * i;
            return new[] { Line(i, "cash", cash), Line(i, "kind", InKind(i)), Line(i, "total", cash + InKind(i)) };
        }));
        Assert.Null(result.Error);
    }

    private static ImportLine Line(int i, string measure, decimal amount) => new()
    {
        Line = i + 2,
        Organisation = $"m{i:00}",
        Measure = measure,
        Stage = "delivered",
        Numerator = amount.ToString(CultureInfo.InvariantCulture),
        Denominator = "1",
    };

    private static MeasureDefinition Define(string id, string parts = "") => new()
    {
        Id = id,
        DisplayName = id,
        Unit = "£",
        Direction = "higher",
        Kind = "amount",
        Stages = "delivered",
        Parts = parts,
    };
}
