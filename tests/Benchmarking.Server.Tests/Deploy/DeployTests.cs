using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Commands;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.House;
using Benchmarking.Server.Tests.Telemetry;
using Benchmarking.Server.Tests.Web;
using Benchmarking.Testing;
using YamlDotNet.RepresentationModel;

namespace Benchmarking.Server.Tests.Deploy;

/// <summary>What is deployed, and what the runbook says, is what the program has.</summary>
public sealed partial class DeployTests
{
    private const int SiloSeconds = 30;

    [Fact]
    public void Every_setting_is_one_of_the_program()
    {
        string[] named = [.. Repository.Files("deploy").SelectMany(file => Setting().Matches(File.ReadAllText(file.FullName))).Select(match => match.Groups["path"].Value.Replace("__", ":", StringComparison.Ordinal)).Distinct()];
        Assert.True(named.Length > 12);
        Assert.All(named, setting => Assert.True(IsSetting(typeof(BenchmarkingOptions), setting.Split(':')), setting));
    }

    [Fact]
    public void Every_probe_asks_for_a_health_that_is_told()
    {
        YamlMappingNode[] probes = [.. DeployFiles.Documents().SelectMany(document => DeployFiles.Under(document.Root, "grpc")).OfType<YamlMappingNode>()];
        Assert.Equal(3, probes.Length);
        Assert.All(probes, probe => Assert.Contains(probe.Children.TryGetValue("service", out YamlNode? name) ? $"{name}" : "", PlatformHealth.Names.Keys));
        Assert.All(probes, probe => Assert.Equal("50051", probe["port"].ToString()));
        string[] explained = [.. HealthRow().Matches(DeployFiles.Runbook).Select(match => match.Groups["name"].Value.Trim('"'))];
        Assert.Equal(PlatformHealth.Names.Keys, explained);
    }

    [Fact]
    public async Task Every_metric_that_the_runbook_watches_is_measured()
    {
        await using TestServer server = await TestServer.StartAsync();
        IReadOnlyCollection<string> names = await Instruments.NamesAsync(server);
        string[] watched = [.. MetricRow().Matches(DeployFiles.Runbook).Select(match => match.Groups["name"].Value).Distinct()];
        Assert.Equal(names.Order(StringComparer.Ordinal), watched.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_command_of_the_server_is_explained_by_its_help()
    {
        string help = await ServerCommand.RunAsync(["--help"]);
        string[] commands =
        [
            .. DeployFiles.Commands.Concat(DeployFiles.Inline).Select(line => ServerCall().Match(line)).Where(call => call.Success).Select(call => call.Groups["command"].Value),
            .. DeployFiles.Documents().SelectMany(document => DeployFiles.Under(document.Root, "args").Concat(DeployFiles.Under(document.Root, "command"))).OfType<YamlSequenceNode>().Select(words => $"{words[0]}"),
        ];
        Assert.Equal(["--issue-steward-key", "backup", "health", "migrate", "restore", "rewrap"], commands.Distinct().Order(StringComparer.Ordinal));
        Assert.All(commands, command => Assert.Contains($"\n  {command} ", help, StringComparison.Ordinal));
    }

    // In the image it lies in /app; on one machine it runs with the service's user and settings, or works on another store.
    [Fact]
    public void No_command_of_the_server_is_to_be_run_from_a_folder_of_its_own() =>
        Assert.DoesNotContain("dotnet Benchmarking.Server.dll", DeployFiles.Runbook, StringComparison.Ordinal);

    [Fact]
    public void Each_way_of_running_it_waits_until_it_has_left()
    {
        YamlNode servers = DeployFiles.Documents().Single(document => document.File == "servers.yaml").Root;
        Dictionary<string, string> settings = DeployFiles.Under(servers, "env").OfType<YamlSequenceNode>().Single().Children.OfType<YamlMappingNode>()
            .Where(entry => entry.Children.ContainsKey("value")).ToDictionary(entry => $"{entry["name"]}", entry => $"{entry["value"]}");
        int drained = int.Parse(settings["Benchmarking__DrainSeconds"], null) + int.Parse(settings["Benchmarking__FinishSeconds"], null) + SiloSeconds;
        Assert.True(int.Parse($"{DeployFiles.Under(servers, "terminationGracePeriodSeconds").Single()}", null) > drained);

        int finish = new BenchmarkingOptions().FinishSeconds;
        YamlNode compose = DeployFiles.Documents().Single(document => document.File == "compose.yaml").Root;
        int grace = int.Parse(DeployFiles.Under(compose, "stop_grace_period").First().ToString().TrimEnd('s'), null);
        Assert.True(grace > int.Parse($"{DeployFiles.Under(compose, "Benchmarking__DrainSeconds").First()}", null) + finish + SiloSeconds);
        Assert.Contains("\nTimeoutStopSec=75\n", DeployFiles.Read("systemd/benchmarking.service"), StringComparison.Ordinal);
        Assert.True(75 > finish + SiloSeconds);
    }

    [Fact]
    public void The_proxy_leads_calls_and_pages_each_to_their_port_and_says_itself_whose_they_are()
    {
        string proxy = DeployFiles.Read("proxy/nginx.conf");
        Regex calls = new(CallLocation().Match(proxy).Groups["pattern"].Value);
        string[] names = [.. PermissionTests.CallNames.Select(row => $"{((ITheoryDataRow)row).GetData()[0]}"), "grpc.health.v1.Health.Check"];
        Assert.All(names, name => Assert.Matches(calls, $"/{name[..name.LastIndexOf('.')]}/{name[(name.LastIndexOf('.') + 1)..]}"));
        Assert.All(PageTests.Addresses, row => Assert.DoesNotMatch(calls, $"{((ITheoryDataRow)row).GetData()[0]}"));
        // A client could say there that it is another, if the proxy passed on what it was sent.
        Assert.Equal(2, Regex.Count(proxy, "(grpc|proxy)_set_header X-Forwarded-For \\$remote_addr;"));
        Assert.Equal(2, Regex.Count(proxy, "(grpc|proxy)_pass "));
        YamlNode compose = DeployFiles.Documents().Single(document => document.File == "compose.yaml").Root;
        int[] told = [.. ((string[])["Benchmarking__Listen", "Benchmarking__WebListen"]).Select(setting => new Uri($"{DeployFiles.Under(compose, setting).First()}").Port)];
        Assert.Equal(told, UpstreamPort().Matches(proxy).Select(match => int.Parse(match.Groups["port"].Value, null)).Distinct());
    }

    [Fact]
    public void The_proxy_waits_as_long_for_a_call_by_JSON_as_for_one_of_gRPC()
    {
        string proxy = DeployFiles.Read("proxy/nginx.conf");
        Assert.All((string[])["grpc_read", "grpc_send", "proxy_read", "proxy_send"], wait => Assert.Contains($"\n    {wait}_timeout 35m;\n", proxy, StringComparison.Ordinal));
    }

    [Fact]
    public void No_secret_is_in_what_is_deployed()
    {
        string[] values = [.. DeployFiles.Documents().SelectMany(document => document.Root.AllNodes.OfType<YamlScalarNode>()).Select(node => node.Value ?? "")];
        string[] passwords = [.. values.SelectMany(value => Password().Matches(value)).Select(match => match.Groups["value"].Value)];
        Assert.NotEmpty(passwords);
        Assert.All(passwords, password => Assert.True(password.StartsWith("${", StringComparison.Ordinal) || password.StartsWith("REPLACE", StringComparison.Ordinal), password));
    }

    [Fact]
    public void The_image_is_that_of_this_version()
    {
        string version = typeof(ServerHost).Assembly.GetName().Version!.ToString(3);
        string all = string.Join('\n', Repository.Files("deploy").Where(file => file.Extension is ".yaml" or ".md").Select(file => File.ReadAllText(file.FullName)));
        string[] tags = [.. Image().Matches(all).Select(match => match.Groups["tag"].Value)];
        Assert.True(tags.Length >= 3);
        Assert.All(tags, tag => Assert.Equal(version, tag));
    }

    [Fact]
    public void After_a_restore_all_is_done_again_that_must_not_be_undone()
    {
        string after = DeployFiles.Runbook[DeployFiles.Runbook.IndexOf("\n**After every restore**", StringComparison.Ordinal)..];
        string block = after[..after.IndexOf("\n```\n", StringComparison.Ordinal)];
        Assert.All((string[])["organisations withdraw", "periods finish", "keys revoke", "keys rotate", "editions withdraw"], command =>
            Assert.Contains($"\nbenchmarking {command} ", block, StringComparison.Ordinal));
        // From the embedded store's, from PostgreSQL's, and from a recovery to a moment.
        Assert.Equal(3, Regex.Count(DeployFiles.Runbook, @"[a-z ]\*\*After every restore\*\*"));
    }

    [Fact]
    public async Task The_units_are_ones_that_systemd_takes()
    {
        const string Verifier = "/usr/bin/systemd-analyze";
        Assert.SkipUnless(File.Exists(Verifier), "There is no systemd-analyze here.");
        string[] units = ["benchmarking.service", "benchmarking-backup.service", "benchmarking-backup.timer"];
        string said = (await ProgramRun.OfAsync(new(Verifier, ["verify", .. units.Select(unit => DeployFiles.PathOf($"systemd/{unit}"))]))).Error;
        // Whether dotnet is where the units have it depends on the machine.
        Assert.DoesNotContain(said.Split('\n'), line => units.Any(unit => line.Contains(unit, StringComparison.Ordinal)) && !line.Contains("is not executable", StringComparison.Ordinal));
    }

    [Fact]
    public void What_runs_beside_the_service_has_its_user_and_its_settings()
    {
        string[] lines = [.. DeployFiles.Read("systemd/benchmarking.service").Split('\n').Where(line => OfEveryCommand().IsMatch(line))];
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.Contains($"\n{line}\n", DeployFiles.Read("systemd/benchmarking-backup.service"), StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains($" --property={line} ", DeployFiles.Read("systemd/benchmarking-server"), StringComparison.Ordinal));
    }

    private static bool IsSetting(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty || typeof(IDictionary).IsAssignableFrom(type))
            return true;
        PropertyInfo? property = type.GetProperty(path[0]);
        return property is not null && IsSetting(property.PropertyType, path[1..]);
    }

    [GeneratedRegex("Benchmarking(__|:)(?<path>[A-Z][A-Za-z]*((__|:)[A-Z][A-Za-z]*)*)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(^| )(dotnet /app/Benchmarking\.Server\.dll|benchmarking-server) (?<command>[a-z-]+)")]
    private static partial Regex ServerCall();

    [GeneratedRegex("^(User|Group|UMask|EnvironmentFile|Environment=Benchmarking__[A-Za-z]+)=")]
    private static partial Regex OfEveryCommand();

    [GeneratedRegex("""^\| `(?<name>""|store|cluster|liveness|[a-z]+)` \|[^|]*\|[^|]*\|$""", RegexOptions.Multiline)]
    private static partial Regex HealthRow();

    [GeneratedRegex(@"^\| `(?<name>benchmarking\.[a-z_.]+)`[ ,]", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"location ~ (?<pattern>\S+) \{")]
    private static partial Regex CallLocation();

    [GeneratedRegex(@"^\s+server [\d.]+:(?<port>\d+) ", RegexOptions.Multiline)]
    private static partial Regex UpstreamPort();

    [GeneratedRegex("[Pp]assword=(?<value>[^;]+)")]
    private static partial Regex Password();

    [GeneratedRegex(@"(benchmarking:|newTag: )(?<tag>\d+\.\d+\.\d+)")]
    private static partial Regex Image();
}
