using Benchmarking.Server.Tests.Commands;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Cluster;

/// <summary>Servers that know each other's certificates speak TLS among them; one that shows another is not let in.</summary>
public sealed class ClusterTlsTests(PostgresServer postgres, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_servers_with_one_certificate_are_one_platform()
    {
        await using ServerCluster cluster = await ServerCluster.StartAsync(postgres, 2, output, Shows(Certificate("one")));
        await AssertOnePlatformAsync(cluster);
    }

    [Fact]
    public async Task A_server_with_another_certificate_cannot_speak_to_the_others()
    {
        await using ServerCluster cluster = await ServerCluster.StartAsync(postgres, 1, output, Shows(Certificate("one")));
        await AssertNotLetInAsync(cluster, "1 of 1 active silos", Shows(Certificate("other")));
        // And the platform goes on without it.
        Assert.Empty((await cluster.Api(0, cluster.StewardKey).Organisations.ListOrganisationsAsync(new())).Organisations);
    }

    // Minutes of restarts: by -explicit on.
    [Fact(Explicit = true)]
    public async Task Another_certificate_takes_the_place_of_one_while_servers_are_restarted_one_after_another()
    {
        string old = Certificate("old"), anew = Certificate("new");
        await using ServerCluster cluster = await ServerCluster.StartAsync(postgres, 2, output, Shows(old), ("Benchmarking__DrainSeconds", "0"));
        await RollAsync(cluster, Shows(old), Knows(CertificateFile.PublicPart(anew)));
        await RollAsync(cluster, Shows(anew), Knows(old));
        // Whoever knows all that the servers show is none of them by that.
        await AssertNotLetInAsync(cluster, "2 of 2 active silos", Shows(Certificate("stranger")), Knows(old), Knows(anew, 1));
        await RollAsync(cluster, Shows(anew), Knows(""));
        await AssertNotLetInAsync(cluster, "2 of 2 active silos", Shows(old), Knows(anew));
        await AssertOnePlatformAsync(cluster);
    }

    [Fact]
    public async Task A_file_that_is_no_certificate_is_said_with_its_setting()
    {
        string text = Path.Combine(_directory.Path, "text"), locked = CertificateFile.Make(_directory, "locked", "secret");
        await File.WriteAllTextAsync(text, "no certificate");
        await RefusedAsync("OtherSiloCertificates:0:File", "--Benchmarking:OtherSiloCertificates:0:File", text);
        await RefusedAsync("OtherSiloCertificates:1:Password", "--Benchmarking:OtherSiloCertificates:0:File", CertificateFile.PublicPart(locked), "--Benchmarking:OtherSiloCertificates:1:File", locked);
        async Task RefusedAsync(string said, params string[] settings)
        {
            (int code, _, string error) = await ServerCommand.ProgramAsync(
                ["--Benchmarking:Store", "postgres", "--Benchmarking:ConnectionString", "Host=localhost", "--Benchmarking:SiloCertificate", Certificate("own"), .. settings]);
            Assert.Equal(2, code);
            Assert.Contains($"Benchmarking:{said}", error, StringComparison.Ordinal);
        }
    }

    private static (string, string) Shows(string file) => ("Benchmarking__SiloCertificate", file);

    private static (string, string) Knows(string file, int index = 0) => ($"Benchmarking__OtherSiloCertificates__{index}__File", file);

    // After each, old and new servers are one platform.
    private static async Task RollAsync(ServerCluster cluster, params (string, string)[] settings)
    {
        for (int server = 0; server < cluster.Count; server++)
        {
            await cluster.RestartAsync(server, settings);
            await AssertOnePlatformAsync(cluster);
        }
    }

    // With enough keys, some are on the one server and some on the other: each is asked for at both.
    private static async Task AssertOnePlatformAsync(ServerCluster cluster)
    {
        for (int i = 0; i < 16; i++)
        {
            Key key = (await cluster.Api(i, cluster.StewardKey).Keys.IssueKeyAsync(new() { Role = Role.Analyst })).Key;
            Assert.Equal(key, await cluster.Api(i + 1, cluster.StewardKey).Keys.GetKeyAsync(new() { Name = key.Name }));
        }
    }

    private static async Task AssertNotLetInAsync(ServerCluster cluster, string others, params (string, string)[] settings)
    {
        await using BuiltProgram stranger = cluster.StartStranger(settings);
        Assert.Contains(others, await stranger.LineAsync("Failed to get ping responses"), StringComparison.Ordinal);
    }

    private string Certificate(string name) => CertificateFile.Make(_directory, name);
}
