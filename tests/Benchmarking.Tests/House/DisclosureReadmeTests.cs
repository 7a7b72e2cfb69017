using System.Text.RegularExpressions;

namespace Benchmarking.Tests.House;

/// <summary>The README of disclosure control beside its code.</summary>
public sealed partial class DisclosureReadmeTests
{
    [Fact]
    public void It_names_every_file_and_none_that_is_not_there()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Benchmarking.sln")))
            root = root.Parent;
        string folder = Path.Combine(root!.FullName, "src", "Benchmarking", "Disclosure");
        IEnumerable<string> files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'));
        IEnumerable<string> named = FileName().Matches(File.ReadAllText(Path.Combine(folder, "README.md"))).Select(match => match.Groups["name"].Value);
        Assert.Equal(files.Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"`(?<name>[\w/]+\.cs)`")]
    private static partial Regex FileName();
}
