using System.Text.RegularExpressions;

namespace Benchmarking.Tests.House;

/// <summary>Inside the domain a folder knows only those before it, so that a figure goes one way.</summary>
public sealed partial class FolderOrderTests
{
    private static readonly string[] Order = ["Statistics", "Organisations", "Measures", "Returns", "Cohorts", "Disclosure", "Editions", "Queries", "Journal", "Releases"];

    [Fact]
    public void Each_folder_uses_only_those_before_it()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Benchmarking.sln")))
            root = root.Parent;
        string domain = Path.Combine(root!.FullName, "src", "Benchmarking");
        Assert.Equal(Order.Order(StringComparer.Ordinal), Directory.GetDirectories(domain).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        foreach (string file in Directory.GetFiles(domain, "*.cs", SearchOption.AllDirectories))
        {
            int own = Array.IndexOf(Order, Path.GetRelativePath(domain, file).Split(Path.DirectorySeparatorChar)[0]);
            foreach (Match used in Using().Matches(File.ReadAllText(file)))
                Assert.True(own >= 0 && Array.IndexOf(Order, used.Groups[1].Value) < own, $"{Path.GetFileName(file)} uses {used.Groups[1].Value}");
        }
    }

    [GeneratedRegex(@"^using Benchmarking\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
