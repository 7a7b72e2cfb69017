namespace Benchmarking.Server.Tests.House;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] BuildOutput = ["bin", "obj", "artifacts", "node_modules", "TestResults", ".git"];

    /// <summary>The directory of Benchmarking.sln.</summary>
    public static DirectoryInfo Root { get; } = FindRoot();

    /// <summary>The files written by hand under a folder.</summary>
    public static IEnumerable<FileInfo> Files(string folder) => Files(new DirectoryInfo(Path.Combine(Root.FullName, folder)));

    private static IEnumerable<FileInfo> Files(DirectoryInfo directory) =>
        directory.EnumerateFiles().Concat(directory.EnumerateDirectories().Where(inner => !BuildOutput.Contains(inner.Name)).SelectMany(Files));

    private static DirectoryInfo FindRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Benchmarking.sln")))
                return directory;
        }
        throw new InvalidOperationException("Benchmarking.sln is not above the tests.");
    }
}
