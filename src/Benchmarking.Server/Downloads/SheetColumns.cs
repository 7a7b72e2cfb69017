using System.Collections.Immutable;
using Benchmarking.Editions;

namespace Benchmarking.Server.Downloads;

/// <summary>The columns of a workbook's tables, which have a row for each row of the release.</summary>
internal static class SheetColumns
{
    /// <summary>The columns, in order.</summary>
    public static ImmutableArray<DownloadColumn<DownloadRow>> All { get; } =
    [
        .. RowColumns.Before,
        .. Statistic.All.SelectMany(WithInterval),
        new("mark", "Mark", ColumnKind.Text, "Shorthand that stands on the whole row.", row => DownloadValue.Of(MarkOf(row.Cell))),
        .. RowColumns.After,
    ];

    // Only the ratio has an interval, and the mean of yes or no, which is the same figure.
    private static IEnumerable<DownloadColumn<DownloadRow>> WithInterval(Statistic statistic)
    {
        yield return new(statistic.Name, statistic.Title, ColumnKind.Figure, statistic.Description, row => ValueOf(statistic.Read(row.Cell)));
        if (statistic.Name != "ratio")
            yield break;
        yield return new("ratio_lower", "Ratio, lower", ColumnKind.Figure, "Lower end of the ratio's 95 % confidence interval (Wilson).", row => EndOf(row.Cell.Ratio, interval => interval.Lower));
        yield return new("ratio_upper", "Ratio, upper", ColumnKind.Figure, "Upper end of the ratio's 95 % confidence interval (Wilson).", row => EndOf(row.Cell.Ratio, interval => interval.Upper));
    }

    // A band is told in words where its figure would be.
    private static DownloadValue ValueOf(Figure figure) => DownloadValue.Of(figure.Value, figure.Text ?? Shorthand.Of(figure.Marker ?? Marker.NotAvailable));

    private static DownloadValue EndOf(Figure ratio, Func<Interval, double> end) => ratio.Interval is { } interval
        ? DownloadValue.Of(end(interval))
        : DownloadValue.Of(ratio.Marker is { } marker ? Shorthand.Of(marker) : Shorthand.NotApplicable);

    private static string MarkOf(Cell cell) => cell switch
    {
        { IsPublished: true, Reason: WithheldReason.RevisionPending } => Shorthand.Revised,
        { IsPublished: true } => Shorthand.NotApplicable,
        _ => Shorthand.Of(cell),
    };
}
