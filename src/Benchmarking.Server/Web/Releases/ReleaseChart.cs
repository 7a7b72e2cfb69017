using Benchmarking.Server.Web.Charts;
using Benchmarking.Server.Web.Wording;
using Benchmarking.V1;

namespace Benchmarking.Server.Web.Releases;

/// <summary>A picture of a table's rows, and how to read it.</summary>
/// <param name="Image">The SVG.</param>
/// <param name="Key">What its shapes mean, in sentences.</param>
internal sealed record ReleaseChart(string? Image, string Key)
{
    /// <summary>More rows than this are no picture.</summary>
    private const int Most = 40;

    /// <summary>The picture of some rows of one unit; without an image when none has a figure.</summary>
    /// <param name="id">Unique on its page.</param>
    /// <param name="title">What the table shows.</param>
    /// <param name="unit">The unit of every row.</param>
    /// <param name="rows">The rows, in the table's order.</param>
    /// <param name="name">What a row is about.</param>
    public static ReleaseChart Of(string id, string title, string unit, IReadOnlyList<ReleaseRow> rows, Func<ReleaseRow, string> name)
    {
        GroupMark[] marks = [.. rows.Take(Most).Select(row => MarkOf(row.Benchmark, name(row)))];
        return new(GroupChart.Of(id, title, unit, unit.StartsWith('%'), marks), string.Join(' ', KeyOf(marks, rows.Count)));
    }

    private static IEnumerable<string> KeyOf(GroupMark[] marks, int rows)
    {
        if (marks.Any(mark => mark.Interval is not null))
            yield return "Dots are the percentages that said yes, and lines their 95 % intervals.";
        if (marks.Any(mark => mark is { Value: not null, Interval: null }))
            yield return "Dots are all organisations of a group taken together.";
        if (marks.Any(mark => mark.Quantiles.Count > 0))
            yield return "Thick bars are medians, boxes the middle half of a group, and lines reach from its lowest to its highest percentile given. The number beside them is the median.";
        if (marks.Any(mark => mark.Band is not null))
            yield return "Dashed boxes are bands: the figure is somewhere in them.";
        if (rows > Most)
            yield return $"The first {Most} of {Say.Count(rows)} rows are drawn; the table has all.";
    }

    private static GroupMark MarkOf(Benchmark cell, string name)
    {
        (double, double)[] quantiles = [.. cell.Quantiles.Where(quantile => quantile.Figure.HasValue).Select(quantile => (quantile.Probability, quantile.Figure.Value))];
        Figure? median = cell.Quantiles.FirstOrDefault(quantile => quantile.Probability == 0.5)?.Figure;
        bool isMedian = median is { HasValue: true } or { Text.Length: > 0 };
        Figure shown = isMedian ? median! : cell.Ratio;
        (double Lower, double Upper)? band = IntervalOf(shown.Band), interval = IntervalOf(shown.Interval);
        string words = Markers.Figure(shown, cell);
        return new(name, shown.HasValue && !isMedian ? shown.Value : null, interval, band, quantiles, band is { } ends ? $"{Say.Number(ends.Lower)} to {Say.Number(ends.Upper)}" : words,
            $"{(isMedian ? "median " : "")}{words}{(interval is { } around ? $", 95 % interval {Say.Number(around.Lower)} to {Say.Number(around.Upper)}" : "")}");
    }

    private static (double, double)? IntervalOf(Interval? interval) => interval is not null && double.IsFinite(interval.Lower) && double.IsFinite(interval.Upper) ? (interval.Lower, interval.Upper) : null;
}
