using System.Globalization;

namespace Benchmarking.Tests.Statistics;

/// <summary>Figures made by R; see reference/statistics/README.md.</summary>
internal static class Reference
{
    private static readonly Dictionary<string, double[]> _samples = Rows("samples.csv")
        .ToDictionary(row => row[0], row => row[1].Split(' ').Select(Number).ToArray());

    /// <summary>A sample in ascending order.</summary>
    public static double[] Sample(string name) =>
        name == "squares" ? [.. Enumerable.Range(1, 20_000).Select(i => (double)i * i)] : _samples[name];

    public static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "reference", "statistics", file)).Skip(1).Select(line => line.Split(','));

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Fails unless the two differ by no more than the tolerance times the expected figure.</summary>
    public static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"expected {expected:R}, was {actual:R}");
}
