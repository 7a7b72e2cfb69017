using Benchmarking.Server.Web.Wording;
using Benchmarking.V1;

namespace Benchmarking.Server.Web.Releases;

/// <summary>A table of a release as its page shows it: what all rows share is said once, and what no row has is left out.</summary>
/// <param name="Number">Which of the release, from 1.</param>
/// <param name="Table">The table.</param>
internal sealed record ReleaseTableView(int Number, ReleaseTable Table)
{
    /// <summary>A column.</summary>
    /// <param name="Name">Its heading.</param>
    /// <param name="Text">What a row has in it.</param>
    internal sealed record Column(string Name, Func<ReleaseRow, string> Text);

    private static readonly Column[] Places =
    [
        new("Measure", row => row.DisplayName), new("Stage", row => Say.Stage(row.Benchmark.Stage)), new("Group", row => Say.Cohort(row.Benchmark.Cohort)),
        new("Edition", row => Say.Edition(row.Benchmark.Edition)), new("Unit", row => row.Benchmark.Unit),
    ];

    private static readonly (double Probability, string Name)[] Quantiles = [(0.1, "10th percentile"), (0.25, "Lower quartile"), (0.5, "Median"), (0.75, "Upper quartile"), (0.9, "90th percentile")];

    /// <summary>Unique on its page.</summary>
    public string Id => $"table-{Number}";

    /// <summary>The rows, in the publisher's order.</summary>
    public IReadOnlyList<ReleaseRow> Rows => Table.Rows;

    /// <summary>What all rows have in common, in a sentence; empty when the columns say all of it.</summary>
    public string Common => string.Join(". ", Places.Except(Headings).Select(place => $"{place.Name}: {place.Text(Rows[0])}")) + (Directions is [var only] ? $". {Say.Direction(only)}" : ".");

    /// <summary>What a row is about: the columns in which rows differ, at least one.</summary>
    public IReadOnlyList<Column> Headings => Places.Where(place => Rows.Select(place.Text).Distinct().Count() > 1).ToArray() is { Length: > 0 } differing ? differing : [Places[2]];

    /// <summary>Its figures: the columns that some row has something in.</summary>
    public IReadOnlyList<Column> Figures =>
    [
        new("Organisations", row => Markers.Count(row.Benchmark)),
        new(IsShare ? "Said yes" : "All taken together", row => Markers.Figure(row.Benchmark.Ratio, row.Benchmark)),
        .. IsShare ? (Column[])[new("95 % interval", IntervalText)] : [],
        .. Rows.Any(row => !Equals(row.Benchmark.Mean, row.Benchmark.Ratio)) ? (Column[])[new("Mean of organisations", row => Markers.Figure(row.Benchmark.Mean, row.Benchmark))] : [],
        .. Quantiles.Where(quantile => Rows.Any(row => IsGiven(QuantileOf(row, quantile.Probability))))
            .Select(quantile => new Column(quantile.Name, row => Markers.Figure(QuantileOf(row, quantile.Probability), row.Benchmark))),
    ];

    /// <summary>Why figures are withheld, in sentences.</summary>
    public IEnumerable<string> Reasons => Rows.Select(row => row.Benchmark).Where(cell => cell.Reason != WithheldReason.Unspecified).Select(Markers.Why).Where(text => text.Length > 0).Distinct();

    /// <summary>How each row's figures are cited.</summary>
    public IEnumerable<string> Citations => Rows.Select(row => row.Benchmark.Citation);

    /// <summary>Its pictures: one for each unit.</summary>
    public IEnumerable<ReleaseChart> Charts => Rows.GroupBy(row => row.Benchmark.Unit).Select((group, index) => ReleaseChart.Of($"{Id}-chart-{index + 1}", Table.Title, group.Key, [.. group], Name));

    private Direction[] Directions => [.. Rows.Select(row => row.Direction).Distinct()];

    // Only percentages of organisations that said yes have an interval.
    private bool IsShare => Rows.Any(row => row.Benchmark.Ratio.Interval is not null) && Rows.All(row => row.Benchmark.Ratio.Interval is not null || !IsGiven(row.Benchmark.Ratio));

    private string Name(ReleaseRow row) => string.Join("; ", Headings.Where(heading => heading.Name != "Unit").DefaultIfEmpty(Places[2]).Select(heading => heading.Text(row)));

    private static string IntervalText(ReleaseRow row) => row.Benchmark.Ratio.Interval is { } interval
        ? $"{Say.Number(interval.Lower)} to {Say.Number(interval.Upper)}" : Markers.Figure(row.Benchmark.Ratio, row.Benchmark);

    internal static Figure? QuantileOf(ReleaseRow row, double probability) => row.Benchmark.Quantiles.FirstOrDefault(quantile => quantile.Probability == probability)?.Figure;

    private static bool IsGiven(Figure? figure) => figure is { HasValue: true } or { Text.Length: > 0 };
}
