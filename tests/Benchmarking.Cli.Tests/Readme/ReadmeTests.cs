using System.Text.RegularExpressions;
using Benchmarking.Client;
using Benchmarking.Testing;
using Benchmarking.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Benchmarking.Cli.Tests.Readme;

/// <summary>Runs what the README says, as it says it, against real programs of this build.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string Server = "dotnet run -c Release --project src/Benchmarking.Server -- ";
    private const string Cli = "dotnet run -c Release --project src/Benchmarking.Cli -- ";

    private static readonly string[] Commands = [.. Blocks().SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    private readonly string _directory = Directory.CreateTempSubdirectory("readme").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Two_commands_do_everything()
    {
        Assert.Equal(Server + "--sample", Commands[0]);
        Assert.Contains("tests/run", Commands);
        Assert.True(File.Exists(Path.Combine(BuiltProgram.Root, "tests", "run")));
    }

    [Fact]
    public async Task The_sample_starts_prints_a_comparison_and_its_commands_work()
    {
        await using BuiltProgram server = ReadmeServer.Start(_directory, Words(Commands[0][Server.Length..]));
        string url = ReadmeServer.UrlIn(await server.LineAsync("listens on"));
        Assert.Contains(server.Lines, line => line.Contains("sample-la-001 beside its sector", StringComparison.Ordinal));
        string[] offered = [.. server.Lines.Where(line => line.TrimStart().StartsWith(Cli, StringComparison.Ordinal)).Select(line => line.Trim())];
        Assert.Equal(4, offered.Length);
        foreach (string command in offered)
            Assert.NotEmpty(await BuiltProgram.RunAsync("Benchmarking.Cli", Words(command[Cli.Length..]), new Dictionary<string, string>()));

        string key = ReadmeServer.KeyIn(offered[0]);
        string compare = Commands.Single(command => command.StartsWith(Cli, StringComparison.Ordinal));
        string printed = await BuiltProgram.RunAsync("Benchmarking.Cli", Words(compare[Cli.Length..].Replace("$KEY", key, StringComparison.Ordinal)),
            new Dictionary<string, string> { ["BENCHMARKING_SERVER"] = url });
        Assert.Contains("sector=local-authority", printed, StringComparison.Ordinal);
        await CallAsGrpcurlAsync(url, key);
    }

    // The servers on PostgreSQL have tests of their own; here, that every word the README has for them is one the program explains.
    [Fact]
    public async Task What_is_said_of_servers_beyond_one_machine_the_program_explains()
    {
        string help = await BuiltProgram.RunAsync("Benchmarking.Server", ["--help"], new Dictionary<string, string>());
        string[] lines = [.. Commands.Where(command => command.StartsWith("dotnet Benchmarking.Server.dll", StringComparison.Ordinal) || command.StartsWith("export ", StringComparison.Ordinal))];
        Assert.Equal(3, lines.Length);
        string[] words = [.. lines.SelectMany(line => line.Split(' ', '=')).Select(word => word.Replace("Benchmarking__", "--Benchmarking:", StringComparison.Ordinal))
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) || word == "migrate")];
        Assert.Equal(5, words.Length);
        Assert.All(words, word => Assert.Contains($" {word} ", help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_steward_gets_from_nothing_to_a_benchmark()
    {
        await using BuiltProgram server = ReadmeServer.Start(_directory);
        string key = ReadmeServer.KeyIn(await server.LineAsync("shown once"));
        Dictionary<string, string> environment = new() { ["BENCHMARKING_SERVER"] = ReadmeServer.UrlIn(await server.LineAsync("listens on")), ["BENCHMARKING_KEY"] = key };
        WriteFiles();
        foreach (string command in Commands.Where(command => command.StartsWith("benchmarking ", StringComparison.Ordinal)))
        {
            IEnumerable<string> words = Words(command["benchmarking ".Length..]).Select(word => word.EndsWith(".csv", StringComparison.Ordinal) ? Path.Combine(_directory, word) : word);
            string printed = await BuiltProgram.RunAsync("Benchmarking.Cli", words, environment);
            // Twelve councils, each with (60 + i) of 100: the mean is 60 + 6.5.
            if (command.Contains(" benchmark ", StringComparison.Ordinal))
                Assert.Contains("\"mean\": 66.5", printed, StringComparison.Ordinal);
            // Their difference is 12, but twelve of each are too few to call it clear.
            if (command.Contains(" compare-sectors ", StringComparison.Ordinal))
                Assert.Matches(@"-12 +– +not compared", printed);
        }
    }

    // What grpcurl does with the line: reads the JSON by the described request, and calls the described method.
    private static async Task CallAsGrpcurlAsync(string url, string key)
    {
        string line = Commands.Single(command => command.StartsWith("grpcurl ", StringComparison.Ordinal));
        Match match = GrpcurlLine().Match(line);
        Assert.True(match.Success, line);
        MethodDescriptor method = BenchmarkService.Descriptor.FindMethodByName(match.Groups["method"].Value);
        Assert.Equal($"{method.Service.FullName}/{method.Name}", match.Groups["path"].Value);
        GetBenchmarkRequest request = JsonParser.Default.Parse<GetBenchmarkRequest>(match.Groups["json"].Value);
        using BenchmarkingClient client = new(new Uri(url), key);
        Benchmark benchmark = await client.Benchmarks.GetBenchmarkAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(benchmark.Mean.HasValue);
    }

    private void WriteFiles()
    {
        string[] councils = ["00AA", .. Enumerable.Range(2, 11).Select(i => $"C{i:00}")];
        string[] homes = [.. Enumerable.Range(1, 12).Select(i => $"H{i:00}")];
        File.WriteAllLines(Path.Combine(_directory, "organisations.csv"),
            ["organisation,name,sector,region,size_band_homes", .. councils.Select(id => $"{id},Council {id},local-authority,north,under-5000"),
                .. homes.Select(id => $"{id},Homes {id},housing-association,north,under-5000")]);
        File.WriteAllLines(Path.Combine(_directory, "measures.csv"), ["id,name,unit,direction,kind", "tp01,Overall satisfaction,%,higher,percentage"]);
        File.WriteAllLines(Path.Combine(_directory, "returns.csv"),
            ["organisation,measure,stage,numerator,denominator", .. councils.Concat(homes).Select((id, i) => $"{id},tp01,delivered,{61 + i},100")]);
    }

    private static string[] Words(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Blocks() =>
        ShellBlock().Matches(File.ReadAllText(Path.Combine(BuiltProgram.Root, "README.md"))).Select(match => match.Groups["text"].Value);

    [GeneratedRegex(@"^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("""^grpcurl -plaintext -H "authorization: Bearer \$KEY" -d '(?<json>[^']+)' 127\.0\.0\.1:50051 (?<path>[\w.]+/(?<method>\w+))$""")]
    private static partial Regex GrpcurlLine();
}
