using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A cohort's figures for people: one statistic a row.</summary>
internal static class BenchmarkTable
{
    public static string Of(Benchmark benchmark, int? width)
    {
        string title = $"{ResourceName.Id(benchmark.Measure)} {Words.Of(benchmark.Stage)} in {benchmark.Unit}: {benchmark.Cohort}, {benchmark.Edition}";
        string table = TextTable.Of([new("statistic", "Statistic"), new("figure", "Figure", true)], Rows(benchmark), width);
        return $"{Printable.Of(title)}\n{table}\n{Footnotes.Of([benchmark], [])}";
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(Benchmark benchmark)
    {
        yield return ["members", benchmark.HasMemberCount ? Invariant($"{benchmark.MemberCount:N0}") : "[x]"];
        yield return ["organisations with a figure (n)", FigureText.Count(benchmark)];
        yield return ["mean of organisations", FigureText.In(benchmark, benchmark.Mean, FigureText.Rounded)];
        yield return ["ratio of the sums", FigureText.In(benchmark, benchmark.Ratio, FigureText.Rounded)];
        if (benchmark.Ratio?.Interval is { } interval)
            yield return ["its 95 % interval", Invariant($"{interval.Lower:#,0.##} to {interval.Upper:#,0.##}")];
        foreach (double probability in Quantiles.ProbabilitiesOf(benchmark))
            yield return [QuantileName(probability), FigureText.In(benchmark, Quantiles.Of(benchmark, probability), FigureText.Exact)];
    }

    private static string QuantileName(double probability) =>
        probability == 0.5 ? $"median ({Quantiles.Name(probability)})" : Quantiles.Name(probability);
}
