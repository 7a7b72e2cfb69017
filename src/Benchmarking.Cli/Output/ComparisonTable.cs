using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>A comparison for people: a table a cohort, a row a measure.</summary>
internal static class ComparisonTable
{
    private const int NarrowestTable = 120;

    private static readonly Column[] Columns =
    [
        new("measure", "Measure"), new("stage", "Stage"), new("unit", "Unit"), new("yours", "Yours", true), new("n", "n", true),
        new("p25", "P25", true), new("median", "Median", true), new("p75", "P75", true), new("mean", "Mean", true), new("ratio", "Ratio", true),
        new("place", "Where you stand"), new("bar", "Low to high"),
    ];

    public static string Of(CompareResponse response, string organisation, int? width)
    {
        var rows = response.Comparisons.SelectMany(comparison => comparison.Cohorts.Select(cohort => (comparison, cohort))).ToList();
        if (rows.Count == 0) return $"Nothing to compare: {ResourceName.Id(organisation)} has no submitted figure for {response.Edition}.\n";
        var tables = rows.GroupBy(row => row.cohort.Benchmark.Cohort).Select(cohort => TableOf(
            Invariant($"{ResourceName.Id(organisation)} and {cohort.Key}{Members(cohort.First().cohort.Benchmark)}, {response.Edition}"),
            cohort.Select(row => RowOf(row.comparison, row.cohort)), width));
        string notes = Footnotes.Of([.. rows.Select(row => row.cohort.Benchmark)], response.Comparisons.Select(comparison => comparison.Own));
        return string.Concat(tables) + notes;
    }

    private static string Members(Benchmark benchmark) => benchmark.HasMemberCount ? Invariant($" ({benchmark.MemberCount:N0} members)") : "";

    private static string TableOf(string title, IEnumerable<string[]> rows, int? width) =>
        $"{Printable.Of(title)}\n{(width < NarrowestTable ? string.Concat(rows.Select(CardOf)) : TextTable.Of(Columns, rows, width))}\n";

    // Twelve columns on eighty characters would break numbers in two.
    private static string CardOf(string[] cells)
    {
        var figures = Columns.Zip(cells).Where(pair => pair.First.Numeric).Select(pair => $"{pair.First.Heading} {pair.Second}").ToList();
        string[] lines =
        [
            $"{cells[0]}, {cells[1]}, {cells[2]}", $"  {string.Join("   ", figures.Take(2))}", $"  {string.Join("   ", figures.Skip(2))}",
            .. cells[^2].Split("; ").Select(place => $"  {place}"), $"  {cells[^1]}",
        ];
        return Printable.Of(string.Concat(lines.Where(line => line.Trim().Length > 0).Select(line => line + "\n")));
    }

    private static string[] RowOf(Comparison comparison, ComparedCohort cohort)
    {
        var benchmark = cohort.Benchmark;
        return
        [
            $"{ResourceName.Id(comparison.Measure)} {comparison.DisplayName}".TrimEnd(), Words.Of(comparison.Stage), comparison.Unit,
            FigureText.Rounded(comparison.Own), FigureText.Count(benchmark),
            QuantileOf(benchmark, 0.25), QuantileOf(benchmark, 0.5), QuantileOf(benchmark, 0.75),
            FigureText.In(benchmark, benchmark.Mean, FigureText.Rounded), FigureText.In(benchmark, benchmark.Ratio, FigureText.Rounded),
            cohort.Position is null && Footnotes.IsWithheld(benchmark)
                ? FigureText.Withheld(benchmark)
                : PositionText.Of(cohort.Position, comparison.Direction) + PositionText.Unusual(cohort.Funnel),
            PositionText.Bar(cohort.Position),
        ];
    }

    private static string QuantileOf(Benchmark benchmark, double probability) =>
        FigureText.In(benchmark, Quantiles.Of(benchmark, probability), FigureText.Exact);
}
