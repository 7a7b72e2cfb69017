using System.Globalization;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Telemetry;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Benchmarks;

/// <summary>How much of editions a server keeps in memory changes how fast it answers, and nothing of what it answers.</summary>
public sealed class EditionCacheTests
{
    private const string Gauge = "benchmarking.edition_cache.cells ";
    private const int Small = 4;

    [Fact]
    public async Task A_small_cache_keeps_less_and_answers_the_same()
    {
        (Benchmark[] large, int kept) = await AskAsync();
        (Benchmark[] small, int keptOfSmall) = await AskAsync("--Benchmarking:EditionCacheCells", $"{Small}");
        (Benchmark[] none, int keptOfNone) = await AskAsync("--Benchmarking:EditionCacheCells", "0");
        Assert.Equal(large, small);
        Assert.Equal(large, none);
        Assert.True(kept > Small, $"{kept} cells");
        Assert.InRange(keptOfSmall, 0, Small);
        Assert.Equal(0, keptOfNone);
    }

    [Fact]
    public void Fewer_cells_than_none_are_refused() =>
        Assert.Contains("Benchmarking:EditionCacheCells is -1. Write how many", string.Join("\n", new BenchmarkingOptions { EditionCacheCells = -1 }.Validate()), StringComparison.Ordinal);

    // Twice each, so that the second answer may come from memory.
    private static async Task<(Benchmark[] Answers, int Kept)> AskAsync(params string[] settings)
    {
        await using TestServer server = await TestServer.StartWithAsync(settings);
        await server.Steward.ImportOrganisationsAsync(Enumerable.Range(0, 12).Select(i => new Organisation { Name = $"organisations/o{i}", DisplayName = $"Member {i}", Sector = "local-authority" }));
        List<Benchmark> answers = [];
        IReadOnlyCollection<string> measured = await Instruments.MeasureAsync(server, async () =>
        {
            foreach (string period in (string[])["2024", "2025"])
            {
                await server.Steward.OpenAsync(period);
                await server.Steward.ImportReturnsAsync(period, Enumerable.Range(0, 12).Select(i => new ImportLine { Line = i + 1, Organisation = $"o{i}", Measure = "spd-01", Stage = "delivered", Numerator = $"{20 + i}", Denominator = "80" }));
                await server.Steward.CutAsync(period);
                for (int time = 0; time < 2; time++)
                {
                    foreach (string cohort in (string[])["", "sector=local-authority"])
                        answers.Add(await server.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = $"periods/{period}", Measure = "measures/spd-01", Stage = Stage.Delivered, Cohort = cohort }));
                }
            }
        });
        return ([.. answers], measured.Where(line => line.StartsWith(Gauge, StringComparison.Ordinal)).Max(line => int.Parse(line[Gauge.Length..], CultureInfo.InvariantCulture)));
    }
}
