using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Queries;

/// <summary>Queries that nobody means well by: a clear word for each, and nobody else notices.</summary>
public sealed class HostileQueryTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    // Trailers above 8 kB are cut off by many a proxy.
    private const int LargestTrailer = 6_000;

    public static TheoryData<string, string> Filters => new()
    {
        { "a megabyte", new string('a', 1_000_000) },
        { "a megabyte of brackets", new string('(', 1_000_000) },
        { "deep brackets", new string('(', 900) + "region = north" + new string(')', 900) },
        { "many nots", string.Concat(Enumerable.Repeat("NOT ", 450)) + "region" },
        { "many unknown fields", string.Join(" AND ", Enumerable.Range(0, 100).Select(i => $"f{i}=x{i}")) },
        { "many unknown categories", string.Join(" OR ", Enumerable.Range(0, 90).Select(i => $"region=nort{i}")) },
        { "a field of an organisation", "organisation = q001" },
        { "a figure", "value > 50 AND n < 10" },
        { "another type", "region = 5 OR region = true OR region = null OR region = 1e400" },
        { "a list", "region : (north, south)" },
        { "a function", "region.startsWith(\"no\")" },
        { "a wildcard", "region = \"n*\"" },
        { "look-alikes", "s\u0435ctor = l\u043Ecal-authority AND region \uFF1D north" },
        { "writing turned round", "\u202Esector = \u2066x\u2069" },
        { "control characters", "sector = \u0000 AND region = \u001b[2J" },
        { "quotes that never end", string.Concat(Enumerable.Repeat("region = \"north AND ", 50)) },
        { "a statement", "sector = local-authority; DROP TABLE OrleansStorage; --" },
        { "emoji", "region = \U0001F3D8" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_hostile_filter_is_refused_in_few_words(string what, string filter)
    {
        QueryRequest request = new() { Editions = { "periods/2025" }, Filter = filter };
        Refused refused = await fixture.RefusedAsync(request);
        Assert.Equal((what, StatusCode.InvalidArgument), (what, refused.Code));
        Assert.Contains(refused.Reason, (string[])["FILTER_MALFORMED", "FILTER_UNSUPPORTED", "COHORT_UNKNOWN", "TEXT_TOO_LONG"]);
        Assert.InRange(refused.Violations.Count, 1, 10);
        Assert.InRange(refused.Bytes.Length, 1, LargestTrailer);
        Assert.All(refused.Violations, violation => Assert.DoesNotContain(violation.Description, letter => char.IsControl(letter) || letter is '\u202E' or '\u2066'));
        Assert.Equal(refused.Message, (await Refused.ByAsync(fixture.Analyst.Queries.DryRunAsync(new() { Query = request }))).Message);
    }

    [Fact]
    public async Task A_query_whose_reader_goes_away_gives_its_place_back()
    {
        await using TestServer server = await TestServer.StartWithAsync("--Benchmarking:Limits:StreamsAtOnce", "1");
        await server.Steward.AddOrganisationAsync("o1");
        await server.Steward.OpenAsync("2025");
        await server.Steward.ImportReturnsAsync("2025", [new() { Line = 1, Organisation = "o1", Measure = "com-01", Stage = "delivered", Numerator = "5", Denominator = "1" }]);
        await server.Steward.CutAsync("2025");
        for (int i = 0; i < 20; i++)
        {
            bool isAnswered = false;
            while (!isAnswered)
            {
                using AsyncServerStreamingCall<QueryResponse> call = server.Steward.Queries.Query(new() { Editions = { "periods/2025" } });
                try
                {
                    isAnswered = await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted)
                {
                    // The one before has not quite gone.
                }
            }
        }
    }

    [Fact]
    public async Task Readers_who_do_not_read_hold_nobody_up()
    {
        QueryRequest large = new() { Editions = { "periods/2025", "periods/2024" }, Stages = { Stage.Committed, Stage.Delivered, Stage.Unstaged }, GroupBy = { "sector", "region", "size_band_homes" } };
        List<AsyncServerStreamingCall<QueryResponse>> unread = [.. Enumerable.Range(0, 8).Select(_ => fixture.Analyst.Queries.Query(large))];
        try
        {
            await Task.WhenAll(unread.Select(call => call.ResponseHeadersAsync));
            for (int i = 0; i < 50; i++)
                Assert.True((await fixture.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = "measures/pct" })).HasN);
            Assert.NotEmpty((await fixture.PageAsync(large)).Rows);
        }
        finally
        {
            unread.ForEach(call => call.Dispose());
        }
    }
}
