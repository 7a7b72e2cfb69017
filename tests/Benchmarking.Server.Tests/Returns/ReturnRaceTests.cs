using System.Diagnostics;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Returns;

/// <summary>Many clients at once, each on a connection of its own: nothing is lost and nothing counts twice.</summary>
public sealed class ReturnRaceTests(ReturnRaceTests.Fixture fixture, ITestOutputHelper output) : IClassFixture<ReturnRaceTests.Fixture>
{
    private const int Clients = 16;
    private const int ReturnsEach = 25;

    public sealed class Fixture : ServerFixture
    {
        protected override async Task PrepareAsync()
        {
            await Steward.OpenAsync("2025");
            await Steward.OpenAsync("2024");
        }
    }

    private static string NewRequest() => Guid.NewGuid().ToString();

    [Fact]
    public async Task Sixteen_clients_submitting_different_returns_lose_none_and_double_none()
    {
        string[] ids = [.. Enumerable.Range(0, Clients * ReturnsEach).Select(i => $"race-{i:000}")];
        await fixture.Steward.ImportOrganisationsAsync(ids.Select(id => new Organisation { Name = id, DisplayName = id, Sector = "local-authority" }));
        Api[] members = await Task.WhenAll(ids.Select(id => fixture.Server.SignInAsync(Role.Contributor, $"organisations/{id}")));

        IEnumerable<Task<List<TimeSpan>>> clients = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            List<TimeSpan> times = [];
            for (int i = client; i < ids.Length; i += Clients)
            {
                long start = Stopwatch.GetTimestamp();
                await members[i].Returns.SubmitReturnAsync(new() { Name = $"organisations/{ids[i]}/returns/2025", RequestId = NewRequest(), Lines = { Line("spd-01", $"{i}", "1000") } });
                times.Add(Stopwatch.GetElapsedTime(start));
            }
            return times;
        }));
        long begin = Stopwatch.GetTimestamp();
        TimeSpan[] times = [.. (await Task.WhenAll(clients)).SelectMany(some => some).Order()];
        TimeSpan all = Stopwatch.GetElapsedTime(begin);
        output.WriteLine($"{times.Length} durable submissions by {Clients} clients in {all.TotalMilliseconds:0} ms: p50 {times[times.Length / 2].TotalMilliseconds:0.0} ms, "
            + $"p99 {times[times.Length * 99 / 100].TotalMilliseconds:0.0} ms, {times.Length / all.TotalSeconds:0}/s");

        await fixture.Steward.CutAsync("2025");
        Benchmark benchmark = await fixture.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = "measures/spd-01" });
        Assert.Equal(ids.Length, benchmark.N);
        // The figures are 0 to 39.9 % in steps of 0.1, over the same denominator: their ratio is the middle, 19.95, only if each is there once. The mean is rounded.
        Assert.Equal((19.95, 20.0), (benchmark.Ratio.Value, benchmark.Mean.Value), (expected, actual) => Math.Abs(expected.Item1 - actual.Item1) < 1e-9 && expected.Item2 == actual.Item2);
        Return[] stored = await Task.WhenAll(ids.Select(async (id, i) => await members[i].Returns.GetReturnAsync(new() { Name = $"organisations/{id}/returns/2025" })));
        Assert.All(stored, (value, i) => Assert.Equal((1, $"{i}"), (value.Revision, value.Lines.Single().Numerator)));
    }

    [Fact]
    public async Task Sixteen_clients_submitting_one_return_with_one_request_id_make_one_revision()
    {
        await fixture.Steward.AddOrganisationAsync("same");
        Api member = await fixture.Server.SignInAsync(Role.Contributor, "organisations/same");
        SubmitReturnRequest request = new() { Name = "organisations/same/returns/2024", RequestId = NewRequest(), Lines = { Line("spd-01", "1", "80") } };
        Return[] answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () => await member.Returns.SubmitReturnAsync(request))));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        ListReturnRevisionsResponse history = await member.Returns.ListReturnRevisionsAsync(new() { Parent = request.Name });
        Assert.Equal([1], history.Revisions.Select(revision => revision.Revision));
    }

    [Fact]
    public async Task Sixteen_clients_submitting_one_return_with_ids_of_their_own_make_sixteen_revisions()
    {
        await fixture.Steward.AddOrganisationAsync("each");
        Api member = await fixture.Server.SignInAsync(Role.Contributor, "organisations/each");
        Return[] answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Task.Run(async () => await member.Returns.SubmitReturnAsync(
            new() { Name = "organisations/each/returns/2024", RequestId = NewRequest(), Lines = { Line("spd-01", $"{i}", "80") } }))));
        Assert.Equal(Enumerable.Range(1, Clients), answers.Select(answer => answer.Revision).Order());
        Return last = await member.Returns.GetReturnAsync(new() { Name = "organisations/each/returns/2024" });
        Assert.Equal(answers.Single(answer => answer.Revision == Clients), last);
    }

    [Fact]
    public async Task Of_sixteen_clients_correcting_the_same_version_one_succeeds()
    {
        await fixture.Steward.AddOrganisationAsync("version");
        Api member = await fixture.Server.SignInAsync(Role.Contributor, "organisations/version");
        const string name = "organisations/version/returns/2024";
        string etag = (await member.Returns.SubmitReturnAsync(new() { Name = name, Lines = { Line("spd-01", "1", "80") } })).Etag;
        bool[] succeeded = await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Task.Run(async () =>
        {
            try
            {
                await member.Returns.SubmitReturnAsync(new() { Name = name, Etag = etag, Lines = { Line("spd-01", $"{i + 2}", "80") } });
                return true;
            }
            catch (Grpc.Core.RpcException exception)
            {
                Refused.Of(exception).Is(Grpc.Core.StatusCode.Aborted, "ETAG_MISMATCH");
                return false;
            }
        })));
        Assert.Single(succeeded, true);
        Assert.Equal(2, (await member.Returns.GetReturnAsync(new() { Name = name })).Revision);
    }
}
