using System.Xml.Linq;

namespace Benchmarking.Server.Tests.House;

/// <summary>The house as its plan has it: which project may see which, and what stands at the top.</summary>
public sealed class LayoutTests
{
    private static readonly Dictionary<string, string[]> References = new()
    {
        ["Benchmarking"] = [],
        ["Benchmarking.Grains"] = ["Benchmarking"],
        ["Benchmarking.Protos"] = [],
        ["Benchmarking.Server"] = ["Benchmarking", "Benchmarking.Grains", "Benchmarking.Protos"],
        ["Benchmarking.Client"] = ["Benchmarking.Protos"],
        ["Benchmarking.Cli"] = ["Benchmarking.Client"],
    };

    // Who may name what is internal, and so not yet protected.
    private static readonly Dictionary<string, string[]> Friends = new()
    {
        ["Benchmarking"] = ["Benchmarking.Grains", "Benchmarking.Grains.Tests", "Benchmarking.Performance", "Benchmarking.Tests"],
        ["Benchmarking.Grains"] = ["Benchmarking.Grains.Tests"],
    };

    private static readonly string[] TopLevel =
    [
        "protos", "src", "tests", "deploy", "Benchmarking.sln", "README.md", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", ".ci",
        ".git", ".gitattributes", ".gitignore",
    ];

    private static IEnumerable<FileInfo> Projects => Repository.Files("src").Where(file => file.Extension == ".csproj");

    [Fact]
    public void Projects_refer_to_each_other_as_the_plan_says_and_in_no_other_way()
    {
        Dictionary<string, string[]> found = Projects.ToDictionary(NameOf,
            file => Elements(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).ToArray());
        Assert.Equal(References.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(References, pair => Assert.Equal(pair.Value, found[pair.Key]));
    }

    [Fact]
    public void What_is_internal_has_no_friend_that_reads()
    {
        foreach ((string project, string[] friends) in Friends)
            Assert.Equal(friends, Elements(Projects.Single(file => NameOf(file) == project), "InternalsVisibleTo").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_domain_needs_neither_Orleans_nor_gRPC_nor_a_store()
    {
        Assert.Equal(["Google.OrTools", "MathNet.Numerics", "NodaTime"], Elements(Projects.Single(file => NameOf(file) == "Benchmarking"), "PackageReference"));
        Assert.DoesNotContain(Elements(Projects.Single(file => NameOf(file) == "Benchmarking.Grains"), "PackageReference"), name => name.StartsWith("Grpc", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_else_stands_at_the_top()
    {
        // What git ignores is no part of the house.
        string[] ignored = [.. File.ReadAllLines(Path.Combine(Repository.Root.FullName, ".gitignore")).Select(line => line.Trim('/'))];
        Assert.Empty(Repository.Root.EnumerateFileSystemInfos().Select(entry => entry.Name).Except(TopLevel).Except(ignored));
    }

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on()
    {
        // Put together here, so that this file does not have them itself.
        string[] traces = [.. ((string[])["work", "root", "home", "Users", "tmp"]).Select(name => $"/{name}/"), "nuget" + ".org", "pkgs.dev." + "azure", "C:" + "\\"];
        FileInfo[] files = [.. ((string[])["src", "protos", "tests"]).SelectMany(Repository.Files)];
        Assert.True(files.Length > 100);
        Assert.All(files, file => Assert.DoesNotContain(traces, trace => File.ReadAllText(file.FullName).Contains(trace, StringComparison.OrdinalIgnoreCase)));
    }

    private static string NameOf(FileInfo project) => Path.GetFileNameWithoutExtension(project.Name);

    private static IEnumerable<string> Elements(FileInfo project, string name) =>
        XDocument.Load(project.FullName).Descendants(name).Select(element => element.Attribute("Include")!.Value);
}
