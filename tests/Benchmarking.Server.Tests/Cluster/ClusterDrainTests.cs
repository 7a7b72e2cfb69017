using System.Collections.Concurrent;
using System.Globalization;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Cluster;

/// <summary>A server of two leaves as it does in an upgrade, and members who go to the other one lose nothing and fail in nothing.</summary>
public sealed class ClusterDrainTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int Members = 16;
    private const int SubmissionsEach = 6;

    private readonly ConcurrentDictionary<string, int> _refusals = new();
    private readonly Progress _progress = new();

    [Fact]
    public async Task A_server_that_leaves_and_comes_back_costs_nobody_a_call()
    {
        await using ServerCluster cluster = await ServerCluster.StartAsync(postgres, 2, output, ("Benchmarking__DrainSeconds", "1"));
        Api steward = cluster.Api(0, cluster.StewardKey);
        await steward.OpenAsync("2025");
        await steward.ImportOrganisationsAsync(Enumerable.Range(0, Members).Select(i => new Organisation { Name = $"organisations/d{i}", DisplayName = $"Member {i}", Sector = "local-authority" }));
        Task[] members = [.. Enumerable.Range(0, Members).Select(i => SubmitAsync(cluster, steward, i))];
        await _progress.ReachAsync(Members);
        Assert.Equal(0, await cluster.TerminateAsync(1));
        await cluster.StartAsync(1);
        await Task.WhenAll(members);
        output.WriteLine($"Refused meanwhile: {string.Join(", ", _refusals.Select(pair => $"{pair.Key} {pair.Value}"))}");
    }

    // Each acknowledgement must be the next revision, whichever server gives it.
    private async Task SubmitAsync(ServerCluster cluster, Api steward, int index)
    {
        string key = (await steward.Keys.IssueKeyAsync(new() { Role = Role.Contributor, Organisation = $"organisations/d{index}" })).Secret;
        ClusterClient client = new(cluster, key, index, _refusals);
        for (int i = 1; i <= SubmissionsEach; i++)
        {
            SubmitReturnRequest request = new()
            {
                Name = $"organisations/d{index}/returns/2025",
                RequestId = Guid.NewGuid().ToString(),
                Lines = { Line("spd-01", i.ToString(CultureInfo.InvariantCulture), "100") },
            };
            Assert.Equal(i, (await client.AskAsync((api, deadline) => api.Returns.SubmitReturnAsync(request, deadline: deadline).ResponseAsync)).Revision);
            _progress.Advance();
        }
    }
}
