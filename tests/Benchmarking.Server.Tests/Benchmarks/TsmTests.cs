using System.Diagnostics;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Statistics;
using Benchmarking.V1;
using FunnelPlace = Benchmarking.Statistics.FunnelPlace;

namespace Benchmarking.Server.Tests.Benchmarks;

/// <summary>The main job on real figures of 360 landlords.</summary>
public sealed class TsmTests
{
    [Fact]
    public async Task Real_returns_go_in_and_the_known_medians_come_out()
    {
        await using TestServer server = await TestServer.StartAsync();
        long start = Stopwatch.GetTimestamp();
        ImportResult imported = await TsmLandlords.ImportAsync(server.Steward);
        TimeSpan import = Stopwatch.GetElapsedTime(start);
        Assert.Null(imported.Error);
        Assert.Equal((360, 9_203), (TsmLandlords.Organisations.Count(), imported.Stored.Count));

        start = Stopwatch.GetTimestamp();
        Edition edition = await server.Steward.CutAsync("2024");
        TestContext.Current.TestOutputHelper!.WriteLine($"import {import.TotalSeconds:0.00} s, cut {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        Assert.Equal(26, edition.TableCount);
        AuditTotals audit = (await server.Steward.Editions.GetEditionAuditAsync(new() { Name = $"{edition.Name}/audit" })).Totals;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"of {audit.SafeCellCount} cells that pass the primary rules {audit.ToldPercent:0.0} % are told, {audit.PublishedPercent:0.0} % with their values; {audit.ProgrammeCount} programmes");
        Assert.True(audit.IsSafe);
        Assert.True(audit.ToldPercent >= 90);
        // The known figures are exact medians of the raw values; Harrell-Davis smooths, hence within half a point.
        Assert.InRange(Math.Abs(await MedianAsync(server.Steward, "local-authority", 158) - 68.15), 0, 0.5);
        Assert.InRange(Math.Abs(await MedianAsync(server.Steward, "housing-association", 197) - 73.19), 0, 0.5);

        Api london = await server.SignInAsync(Role.Viewer, "organisations/00AA");
        CompareResponse comparison = await london.Benchmarks.CompareAsync(new() { Organisation = "organisations/00AA", Edition = "periods/2024" });
        Assert.Equal(26, comparison.Comparisons.Count);
        // 224 of 335 in the file.
        Assert.Equal(100.0 * 224 / 335, comparison.Comparisons.Single(row => row.Measure == "measures/tp01").Own.Value, 10);
        await CheckFunnelAsync(server);
    }

    // By chance between those who answered alone, four landlords in ten are outside the 99.8 % limits; as far as landlords usually lie apart, few are.
    private static async Task CheckFunnelAsync(TestServer server)
    {
        Benchmark all = await server.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2024", Measure = "measures/tp01" });
        double At(double probability) => all.Quantiles.Single(quantile => quantile.Probability == probability).Figure.Value;
        (double Naive, double Ours)[] outside = [.. TsmLandlords.Lines.Where(line => line.Measure == "tp01").Select(line =>
        {
            (double own, double cases) = (100 * double.Parse(line.Numerator) / double.Parse(line.Denominator), double.Parse(line.Denominator));
            double error = FunnelLimits.OfCases(At(0.5), cases);
            return (Math.Abs(own - At(0.5)) > 3.090232 * error ? 1.0 : 0, FunnelLimits.Of(At(0.25), At(0.5), At(0.75), error).PlaceOf(own) is FunnelPlace.FarBelow or FunnelPlace.FarAbove ? 1.0 : 0);
        })];
        TestContext.Current.TestOutputHelper!.WriteLine($"outside the 99.8 % limits: {outside.Average(one => one.Naive):P1} by chance alone, {outside.Average(one => one.Ours):P1} with over-dispersion");
        Assert.InRange(outside.Average(one => one.Ours), 0, 0.02);
        Assert.True(outside.Average(one => one.Naive) > 0.3);
    }

    private static async Task<double> MedianAsync(Api api, string sector, int n)
    {
        Benchmark benchmark = await api.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2024", Measure = "measures/tp01", Cohort = $"sector={sector}" });
        Assert.Equal(n, benchmark.N);
        return benchmark.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure.Value;
    }
}
