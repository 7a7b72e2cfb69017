namespace Benchmarking.Cli.Tests.Output;

/// <summary>
/// Compares with a file in Output/golden. With that folder's path in UPDATE_GOLDEN the tests write the files instead, for a
/// person to read before they are kept.
/// </summary>
internal static class Golden
{
    public static void Is(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is { Length: > 0 } folder) File.WriteAllText(Path.Combine(folder, file), actual);
        else Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Output", "golden", file)), actual);
    }
}
