using System.Text;
using Benchmarking.Server.Tests.House;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>
/// Compares with a file in Downloads/golden. With UPDATE_GOLDEN set the tests write the files instead, for a person to read before they are kept.
/// </summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(Repository.Root.FullName, "tests", "Benchmarking.Server.Tests", "Downloads", "golden");

    public static void Is(string file, ReadOnlyMemory<byte> actual)
    {
        string path = Path.Combine(Folder, file);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("UPDATE_GOLDEN")))
            File.WriteAllBytes(path, actual.Span);
        else
            Assert.Equal(File.ReadAllText(path), Encoding.UTF8.GetString(actual.Span));
    }
}
