using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Cohorts beside each other for people: a row a cohort, then a row a pair, and in words what it comes to.</summary>
internal static class SectorTable
{
    private static readonly Column[] Pairs =
        [new("first", "This"), new("second", "with this"), new("difference", "Difference", true), new("interval", "95 % interval", true), new("words", "In words")];

    public static string Of(CompareSectorsResponse response, int? width)
    {
        string tables = string.Concat(response.Comparisons.Select(comparison => Of(comparison, response.Edition, width)));
        Benchmark[] benchmarks = [.. response.Comparisons.SelectMany(comparison => comparison.Figures).Select(figure => figure.Benchmark)];
        var differences = response.Comparisons.SelectMany(comparison => comparison.Differences).ToList();
        return $"{tables}{Printable.Of(Notes(differences))}\n{Footnotes.Of(benchmarks, differences.Select(difference => difference.Difference))}";
    }

    private static string Of(SectorComparison comparison, string edition, int? width)
    {
        string title = $"{ResourceName.Id(comparison.Measure)} {comparison.DisplayName}".TrimEnd() + $", {Words.Of(comparison.Stage)}, in {comparison.Unit}, {edition}";
        return $"{Printable.Of(title)}\n{TextTable.Of(Cohorts(comparison.Statistic), comparison.Figures.Select(figure => Row(figure, comparison.Statistic)), width)}"
            + $"\n{TextTable.Of(Pairs, comparison.Differences.Select(Row), width)}\n";
    }

    private static Column[] Cohorts(ComparedStatistic statistic) =>
    [
        new("cohort", "Cohort"), new("members", "Members", true), new("n", "n", true),
        .. statistic == ComparedStatistic.Proportion
            ? (Column[])[new("figure", "Yes", true), new("interval", "95 % interval", true), new("among", "of all members", true)]
            : [new("figure", "Median", true), new("interval", "95 % interval", true), new("mean", "Mean", true), new("ratio", "Ratio", true)],
    ];

    private static string[] Row(SectorFigure figure, ComparedStatistic statistic)
    {
        var benchmark = figure.Benchmark;
        return
        [
            benchmark.Cohort, benchmark.HasMemberCount ? Invariant($"{benchmark.MemberCount:N0}") : "[x]", FigureText.Count(benchmark),
            FigureText.In(benchmark, figure.Figure, FigureText.Rounded), FigureText.Between(figure.Figure?.Interval),
            .. statistic == ComparedStatistic.Proportion
                ? (string[])[FigureText.Between(figure.AmongMembers)]
                : [FigureText.In(benchmark, benchmark.Mean, FigureText.Rounded), FigureText.In(benchmark, benchmark.Ratio, FigureText.Rounded)],
        ];
    }

    private static string[] Row(SectorDifference difference) =>
    [
        difference.First, difference.Second, SectorWords.Difference(difference), FigureText.Between(difference.Difference?.Interval),
        SectorWords.Of(difference) + (difference.MayShareMembers ? " *" : ""),
    ];

    private static string Notes(List<SectorDifference> differences)
    {
        string many = differences.Count > 1 ? $"Each of the {differences.Count} comparisons is at 95 % for itself: of twenty, one looks clear by chance.\n" : "";
        string shared = differences.Exists(difference => difference.MayShareMembers) ? "* An organisation may be in both: the interval is wider than it need be.\n" : "";
        return $"The intervals tell how far a figure could be off by chance between organisations, also when all have answered.\n{many}{shared}";
    }
}
