using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Benchmarking.Server.Tests.Deploy;

/// <summary>What the runbook has an operator do with several servers, in Compose and in Kubernetes, can be done in its order.</summary>
public sealed partial class SeveralServersTests
{
    private static YamlNode Compose => DeployFiles.Documents().Single(document => document.File == "compose.yaml").Root;

    [Fact]
    public void Every_service_that_the_runbook_names_in_Compose_is_one()
    {
        string[] services = [.. DeployFiles.Under(Compose, "services").OfType<YamlMappingNode>().Single().Children.Keys.Select(key => $"{key}")];
        string[][] calls = [.. DeployFiles.Commands.Concat(DeployFiles.Inline).Where(line => line.StartsWith("docker compose ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2..].TakeWhile(word => word != "|").Where(word => !word.StartsWith('-')).ToArray())];
        Assert.True(calls.Length > 6);
        // What comes after the one service of these is for the program in it.
        Assert.All(calls, words => Assert.All((words[0] is "exec" or "run") ? words[1..2] : words[1..], name => Assert.Contains(name, services)));
    }

    [Fact]
    public void The_files_that_Compose_has_are_ones_that_the_runbook_asks_for_and_the_servers_can_read_theirs()
    {
        string[] files = [.. DeployFiles.Under(Compose, "file").Select(file => SecretFile().Match($"{file}").Groups["file"].Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["encryption.pfx", "silos.pfx", "tls.crt", "tls.key"], files);
        Assert.All(files, file => Assert.Contains(file, DeployFiles.Inline));
        string owner = Assert.Single(DeployFiles.Commands, line => line.StartsWith($"chown {BaseImageRegistry.User} ", StringComparison.Ordinal));
        Assert.All(files[..2], file => Assert.Contains($" secrets/{file}", owner, StringComparison.Ordinal));
    }

    [Fact]
    public void The_namespace_is_there_before_anything_that_goes_into_it()
    {
        string[] commands = [.. DeployFiles.Commands.Where(line => line.StartsWith("kubectl ", StringComparison.Ordinal))];
        Assert.Equal("kubectl apply -f deploy/kubernetes/namespace.yaml", commands[0]);
        int servers = Array.IndexOf(commands, "kubectl apply -k deploy/kubernetes");
        YamlNode[] named = [.. DeployFiles.Documents().Where(document => document.File is "servers.yaml" or "migrate.yaml").SelectMany(document => DeployFiles.Under(document.Root, "secretKeyRef").Select(reference => reference["name"])
            .Concat(DeployFiles.Under(document.Root, "secretName")))];
        Assert.Equal(["benchmarking-certificates", "benchmarking-database"], named.Select(name => $"{name}").Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("kubectl apply -f secrets.yaml", commands[..servers]);
        Assert.Contains("\n  name: benchmarking-database\n", DeployFiles.Read("kubernetes/secrets.example.yaml"), StringComparison.Ordinal);
        Assert.Contains(commands[..servers], line => line.Contains(" create secret generic benchmarking-certificates ", StringComparison.Ordinal));
    }

    // Kubernetes refuses another image in a Job that is there.
    [Fact]
    public void The_Job_of_the_version_before_goes_before_that_of_the_next_is_made()
    {
        string[] commands = [.. DeployFiles.Commands];
        int first = Array.IndexOf(commands, "kubectl apply -f deploy/kubernetes/migrate.yaml"), next = Array.LastIndexOf(commands, "kubectl apply -f deploy/kubernetes/migrate.yaml");
        Assert.True(first > 0 && next > first);
        Assert.Contains("\n  name: benchmarking-migrate\n", DeployFiles.Read("kubernetes/migrate.yaml"), StringComparison.Ordinal);
        Assert.Equal("kubectl -n benchmarking delete job benchmarking-migrate --ignore-not-found", commands[next - 1]);
    }

    [GeneratedRegex(@"(?<file>[a-z]+\.[a-z]+)\}*$")]
    private static partial Regex SecretFile();
}
