using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;
using Npgsql;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Cluster;

/// <summary>The certificate of the keys in PostgreSQL gives way to another, while servers are restarted one after another and go on.</summary>
public sealed class ClusterRewrapTests(PostgresServer postgres, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _members = [];

    public void Dispose() => _directory.Dispose();

    // Minutes of restarts: by -explicit on.
    [Fact(Explicit = true)]
    public async Task In_three_rounds_and_a_command_the_former_certificate_is_needed_no_more()
    {
        string former = Certificate("former"), current = Certificate("current");
        await using ServerCluster cluster = await ServerCluster.StartAsync(postgres, 2, output, Under(former), ("Benchmarking__DrainSeconds", "0"));
        await cluster.Api(0, cluster.StewardKey).OpenAsync("2025");
        await AddAndReadAsync(cluster);
        await RollAsync(cluster, Under(former), Beside(current));
        await RollAsync(cluster, Under(current), Beside(former));
        Assert.Contains("1 of the 1 keys", await cluster.RunAsync("rewrap", Under(current), Beside(former)), StringComparison.Ordinal);
        // Those that run go on, and those that are started go on without the former one.
        await AddAndReadAsync(cluster);
        await RollAsync(cluster, Under(current), Beside(""));
        // One that was left behind is refused before it has joined them, and they do not notice.
        await using BuiltProgram behind = cluster.StartStranger(Under(former));
        Assert.Contains("CN=current", await behind.LineAsync("Name its file"), StringComparison.Ordinal);
        await AddAndReadAsync(cluster);
    }

    [Fact]
    public async Task Whoever_is_killed_in_the_middle_of_the_command_leaves_the_keys_as_they_were()
    {
        string former = Certificate("former"), current = Certificate("current");
        await using ServerCluster cluster = await ServerCluster.StartAsync(postgres, 1, output, Under(former));
        await cluster.Api(0, cluster.StewardKey).OpenAsync("2025");
        await AddAndReadAsync(cluster);
        await using NpgsqlConnection connection = new(cluster.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        string ring = await AskAsync(connection, "SELECT Xml FROM KeyRing");
        await using (NpgsqlTransaction holding = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            // It has begun to write, and waits for the row.
            await AskAsync(connection, "SELECT Xml FROM KeyRing FOR UPDATE");
            await using BuiltProgram killed = BuiltProgram.Start("Benchmarking.Server", ["rewrap"], cluster.With([Under(current), Beside(former)]));
            await WaitForWriterAsync(cluster.Database);
        }
        Assert.Equal(ring, await AskAsync(connection, "SELECT Xml FROM KeyRing"));
        await AddAndReadAsync(cluster);
        Assert.Contains("1 of the 1 keys", await cluster.RunAsync("rewrap", Under(current), Beside(former)), StringComparison.Ordinal);
        await cluster.RestartAsync(0, Under(current));
        await AddAndReadAsync(cluster);
    }

    private static (string, string) Under(string file) => ("Benchmarking__EncryptionCertificate", file);

    private static (string, string) Beside(string file) => ("Benchmarking__OtherEncryptionCertificates__0__File", file);

    private string Certificate(string name) => CertificateFile.Make(_directory, name);

    private async Task RollAsync(ServerCluster cluster, params (string, string)[] settings)
    {
        for (int server = 0; server < cluster.Count; server++)
        {
            await cluster.RestartAsync(server, settings);
            await AddAndReadAsync(cluster);
        }
    }

    // A new member has a key made, and every server reads what all members returned so far.
    private async Task AddAndReadAsync(ServerCluster cluster)
    {
        int added = _members.Count;
        Api steward = cluster.Api(added, cluster.StewardKey);
        await steward.AddOrganisationAsync($"o{added}");
        _members.Add((await steward.Keys.IssueKeyAsync(new() { Role = Role.Contributor, Organisation = $"organisations/o{added}" })).Secret);
        await cluster.Api(added, _members[added]).Returns.SubmitReturnAsync(new() { Name = ReturnOf(added), Lines = { Line("spd-01", $"{added}", "80") } });
        foreach ((int member, string key) in _members.Index())
        {
            for (int server = 0; server < cluster.Count; server++)
                Assert.Equal($"{member}", Assert.Single((await cluster.Api(server, key).Returns.GetReturnAsync(new() { Name = ReturnOf(member) })).Lines).Numerator);
        }
    }

    private static string ReturnOf(int member) => $"organisations/o{member}/returns/2025";

    private static async Task WaitForWriterAsync(string database)
    {
        await using NpgsqlConnection looking = new(database);
        await looking.OpenAsync(TestContext.Current.CancellationToken);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(TimeSpan.FromMinutes(2));
        while (await AskAsync(looking, "SELECT count(*)::text FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE KeyRing%'") == "0")
            enough.Token.ThrowIfCancellationRequested();
    }

    private static async Task<string> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
