using Benchmarking.Cli.Output;

namespace Benchmarking.Cli.Tests.Output;

/// <summary>Whole outputs, byte for byte: scripts and people's eyes rely on them.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void Comparison_for_people() =>
        Golden.Is("comparison.txt", ComparisonTable.Of(Replies.Comparison, "organisations/LH0001", null));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Comparison_on_a_narrow_screen_loses_nothing(int width)
    {
        string text = ComparisonTable.Of(Replies.Comparison, "organisations/LH0001", width);
        Assert.All(text.Split('\n').Where(line => line.StartsWith(' ')), line => Assert.InRange(line.Length, 0, width));
        Assert.DoesNotContain('…', text);
        Assert.Contains("72.91", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_for_people_on_a_small_screen() =>
        Golden.Is("comparison-narrow.txt", ComparisonTable.Of(Replies.Comparison, "organisations/LH0001", 80));

    [Fact]
    public void Comparison_as_csv() => Golden.Is("comparison.csv", BenchmarkCsv.Of(Replies.Comparison, "organisations/LH0001"));

    [Fact]
    public void Comparison_as_json() =>
        Golden.Is("comparison.json", JsonText.Of(BenchmarkJson.Of(Replies.Comparison, "organisations/LH0001")));

    [Fact]
    public void Benchmark_for_people() => Golden.Is("benchmark.txt", BenchmarkTable.Of(Replies.Published, null));

    [Fact]
    public void Withheld_benchmark_for_people() => Golden.Is("withheld.txt", BenchmarkTable.Of(Replies.Withheld, null));

    [Fact]
    public void Benchmark_as_json() => Golden.Is("benchmark.json", JsonText.Of(BenchmarkJson.Of(Replies.Published)));

    [Fact]
    public void Withheld_benchmark_as_json() => Golden.Is("withheld.json", JsonText.Of(BenchmarkJson.Of(Replies.Withheld)));
}
