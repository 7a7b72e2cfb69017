using System.Collections.Immutable;
using Benchmarking.Editions;

namespace Benchmarking.Server.Downloads;

/// <summary>The columns of the CSV, which has a row for each figure of the release.</summary>
internal static class FigureColumns
{
    /// <summary>The columns that no two rows have the same values in.</summary>
    public static ImmutableArray<string> Key { get; } = ["table", "row", "statistic"];

    /// <summary>The columns, in order.</summary>
    public static ImmutableArray<DownloadColumn<DownloadFigure>> All { get; } =
    [
        .. OfRow(
        [
            new("table", "Table", ColumnKind.Count, "Number of the table in the release.", row => DownloadValue.Of(row.Table)),
            new("table_title", "Table title", ColumnKind.Text, "Title of the table.", row => DownloadValue.Of(row.TableTitle)),
            new("row", "Row", ColumnKind.Count, "Number of the row in the table: the figures of one measure, edition and cohort.", row => DownloadValue.Of(row.Number)),
            .. RowColumns.Before,
        ]),
        new("statistic", "Statistic", ColumnKind.Text, string.Join(' ', Statistic.All.Select(statistic => $"{statistic.Name}: {statistic.Description}")), figure => DownloadValue.Of(figure.Statistic.Name)),
        new("value", "Value", ColumnKind.Figure, "The figure, in the unit of its row.", figure => ValueOf(figure.Figure)),
        new("lower", "Lower", ColumnKind.Figure, "Lower end of the figure's 95 % confidence interval (Wilson).", figure => EndOf(figure.Figure, interval => interval.Lower)),
        new("upper", "Upper", ColumnKind.Figure, "Upper end of the figure's 95 % confidence interval (Wilson).", figure => EndOf(figure.Figure, interval => interval.Upper)),
        new("status", "Status", ColumnKind.Text,
            "published; revised: that of an earlier edition, due to be revised; band: told as a standard band only; confidential: withheld; or not available.", figure => DownloadValue.Of(StatusOf(figure))),
        new("band", "Band", ColumnKind.Text, "The band that the figure lies in.", figure => DownloadValue.Of(figure.Figure.Text)),
        new("band_lower", "Band, lower", ColumnKind.Figure, "Lower end of the band.", figure => DownloadValue.Of(figure.Figure.Band?.Lower, Shorthand.NotApplicable)),
        new("band_upper", "Band, upper", ColumnKind.Figure, "Upper end of the band.", figure => DownloadValue.Of(figure.Figure.Band?.Upper, Shorthand.NotApplicable)),
        .. OfRow(RowColumns.After),
    ];

    /// <summary>What a figure is, in a word or two.</summary>
    public static string StatusOf(DownloadFigure figure) => figure switch
    {
        { Figure.Marker: Marker.Confidential } => "confidential",
        { Figure.Marker: not null } => "not available",
        { Figure.Value: null } => "band",
        { Row.Cell.Reason: WithheldReason.RevisionPending } => "revised",
        _ => "published",
    };

    private static DownloadValue ValueOf(Figure figure) => DownloadValue.Of(figure.Value, figure.Marker is { } marker ? Shorthand.Of(marker) : Shorthand.InBand);

    // A figure without an interval has none; a withheld one's is withheld with it.
    private static DownloadValue EndOf(Figure figure, Func<Interval, double> end) => figure.Interval is { } interval
        ? DownloadValue.Of(end(interval))
        : DownloadValue.Of(figure.Marker is { } marker ? Shorthand.Of(marker) : Shorthand.NotApplicable);

    private static IEnumerable<DownloadColumn<DownloadFigure>> OfRow(ImmutableArray<DownloadColumn<DownloadRow>> columns) =>
        columns.Select(column => column.Of<DownloadFigure>(figure => figure.Row));
}
