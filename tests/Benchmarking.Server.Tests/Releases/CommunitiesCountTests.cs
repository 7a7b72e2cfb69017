using System.Text.Json;
using Benchmarking.Server.Tests.Attacks;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.House;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Releases;

/// <summary>The example release: import, cut, draft, publish and get by the command line, and the ten figures of the survey of 2014.</summary>
public sealed class CommunitiesCountTests
{
    private const string Name = "example.communities-count";

    // As Communities Count (Social Enterprise UK, June 2014) reported them, in whole per cent.
    private static readonly Dictionary<(string Measure, string Cohort), int> Reported = new()
    {
        [("cc-better-services", "all")] = 71,
        [("cc-cost-savings", "all")] = 52,
        [("cc-high-impact", "all")] = 39,
        [("cc-low-impact", "all")] = 56,
        [("cc-difficult-to-define", "sector=local-authority")] = 43,
        [("cc-difficult-to-define", "sector=housing-association")] = 33,
        [("cc-barrier-commissioning", "all")] = 53,
        [("cc-barrier-after", "all")] = 55,
        [("cc-wants-guidance", "all")] = 66,
        [("cc-policy", "all")] = 37,
    };

    [Fact]
    public async Task The_example_release_has_the_ten_figures_of_the_survey()
    {
        await using TestServer server = await TestServer.StartAsync();
        string folder = Path.Combine(Repository.Root.FullName, "deploy", "examples", "communities-count");
        string key = (await server.SignInAsync(Role.Publisher, body: "example")).Key;
        await CommandLine.RunAsync(server.Url, server.Steward.Key, "organisations", "import", Path.Combine(folder, "organisations.csv"));
        await CommandLine.RunAsync(server.Url, server.Steward.Key, "measures", "import", Path.Combine(folder, "measures.csv"));
        await CommandLine.RunAsync(server.Url, server.Steward.Key, "periods", "open", "2014");
        await CommandLine.RunAsync(server.Url, server.Steward.Key, "returns", "import", Path.Combine(folder, "returns.csv"), "--period", "2014");
        await CommandLine.RunAsync(server.Url, server.Steward.Key, "editions", "cut", "--period", "2014");
        await CommandLine.RunAsync(server.Url, key, "releases", "draft", Path.Combine(folder, "release.yaml"), "--id", "communities-count");
        await CommandLine.RunAsync(server.Url, key, "releases", "publish", Name, "--reason", "an example");

        // Without a key.
        using JsonDocument release = JsonDocument.Parse(await CommandLine.RunAsync(server.Url, "", "releases", "get", Name, "--output", "json"));
        JsonElement[] rows = [.. release.RootElement.GetProperty("content").GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("tables").EnumerateArray())
            .SelectMany(table => table.GetProperty("rows").EnumerateArray())];
        Assert.Equal(Reported, rows.ToDictionary(row => (row.GetProperty("measure").GetString()!, row.GetProperty("cohort").GetString()!),
            row => (int)Math.Round(row.GetProperty("ratio").GetDouble(), MidpointRounding.AwayFromZero)));
        Assert.Equal([200, 200, 200, 200, 77, 123, 200, 200, 200, 200], rows.Select(row => row.GetProperty("n").GetInt32()));
        // The intervals of "difficult to define" are Wilson's: 32 to 54 and 26 to 42.
        Assert.Equal([(32, 54), (26, 42)], rows[4..6].Select(row => row.GetProperty("ratio_interval"))
            .Select(interval => ((int)Math.Round(interval.GetProperty("lower").GetDouble()), (int)Math.Round(interval.GetProperty("upper").GetDouble()))));
        string text = await CommandLine.RunAsync(server.Url, "", "releases", "get", Name);
        Assert.Contains("synthetic", text, StringComparison.Ordinal);
        Assert.Contains("Known limits", text, StringComparison.Ordinal);
    }
}
