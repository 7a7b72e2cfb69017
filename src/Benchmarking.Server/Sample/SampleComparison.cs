using System.Globalization;
using Benchmarking.Grains.Keys;
using Benchmarking.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Spectre.Console;

namespace Benchmarking.Server.Sample;

/// <summary>Shows one member's comparison as a client sees it: over gRPC, with a key that is revoked afterwards.</summary>
internal sealed class SampleComparison(KeyRing keys)
{
    /// <summary>The table of the sample member's comparison with its sector.</summary>
    public async Task<Table> ReadAsync(string url, Returns.Period period)
    {
        (KeyInfo info, string key) = await keys.IssueAsync(Grains.Keys.Role.Viewer, SampleStart.Member);
        try
        {
            using GrpcChannel channel = GrpcChannel.ForAddress(url);
            CompareResponse response = await new BenchmarkService.BenchmarkServiceClient(channel).CompareAsync(
                new() { Organisation = SampleStart.Member.Name, Edition = period.Name },
                new Metadata { { "authorization", $"Bearer {key}" } });
            return ToTable(response);
        }
        finally
        {
            await keys.RevokeAsync(info.Id);
        }
    }

    private static Table ToTable(CompareResponse response)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .Title(Markup.Escape($"{SampleStart.Member} beside its sector, {response.Edition} (synthetic figures)"));
        foreach (string heading in (string[])["Measure", "Stage", "Unit"])
            table.AddColumn(heading);
        foreach (string heading in (string[])["Yours", "n", "P25", "Median", "P75", "Mean", "Percentile"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (Comparison comparison in response.Comparisons)
        {
            ComparedCohort cohort = comparison.Cohorts[0];
            Benchmark sector = cohort.Benchmark;
            table.AddRow(
            [
                Markup.Escape(comparison.DisplayName), comparison.Stage.ToString().ToLowerInvariant(), Markup.Escape(comparison.Unit), Show(comparison.Own),
                sector.HasN ? sector.N.ToString(CultureInfo.InvariantCulture) : "[[c]]", Quantile(sector, 0.25), Quantile(sector, 0.5), Quantile(sector, 0.75),
                Show(sector.Mean), Show(cohort.Position),
            ]);
        }
        return table;
    }

    private static string Quantile(Benchmark benchmark, double probability) =>
        Show(benchmark.Quantiles.First(quantile => quantile.Probability == probability).Figure);

    private static string Show(Figure figure) => figure switch
    {
        { HasValue: true } => figure.Value.ToString("#,0.##", CultureInfo.InvariantCulture),
        { Text.Length: > 0 } => Markup.Escape(figure.Text),
        _ => figure.Markers.Contains(Marker.Confidential) ? "[[c]]" : "[[x]]",
    };

    private static string Show(Position? position) => position switch
    {
        null => "",
        { HasPercentile: true } => position.Percentile.ToString("0", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{position.Lower:0}–{position.Upper:0}"),
    };
}
