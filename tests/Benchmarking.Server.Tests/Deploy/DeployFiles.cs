using System.Text.RegularExpressions;
using Benchmarking.Server.Tests.House;
using YamlDotNet.RepresentationModel;

namespace Benchmarking.Server.Tests.Deploy;

/// <summary>The files of <c>deploy/</c>, and what stands in them.</summary>
internal static partial class DeployFiles
{
    /// <summary>The runbook.</summary>
    public static string Runbook { get; } = Read("README.md");

    /// <summary>A file's text.</summary>
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>Where a file is.</summary>
    public static string PathOf(string path) => Path.Combine(Repository.Root.FullName, "deploy", path);

    /// <summary>Every document of every YAML file.</summary>
    public static IReadOnlyList<(string File, YamlNode Root)> Documents() =>
    [
        .. from file in Repository.Files("deploy")
           where file.Extension == ".yaml"
           from document in Load(file).Documents
           select (file.Name, document.RootNode),
    ];

    /// <summary>Everything in a node that stands under a key, however deep.</summary>
    public static IEnumerable<YamlNode> Under(YamlNode node, string key) => node.AllNodes.OfType<YamlMappingNode>()
        .SelectMany(mapping => mapping.Children).Where(pair => pair.Key.ToString() == key).Select(pair => pair.Value).Distinct();

    /// <summary>The lines of the runbook's shell blocks.</summary>
    public static IReadOnlyList<string> Commands { get; } =
        [.. ShellBlock().Matches(Runbook).SelectMany(match => match.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>What the runbook has in code within its sentences.</summary>
    public static IReadOnlyList<string> Inline { get; } = [.. InlineCode().Matches(ShellBlock().Replace(Runbook, "")).Select(match => match.Groups["text"].Value)];

    private static YamlStream Load(FileInfo file)
    {
        YamlStream stream = [];
        using StreamReader reader = file.OpenText();
        stream.Load(reader);
        return stream;
    }

    [GeneratedRegex(@"^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("`(?<text>[^`\n]+)`")]
    private static partial Regex InlineCode();
}
