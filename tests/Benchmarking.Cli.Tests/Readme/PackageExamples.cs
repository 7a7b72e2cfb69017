using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Readme;

/// <summary>The examples of the client package's README, as they stand there; <see cref="PackageReadmeTests"/> runs them.</summary>
internal static class PackageExamples
{
    public static async Task MemberAsync(Uri server, string key, TextWriter output)
    {
        using BenchmarkingClient client = new(server, key);
        CompareRequest request = new() { Organisation = "organisations/sample-la-001", Edition = "periods/2025-26" };
        CompareResponse comparison = await client.Benchmarks.CompareAsync(request);
        foreach (Comparison one in comparison.Comparisons.Where(one => one.Own is { HasValue: true } && one.Cohorts[0].Position is not null))
            output.WriteLine($"{one.DisplayName}: {one.Own.Value} {one.Unit}, at or above percentile {one.Cohorts[0].Position.Lower:0} of {one.Cohorts[0].Benchmark.Cohort}");
    }

    public static async Task PublisherAsync(Uri server, string key, TextWriter output)
    {
        using BenchmarkingClient client = new(server, key);
        DraftTable table = new() { Title = "Local spend", Editions = { "periods/2025-26" }, Measures = { new DraftMeasure { Measure = "measures/spd-01" } } };
        DraftContent content = new() { Title = "Spending with local firms", Sections = { new DraftSection { Heading = "Spend", Tables = { table } } } };
        await client.Releases.CreateReleaseAsync(new() { ReleaseId = "local-spend", Content = content });
        await foreach (ReleaseDraft draft in client.Releases.ReadAllAsync(new ListReleaseDraftsRequest())) output.WriteLine($"{draft.Name}: {draft.State}");
    }

    public static async Task AnalystAsync(Uri server, string key, TextWriter output)
    {
        using BenchmarkingClient client = new(server, key);
        QueryRequest query = new() { Editions = { "periods/2025-26" }, Filter = "sector = local-authority", GroupBy = { "region" }, Statistics = { Statistic.Median } };
        query.Measures.Add("measures/spd-01");
        await foreach (QueryRow row in client.Queries.ReadRowsAsync(query))
            output.WriteLine(row.Figure is { HasValue: true } figure ? $"{row.Cohort}: {figure.Value} {row.Unit}" : $"{row.Cohort}: {row.Outcome}");
    }

    public static async Task RefusalAsync(Uri server, string key, TextWriter output)
    {
        using BenchmarkingClient client = new(server, key);
        try { await client.Periods.GetPeriodAsync(new() { Name = "periods/1999" }); }
        catch (RpcException exception) when (BenchmarkingException.From(exception) is { Reason: ErrorReason.PeriodUnknown } refusal)
        {
            output.WriteLine($"{refusal.Message} {refusal.Remedy}");
        }
    }
}
