using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Limits;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Queries;

/// <summary>
/// Hundreds of queries at once, each of many megabytes, that nobody reads or that are broken off: those beyond a caller's are told when to come
/// again, the others hold little, and members are answered as ever. Ten thousand when BENCHMARKING_LONG is set.
/// </summary>
[Collection(nameof(ManyQueries))]
public sealed class ManyQueriesTests(ManyQueriesTests.Fixture fixture, ITestOutputHelper output) : IClassFixture<ManyQueriesTests.Fixture>
{
    private const int Analysts = 20;
    private const int EachAtOnce = 10;
    private const string Query = "QueryService/Query";
    private const long Megabyte = 1024 * 1024;

    private static readonly int Streams = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BENCHMARKING_LONG")) ? 500 : 10_000;

    // A row for each region, whoever returned: with all the catalogue's measures, tens of thousands.
    private static readonly QueryRequest Everything = new() { Editions = { "periods/2025" }, GroupBy = { "region" }, PageSize = 100_000 };

    public sealed class Fixture : ServerFixture
    {
        public Api Member { get; private set; } = null!;

        public QueryRequest Request { get; private set; } = null!;

        /// <summary>Keys of analysts.</summary>
        public string[] Keys { get; } = new string[Analysts];

        protected override async Task PrepareAsync()
        {
            await Steward.ImportOrganisationsAsync(Enumerable.Range(0, 300).Select(i => new Organisation
            {
                Name = $"organisations/m{i:000}",
                DisplayName = $"Member {i}",
                Sector = i % 2 == 0 ? "local-authority" : "housing-association",
                Region = $"region-{i:000}",
            }));
            await Steward.OpenAsync("2025");
            await Steward.ImportReturnsAsync("2025", Enumerable.Range(0, 300).Select(i => new ImportLine { Line = i + 2, Organisation = $"m{i:000}", Measure = "spd-01", Stage = "delivered", Numerator = $"{20 + i % 37}", Denominator = "100" }));
            await Steward.CutAsync("2025");
            Request = new(Everything) { Measures = { (await Steward.Measures.ListMeasuresAsync(new() { PageSize = 1_000 })).Measures.Select(measure => measure.Name) } };
            Member = await Server.SignInAsync(Role.Contributor, "organisations/m000");
            for (int i = 0; i < Analysts; i++)
                Keys[i] = (await Server.SignInAsync(Role.Analyst)).Key;
        }
    }

    [Fact]
    public async Task Of_hundreds_that_nobody_reads_a_few_are_held_open_in_little_memory_and_members_are_served()
    {
        byte[] request = RawClient.Frame(fixture.Request.ToByteArray());
        (long rows, long size) = await ReadSlowlyAsync(fixture.Keys[0], request);
        Task<string>[] alone = [.. Ask()];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        RawClient[] clients = [.. fixture.Keys.Select(key => new RawClient(fixture.Server, key, hasOneConnection: true))];
        try
        {
            HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => clients[i % Analysts].OpenAsync(Query, new ByteArrayContent(request))));
            HttpResponseMessage[] refused = [.. answers.Where(answer => answer.Headers.Contains("grpc-status"))];
            // All that a caller may have at once, since none of them ends; and each of the others is told when to come again.
            Assert.Equal(Streams - Analysts * EachAtOnce, refused.Length);
            Assert.All(refused, answer => Assert.Equal((new RawStatus(StatusCode.ResourceExhausted, "RATE_LIMITED"), true), (RawClient.StatusOf(answer), RawClient.WaitOf(answer) > TimeSpan.Zero)));
            for (int i = 0; i < 100; i++)
                Assert.Equal(await Task.WhenAll(alone), await Task.WhenAll(Ask()));
            long held = GC.GetTotalMemory(forceFullCollection: true) - before;
            output.WriteLine($"{Streams:N0} streams, {Streams - refused.Length:N0} of them open, each with {rows:N0} rows in {size:N0} bytes to give: {held:N0} bytes held, by both sides.");
            // A message and what waits to be sent, and not the whole of it.
            Assert.InRange(held, long.MinValue, (Streams - refused.Length) * 2 * Megabyte);
            Assert.True(size > 8 * Megabyte, $"{size}");
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
        await EachIsServedAgainAsync();
    }

    [Fact]
    public async Task Those_that_are_broken_off_half_way_leave_nothing_behind()
    {
        byte[] request = RawClient.Frame(fixture.Request.ToByteArray());
        Task<string>[] alone = [.. Ask()];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int read = 0, refused = 0;
        await Parallel.ForEachAsync(fixture.Keys, new ParallelOptions { MaxDegreeOfParallelism = Analysts, CancellationToken = TestContext.Current.CancellationToken }, async (key, _) =>
        {
            using RawClient client = new(fixture.Server, key, hasOneConnection: true);
            for (int i = 0; i < Streams / Analysts; i++)
            {
                using HttpResponseMessage answer = await client.OpenAsync(Query, new ByteArrayContent(request));
                if (answer.Headers.Contains("grpc-status"))
                {
                    // Those before have not all gone yet.
                    Assert.Equal(new RawStatus(StatusCode.ResourceExhausted, "RATE_LIMITED"), RawClient.StatusOf(answer));
                    Interlocked.Increment(ref refused);
                    continue;
                }
                await using Stream stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
                Assert.Equal(500, QueryResponse.Parser.ParseFrom(await RawClient.ReadAsync(stream)).Rows.Count);
                Interlocked.Increment(ref read);
                if (i % 5 == 0)
                    Assert.Equal(await Task.WhenAll(alone), await Task.WhenAll(Ask()));
            }
        });
        await EachIsServedAgainAsync();
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{read:N0} streams broken off, {refused:N0} refused: {held:N0} bytes held.");
        Assert.InRange(read, Streams / 10, Streams);
        Assert.InRange(held, long.MinValue, 64 * Megabyte);
    }

    [Fact]
    public async Task Those_that_are_never_read_are_cut_off_in_time_and_others_take_their_place()
    {
        byte[] request = RawClient.Frame(fixture.Request.ToByteArray());
        using RawClient client = new(fixture.Server, fixture.Keys[0]), next = new(fixture.Server, fixture.Keys[0]);
        HttpResponseMessage[] unread = await Task.WhenAll(Enumerable.Range(0, EachAtOnce).Select(_ => client.OpenAsync(Query, new ByteArrayContent(request))));
        Assert.All(unread, answer => Assert.False(answer.Headers.Contains("grpc-status")));
        HttpResponseMessage another;
        while ((another = await next.OpenAsync(Query, new ByteArrayContent(request))).Headers.Contains("grpc-status"))
        {
            Assert.Equal(new RawStatus(StatusCode.ResourceExhausted, "RATE_LIMITED"), RawClient.StatusOf(another));
            fixture.Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(Ask());
        }
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(unread.Select(answer => answer.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken))));
    }

    // What a member asks all the while, as it is told.
    private IEnumerable<Task<string>> Ask()
    {
        yield return TextOfAsync(fixture.Member.Benchmarks.CompareAsync(new() { Organisation = "organisations/m000", Edition = "periods/2025", Cohorts = { "all", "sector=local-authority" } }));
        yield return TextOfAsync(fixture.Member.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = "measures/spd-01", Cohort = "sector=housing-association" }));
    }

    private static async Task<string> TextOfAsync<T>(AsyncUnaryCall<T> call) where T : IMessage => Convert.ToHexString((await call).ToByteArray());

    // Every reader has its place again, as soon as the streams before have gone.
    private async Task EachIsServedAgainAsync()
    {
        foreach (string key in fixture.Keys)
        {
            QueryRequest small = new(Everything) { Measures = { "measures/spd-01" }, PageSize = 1 };
            while (true)
            {
                try
                {
                    List<QueryResponse> all = await fixture.Server.With(key).Queries.Query(small).ResponseStream.ReadAllAsync().ToListAsync();
                    Assert.Single(Assert.Single(all).Rows);
                    break;
                }
                catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted)
                {
                    // Not quite gone.
                }
            }
        }
    }

    // A message every ten seconds, by the server's clock: slow, and fast enough to be let go on.
    private async Task<(long Rows, long Size)> ReadSlowlyAsync(string key, byte[] request)
    {
        using RawClient client = new(fixture.Server, key);
        using HttpResponseMessage answer = await client.OpenAsync(Query, new ByteArrayContent(request));
        await using Stream stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        long rows = 0, size = 0, all = 0;
        while (await RawClient.ReadAsync(stream) is { } message)
        {
            QueryResponse response = QueryResponse.Parser.ParseFrom(message);
            (rows, size, all) = (rows + response.Rows.Count, size + message.Length, response.RowCount);
            fixture.Server.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.Equal(new RawStatus(StatusCode.OK, ""), RawClient.StatusOf(answer));
        Assert.Equal(all, rows);
        return (rows, size);
    }
}

/// <summary>Measures what the whole process holds, and so runs while nothing else does.</summary>
[CollectionDefinition(nameof(ManyQueries), DisableParallelization = true)]
public sealed class ManyQueries;
