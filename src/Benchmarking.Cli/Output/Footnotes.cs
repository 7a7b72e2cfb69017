using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>What stands under a table: what was withheld and where to look instead, the markers used, how to cite it.</summary>
internal static class Footnotes
{
    private const int CitationsShown = 3;

    public static string Of(IReadOnlyList<Benchmark> benchmarks, IEnumerable<Figure?> furtherFigures)
    {
        string[] blocks =
        [
            Lines(benchmarks.Where(IsWithheld).Select(Nearest)),
            Lines(Legend(benchmarks, furtherFigures)),
            Lines(Citations(benchmarks)),
        ];
        return Printable.Of(string.Join('\n', blocks.Where(block => block.Length > 0)));
    }

    public static bool IsWithheld(Benchmark benchmark) =>
        !benchmark.HasN && (benchmark.Reason != WithheldReason.Unspecified || benchmark.Markers.Contains(Marker.Confidential));

    private static string Nearest(Benchmark benchmark)
    {
        string what = $"{ResourceName.Id(benchmark.Measure)} {Words.Of(benchmark.Stage)}, {benchmark.Cohort}: {FigureText.Withheld(benchmark)}";
        return benchmark.NearestPublished.Count == 0
            ? $"{what}; no published cohort contains it"
            : $"{what}; nearest published: {string.Join(" or ", benchmark.NearestPublished.Select(Nearest))}";
    }

    private static string Nearest(NearestCohort near) =>
        near.DroppedDimensions.Count == 0 ? near.Cohort : $"{near.Cohort} (without {string.Join(", ", near.DroppedDimensions)})";

    private static IEnumerable<string> Legend(IReadOnlyList<Benchmark> benchmarks, IEnumerable<Figure?> furtherFigures) =>
        benchmarks.SelectMany(benchmark => benchmark.Markers)
            .Concat(benchmarks.SelectMany(Figures).Concat(furtherFigures).SelectMany(MarkersOf))
            .Distinct().Order().Select(marker => $"[{Words.Code(marker)}] {Words.Meaning(marker)}");

    private static IEnumerable<Figure?> Figures(Benchmark benchmark) =>
        ((IEnumerable<Figure?>)[benchmark.Mean, benchmark.Ratio, .. benchmark.Quantiles.Select(quantile => quantile.Figure)])
            .Where(figure => figure is not null || benchmark.Markers.Count == 0);

    // A figure that is absent altogether is shown as not available.
    private static IEnumerable<Marker> MarkersOf(Figure? figure) =>
        figure is null or { HasValue: false, Text: "", Markers.Count: 0 } ? [Marker.NotAvailable] : figure.Markers;

    private static IEnumerable<string> Citations(IReadOnlyList<Benchmark> benchmarks)
    {
        string[] citations = [.. benchmarks.Select(benchmark => benchmark.Citation).Where(citation => citation.Length > 0).Distinct()];
        foreach (string citation in citations.Take(CitationsShown)) yield return $"Cite as: {citation}";
        if (citations.Length > CitationsShown) yield return Invariant($"and {citations.Length - CitationsShown} more; --output json has each");
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
