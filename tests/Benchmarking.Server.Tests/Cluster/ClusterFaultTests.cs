using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Cluster;

/// <summary>
/// Three servers and PostgreSQL under load, while servers are killed and the database goes down as in a power cut. What was acknowledged
/// is there, once; and each edition is what a server that was never disturbed makes of the same returns.
/// </summary>
public sealed class ClusterFaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    // Its own, since it goes down in between.
    private readonly PostgresServer _postgres = new();

    private const string Measure = "spd-01";
    // Each edition of a period must be safe beside all before it, so that many take long to cut: the next period is opened early.
    private const int RoundsOfPeriod = 2;
    private const int Clients = 64;
    private const int LeastRounds = 3;
    private static readonly int SubmissionsEach = 4;

    private readonly ConcurrentDictionary<string, int> _refusals = new();
    private readonly Progress _progress = new();

    // An hour when BENCHMARKING_LONG is set.
    private static readonly TimeSpan Least = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BENCHMARKING_LONG")) ? TimeSpan.Zero : TimeSpan.FromHours(1);

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_counts_twice_and_editions_are_as_if_nothing_had_happened()
    {
        await using ServerCluster cluster = await ServerCluster.StartAsync(_postgres, 3, output);
        await using TestServer calm = await TestServer.StartAsync();
        Api steward = cluster.Api(0, cluster.StewardKey);
        foreach (Api api in new[] { steward, calm.Steward })
            await api.ImportOrganisationsAsync(Enumerable.Range(0, Clients).Select(Profile));
        Member[] members = [.. await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => JoinAsync(cluster, steward, i)))];
        ClusterClient cutter = new(cluster, cluster.StewardKey, 0, _refusals);
        long start = Stopwatch.GetTimestamp();
        int round = 0;
        for (; round < LeastRounds || Stopwatch.GetElapsedTime(start) < Least; round++)
        {
            if (round % RoundsOfPeriod == 0)
                await OpenAsync(cutter, calm.Steward, members, PeriodOf(round));
            Task disturbance = DisturbAsync(cluster, round);
            await Task.WhenAll(members.Select(member => SubmitAsync(member, round)));
            await disturbance;
            await CutAsync(cluster, cutter, round);
            await calm.Steward.ImportReturnsAsync(PeriodOf(round), members.Select((member, i) => LineOf(member, i)));
            await calm.Steward.CutAsync(PeriodOf(round));
            await CompareEditionsAsync(cutter, calm.Steward, EditionOf(round));
            await CheckHistoriesAsync(members, round);
        }
        output.WriteLine($"{round} rounds, {_progress.Done} acknowledged; refused meanwhile: {string.Join(", ", _refusals.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))}");
    }

    // In a new period revisions begin anew.
    private static async Task OpenAsync(ClusterClient cutter, Api calm, Member[] members, string period)
    {
        await calm.OpenAsync(period);
        await cutter.AskAsync((api, deadline) => api.Periods.OpenPeriodAsync(new() { Name = $"periods/{period}" }, deadline: deadline).ResponseAsync);
        foreach (Member member in members)
            member.Revision = 0;
    }

    // Quarters: of years there are too few in an hour.
    private static string PeriodOf(int round) => $"{2000 + round / RoundsOfPeriod / 4}-q{round / RoundsOfPeriod % 4 + 1}";

    private static string EditionOf(int round) => $"periods/{PeriodOf(round)}/editions/{round % RoundsOfPeriod + 1}";

    private sealed class Member(string id, ClusterClient client)
    {
        public string Id => id;
        public ClusterClient Client => client;
        public int Revision { get; set; }
        public ReturnLine Line { get; set; } = new();
    }

    private static Organisation Profile(int index) => new()
    {
        Name = $"organisations/m{index:00}",
        DisplayName = $"Member {index}",
        Sector = index % 2 == 0 ? "local-authority" : "housing-association",
        Region = $"region-{index / 2 % 2}",
    };

    private async Task<Member> JoinAsync(ServerCluster cluster, Api steward, int index)
    {
        IssueKeyResponse key = await steward.Keys.IssueKeyAsync(new() { Role = Role.Contributor, Organisation = $"organisations/m{index:00}" });
        return new($"m{index:00}", new ClusterClient(cluster, key.Secret, index, _refusals));
    }

    // Each acknowledgement must be the next revision: one less and a request was lost, one more and one was counted twice.
    private async Task SubmitAsync(Member member, int round)
    {
        for (int i = 0; i < SubmissionsEach; i++)
        {
            int figure = 100 + (int.Parse(member.Id[1..], CultureInfo.InvariantCulture) * 37 + round * 101 + i * 13) % 800;
            SubmitReturnRequest request = new() { Name = $"organisations/{member.Id}/returns/{PeriodOf(round)}", RequestId = Guid.NewGuid().ToString(), Lines = { Line(Measure, $"{figure}", "1000") } };
            Return stored = await member.Client.AskAsync((api, deadline) => api.Returns.SubmitReturnAsync(request, deadline: deadline).ResponseAsync);
            Assert.Equal(member.Revision + 1, stored.Revision);
            (member.Revision, member.Line) = (stored.Revision, request.Lines[0]);
            _progress.Advance();
            if (round % RoundsOfPeriod > 0)
                await member.Client.AskAsync((api, deadline) => api.Benchmarks.CompareAsync(new() { Organisation = $"organisations/{member.Id}", Edition = $"periods/{PeriodOf(round)}" }, deadline: deadline).ResponseAsync);
        }
    }

    // By progress, not by time: a quarter of the round's submissions in, a server is killed; at half it comes back or the database goes.
    private async Task DisturbAsync(ServerCluster cluster, int round)
    {
        int victim = round % cluster.Count;
        int start = round * Clients * SubmissionsEach;
        await _progress.ReachAsync(start + Clients * SubmissionsEach / 4);
        await cluster.KillAsync(victim);
        await _progress.ReachAsync(start + Clients * SubmissionsEach / 2);
        if (round % 2 == 1)
        {
            await _postgres.StopAsync("immediate");
            await _postgres.StartAsync();
        }
        await cluster.StartAsync(victim);
    }

    // Another server than the one that answers is killed while tables are made on it.
    private static async Task CutAsync(ServerCluster cluster, ClusterClient cutter, int round)
    {
        CutEditionRequest request = new() { Parent = $"periods/{PeriodOf(round)}", RequestId = Guid.NewGuid().ToString() };
        Task<Edition> cut = cutter.AskAsync((api, deadline) => api.Editions.CutEditionAsync(request, deadline: deadline).ResponseAsync);
        await cluster.KillAsync((round + 1) % cluster.Count);
        await cluster.StartAsync((round + 1) % cluster.Count);
        Assert.Equal(EditionOf(round), (await cut).Name);
    }

    private static ImportLine LineOf(Member member, int index) => new()
    {
        Line = index + 1,
        Organisation = member.Id,
        Measure = Measure,
        Stage = "delivered",
        Numerator = member.Line.Numerator,
        Denominator = member.Line.Denominator,
    };

    private static async Task CompareEditionsAsync(ClusterClient cluster, Api calm, string name)
    {
        ListCohortsResponse cohorts = await calm.Benchmarks.ListCohortsAsync(new() { Edition = name });
        Assert.Equal(cohorts, await cluster.AskAsync((api, deadline) => api.Benchmarks.ListCohortsAsync(new() { Edition = name }, deadline: deadline).ResponseAsync));
        foreach (CohortSummary cohort in cohorts.Cohorts)
        {
            GetBenchmarkRequest request = new() { Edition = name, Measure = $"measures/{Measure}", Stage = Stage.Delivered, Cohort = cohort.Cohort };
            Benchmark expected = await calm.Benchmarks.GetBenchmarkAsync(request);
            Benchmark actual = await cluster.AskAsync((api, deadline) => api.Benchmarks.GetBenchmarkAsync(request, deadline: deadline).ResponseAsync);
            // The citation has the day of the cut, which differs.
            (expected.Citation, actual.Citation) = ("", "");
            Assert.Equal(expected, actual);
        }
    }

    private static async Task CheckHistoriesAsync(Member[] members, int round)
    {
        foreach (Member member in members)
        {
            string name = $"organisations/{member.Id}/returns/{PeriodOf(round)}";
            Return stored = await member.Client.AskAsync((api, deadline) => api.Returns.GetReturnAsync(new() { Name = name }, deadline: deadline).ResponseAsync);
            Assert.Equal((member.Revision, member.Line.Numerator), (stored.Revision, stored.Lines.Single().Numerator));
            ListReturnRevisionsResponse history = await member.Client.AskAsync((api, deadline) => api.Returns.ListReturnRevisionsAsync(new() { Parent = name }, deadline: deadline).ResponseAsync);
            Assert.Equal(Enumerable.Range(1, member.Revision).Reverse().Take(100), history.Revisions.Select(revision => revision.Revision));
        }
    }
}
