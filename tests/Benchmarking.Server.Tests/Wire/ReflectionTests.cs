using System.Diagnostics;
using System.Text.Json;
using Benchmarking.Server.Tests.House;
using Benchmarking.Server.Tests.Queries;
using Benchmarking.Testing;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Wire;

/// <summary>
/// A client that nobody here wrote and that has none of our protos: buf's curl, which asks the running server for its interface, and speaks gRPC
/// from what it is told. tests/run installs it.
/// </summary>
public sealed class ReflectionTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private static readonly string Buf = Path.Combine(Repository.Root.FullName, "artifacts", "npm", "node_modules", ".bin", "buf");

    [Fact]
    public async Task The_server_tells_its_services_and_their_calls_to_whoever_asks()
    {
        string[] services = Lines(await AskAsync("", "", "--list-services"));
        Assert.Equal(ProtoTests.Services.Select(service => service.FullName).Order(StringComparer.Ordinal),
            services.Where(service => service.StartsWith("benchmarking.v1.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("grpc.health.v1.Health", services);
        string[] methods = Lines(await AskAsync("", "", "--list-methods"));
        Assert.All(ProtoTests.Services.SelectMany(service => service.Methods), method => Assert.Contains($"{method.Service.FullName}/{method.Name}", methods));
    }

    [Fact]
    public async Task A_query_by_reflection_is_answered_as_our_own_clients_is()
    {
        QueryRequest request = new()
        {
            Editions = { "periods/2025" },
            Measures = { "measures/pct", "measures/hrs" },
            Filter = "sector = local-authority",
            GroupBy = { "region" },
            Statistics = { Statistic.Mean, Statistic.Median },
        };
        ProgramRun run = await AskAsync("/benchmarking.v1.QueryService/Query", fixture.Analyst.Key, "--data", JsonFormatter.Default.Format(request));
        Assert.True(run.ExitCode == 0, run.Error);
        using AsyncServerStreamingCall<QueryResponse> call = fixture.Analyst.Queries.Query(request);
        QueryResponse expected = Assert.Single(await call.ResponseStream.ReadAllAsync().ToListAsync());
        Assert.Contains(expected.Rows, row => row.Figure.HasValue);
        Assert.Contains(expected.Rows, row => row.Markers.Contains(Marker.Confidential));
        Assert.Equal(expected, QueryResponse.Parser.ParseJson(run.Output));
    }

    [Fact]
    public async Task A_benchmark_by_reflection_is_answered_as_our_own_clients_is()
    {
        GetBenchmarkRequest request = new() { Edition = "periods/2025", Measure = "measures/pct", Cohort = "sector=local-authority" };
        ProgramRun run = await AskAsync("/benchmarking.v1.BenchmarkService/GetBenchmark", fixture.Analyst.Key, "--data", JsonFormatter.Default.Format(request));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(await fixture.Analyst.Benchmarks.GetBenchmarkAsync(request), Benchmark.Parser.ParseJson(run.Output));
    }

    [Theory]
    [InlineData("", StatusCode.Unauthenticated, "unauthenticated")]
    [InlineData("analyst", StatusCode.InvalidArgument, "invalid_argument")]
    public async Task A_refusal_has_its_code_and_its_words(string role, StatusCode code, string name)
    {
        ProgramRun run = await AskAsync("/benchmarking.v1.QueryService/Query", role.Length == 0 ? "" : fixture.Analyst.Key, "--data", "{}");
        // The program's exit code is gRPC's, three bits up.
        Assert.Equal((int)code << 3, run.ExitCode);
        JsonElement refusal = JsonDocument.Parse(run.Error).RootElement;
        Assert.Equal(name, refusal.GetProperty("code").GetString());
        Assert.NotEmpty(refusal.GetProperty("message").GetString()!);
        Assert.Contains(refusal.GetProperty("details").EnumerateArray(), detail => detail.GetProperty("type").GetString() == "google.rpc.ErrorInfo");
    }

    private static string[] Lines(ProgramRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    // The key comes by standard input: arguments can be read by everyone on the machine.
    private Task<ProgramRun> AskAsync(string call, string key, params string[] arguments)
    {
        Assert.True(File.Exists(Buf), "There is no buf: tests/run installs it.");
        ProcessStartInfo start = new(Buf, ["curl", "--http2-prior-knowledge", "--protocol", "grpc", .. key.Length > 0 ? ["--header", "@-"] : Array.Empty<string>(), .. arguments, $"{fixture.Server.Url}{call}"]);
        return ProgramRun.OfAsync(start, key.Length > 0 ? $"authorization: Bearer {key}\n" : "");
    }
}
