using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>Comparisons of cohorts as flat rows: one a measure and pair, with both figures, and a marker wherever one is missing.</summary>
internal static class SectorCsv
{
    private static readonly string[] Header =
    [
        "edition", "measure", "name", "stage", "unit", "statistic", .. Figure("first"), .. Figure("second"),
        "difference", "difference_lower", "difference_upper", "score", "verdict", "reason", "may_share_members", "first_citation", "second_citation",
    ];

    public static string Of(CompareSectorsResponse response) => CsvText.Of(Header, response.Comparisons.SelectMany(comparison =>
        comparison.Differences.Select(difference => (IReadOnlyList<object?>)Row(response.Edition, comparison, difference))));

    private static string[] Figure(string which) =>
        [.. ((string[])["", "_member_count", "_n", "_figure", "_lower", "_upper", "_among_lower", "_among_upper", "_markers", "_reason"]).Select(end => which + end)];

    private static object?[] Row(string edition, SectorComparison comparison, SectorDifference difference)
    {
        var first = comparison.Figures.First(figure => figure.Benchmark.Cohort == difference.First);
        var second = comparison.Figures.First(figure => figure.Benchmark.Cohort == difference.Second);
        return
        [
            edition, ResourceName.Id(comparison.Measure), comparison.DisplayName, Words.Of(comparison.Stage), comparison.Unit, Words.Of(comparison.Statistic),
            .. Cells(first), .. Cells(second),
            difference.Difference is { HasValue: false, Interval: not null } ? "[z]" : FigureText.Cell(difference.Difference), .. Ends(difference.Difference?.Interval, FigureText.Missing(difference.Difference)),
            difference.HasScore ? difference.Score : "[z]", Words.Of(difference.Verdict),
            difference.Reason == NotComparedReason.Unspecified ? "" : WireName.Of(difference.Reason), difference.MayShareMembers,
            first.Benchmark.Citation, second.Benchmark.Citation,
        ];
    }

    private static object?[] Cells(SectorFigure figure)
    {
        var benchmark = figure.Benchmark;
        string missing = FigureText.Missing(benchmark.Markers);
        return
        [
            benchmark.Cohort, benchmark.HasMemberCount ? benchmark.MemberCount : "[x]", benchmark.HasN ? benchmark.N : missing, FigureText.Cell(figure.Figure),
            .. Ends(figure.Figure?.Interval, FigureText.Missing(figure.Figure)), .. Ends(figure.AmongMembers, "[z]"),
            FigureText.Marks(benchmark.Markers), benchmark.Reason == WithheldReason.Unspecified ? "" : WireName.Of(benchmark.Reason),
        ];
    }

    // A figure without an interval has too few organisations for one; a withheld figure keeps its marker.
    private static object?[] Ends(Interval? interval, string missing) => [interval?.Lower ?? (object)missing, interval?.Upper ?? (object)missing];
}
