using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Server.Downloads;

/// <summary>What every download tells of a row, beside its figures.</summary>
internal static class RowColumns
{
    /// <summary>What stands before the figures: what they are of.</summary>
    public static ImmutableArray<DownloadColumn<DownloadRow>> Before { get; } =
    [
        Text("measure", "Measure", "Identifier of the measure.", row => row.Row.Measure.Value),
        Text("measure_name", "Measure name", "Name of the measure at the time of the cut.", row => row.Row.MeasureName),
        Text("stage", "Stage", "Committed at commissioning, delivered afterwards, or unstaged.", row => row.Row.Stage.ToText()),
        Text("edition", "Edition", "The edition that the figures are from.", row => row.Row.Edition),
        new("cut_time", "Edition cut", ColumnKind.Time, "When the edition was cut, in UTC.", row => DownloadValue.Of(ReleaseDocument.TextOf(row.Row.CutTime))),
        Text("cohort", "Cohort", "The organisations that the figures are of: a category of each dimension named, or all.", row => row.Cell.Cohort.Text),
        Text("unit", "Unit", "Unit of every figure in the row.", row => row.Row.Unit),
        Text("better", "Better", "Which way is better: higher, lower, or neither.", row => BetterOf(row.Row.Direction)),
        new("members", "Members", ColumnKind.Count, "Organisations in the cohort, whether or not they returned a figure.", row => DownloadValue.Of(row.Cell.MemberCount, Shorthand.NotAvailable)),
        new("organisations", "Organisations", ColumnKind.Count, "Organisations in the cohort that returned a figure.", row => DownloadValue.Of(row.Cell.N, Shorthand.Of(row.Cell))),
    ];

    /// <summary>What stands after them: why they are as they are, and how to cite them.</summary>
    public static ImmutableArray<DownloadColumn<DownloadRow>> After { get; } =
    [
        Text("reason", "Reason", "Why figures are withheld, or their revision is.", row => ReasonOf(row.Cell)),
        Text("nearest_published", "Nearest published", "Published cohorts that contain a withheld one, nearest first.", row => string.Join("; ", row.Cell.NearestPublished.Select(near => near.Cohort.Text))),
        new("measure_revision", "Measure revision", ColumnKind.Count, "Revision of the measure's definition.", row => DownloadValue.Of(row.Row.MeasureRevision)),
        Text("citation", "Citation", "Text to cite the row by.", row => row.Row.Citation),
    ];

    /// <summary>Why a cell is withheld, in words; empty when it is not.</summary>
    public static string ReasonOf(Cell cell) => cell.Reason switch
    {
        WithheldReason.TooFew => "too few members",
        WithheldReason.Protected => "protected",
        WithheldReason.NotPublished => "not part of the edition",
        WithheldReason.RevisionPending => "revision pending",
        _ => "",
    };

    public static string BetterOf(Direction direction) => direction switch
    {
        Direction.Higher => "higher",
        Direction.Lower => "lower",
        _ => "neither",
    };

    private static DownloadColumn<DownloadRow> Text(string name, string title, string description, Func<DownloadRow, string> read) =>
        new(name, title, ColumnKind.Text, description, row => DownloadValue.Of(read(row)));
}
