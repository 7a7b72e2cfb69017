using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A cell's quantiles by probability. One that is not published is still named, so that a script finds its place.</summary>
internal static class Quantiles
{
    private static readonly double[] Usual = [0.1, 0.25, 0.5, 0.75, 0.9];

    public static double[] ProbabilitiesOf(params IEnumerable<Benchmark> benchmarks) =>
        [.. benchmarks.SelectMany(benchmark => benchmark.Quantiles).Select(quantile => quantile.Probability).Concat(Usual).Distinct().Order()];

    public static Figure? Of(Benchmark benchmark, double probability) =>
        benchmark.Quantiles.FirstOrDefault(quantile => quantile.Probability == probability)?.Figure;

    /// <summary>As people write it: P25.</summary>
    public static string Name(double probability) => Invariant($"P{probability * 100:0.##}");
}
