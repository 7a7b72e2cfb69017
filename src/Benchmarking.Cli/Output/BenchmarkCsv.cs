using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Cohorts' figures as flat rows: one a measure, stage and cohort, and a marker wherever a figure is missing.</summary>
internal static class BenchmarkCsv
{
    private static readonly string[] Before =
        ["edition", "measure", "stage", "cohort", "unit", "member_count", "n", "mean", "ratio", "ratio_lower", "ratio_upper"];
    private static readonly string[] After = ["markers", "reason", "measure_revision", "citation"];
    private static readonly string[] Own = ["organisation", "name", "direction", "own", "percentile", "percentile_lower", "percentile_upper",
        "limit_95_lower", "limit_95_upper", "limit_998_lower", "limit_998_upper", "funnel_place"];

    public static string Of(Benchmark benchmark)
    {
        double[] probabilities = Quantiles.ProbabilitiesOf(benchmark);
        return CsvText.Of(Header(probabilities), [Row(benchmark, probabilities)]);
    }

    public static string Of(CompareResponse response, string organisation)
    {
        var rows = response.Comparisons.SelectMany(comparison => comparison.Cohorts.Select(cohort => (comparison, cohort))).ToList();
        double[] probabilities = Quantiles.ProbabilitiesOf(rows.Select(row => row.cohort.Benchmark));
        return CsvText.Of([.. Own, .. Header(probabilities)], rows.Select(row => (IReadOnlyList<object?>)
        [
            ResourceName.Id(organisation), row.comparison.DisplayName, Words.Of(row.comparison.Direction), FigureText.Cell(row.comparison.Own),
            .. Place(row.cohort), .. Limits(row.cohort), .. Row(row.cohort.Benchmark, probabilities),
        ]));
    }

    /// <summary>The rows of every table of a release; none once it is withdrawn.</summary>
    public static string Of(Release release)
    {
        var rows = (release.Content?.Sections ?? []).SelectMany(section => section.Tables.SelectMany(table => table.Rows.Select(row => (section, table, row)))).ToList();
        double[] probabilities = Quantiles.ProbabilitiesOf(rows.Select(one => one.row.Benchmark));
        return CsvText.Of(["section", "table", "name", "direction", .. Header(probabilities)], rows.Select(one => (IReadOnlyList<object?>)
            [one.section.Heading, one.table.Title, one.row.DisplayName, Words.Of(one.row.Direction), .. Row(one.row.Benchmark, probabilities)]));
    }

    private static string[] Header(double[] probabilities) =>
        [.. Before, .. probabilities.Select(Quantiles.Name).Select(name => name.ToLowerInvariant()), .. After];

    private static object?[] Row(Benchmark benchmark, double[] probabilities)
    {
        string missing = FigureText.Missing(benchmark.Markers);
        var interval = benchmark.Ratio?.Interval;
        return
        [
            benchmark.Edition, ResourceName.Id(benchmark.Measure), Words.Of(benchmark.Stage), benchmark.Cohort, benchmark.Unit, benchmark.HasMemberCount ? benchmark.MemberCount : "[x]",
            benchmark.HasN ? benchmark.N : missing, Cell(benchmark.Mean, missing), Cell(benchmark.Ratio, missing),
            // A ratio without an interval has none; a withheld one keeps its marker.
            interval?.Lower ?? (object)(Shown(benchmark.Ratio) ? "[z]" : missing), interval?.Upper ?? (object)(Shown(benchmark.Ratio) ? "[z]" : missing),
            .. probabilities.Select(probability => Cell(Quantiles.Of(benchmark, probability), missing)),
            FigureText.Marks(benchmark.Markers), benchmark.Reason == WithheldReason.Unspecified ? "" : WireName.Of(benchmark.Reason),
            benchmark.MeasureRevision, benchmark.Citation,
        ];
    }

    private static object?[] Place(ComparedCohort cohort)
    {
        if (cohort.Position is { } position)
            return [position.HasPercentile ? position.Percentile : "[x]", position.Lower, position.Upper];
        string missing = FigureText.Missing(cohort.Benchmark.Markers);
        return [missing, missing, missing];
    }

    private static object?[] Limits(ComparedCohort cohort)
    {
        if (cohort.Funnel is { } funnel)
            return [funnel.Limits95.Lower, funnel.Limits95.Upper, funnel.Limits998.Lower, funnel.Limits998.Upper, Words.Of(funnel.Place)];
        string missing = FigureText.Missing(cohort.Benchmark.Markers);
        return [missing, missing, missing, missing, missing];
    }

    private static object Cell(Figure? figure, string missing) => figure is null ? missing : FigureText.Cell(figure);

    private static bool Shown(Figure? figure) => figure is { HasValue: true } or { Text.Length: > 0 };
}
