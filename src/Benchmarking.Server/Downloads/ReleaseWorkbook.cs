using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Releases;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// A release as an accessible workbook: the Government Analysis Function's <em>Releasing statistics in spreadsheets</em>. A cover, contents, notes
/// with the shorthand, and one marked table a sheet; nothing is merged, blank, hidden, frozen or said by colour.
/// </summary>
internal static class ReleaseWorkbook
{
    private const string Contents = "Contents";
    private const string Notes = "Notes";
    private const int NarrowColumn = 16;
    private const int TextColumn = 24;
    private const int WideColumn = 60;

    private static readonly string[] WideColumns = ["measure_name", "cohort", "nearest_published", "citation"];

    public static ImmutableArray<Sheet> Of(ReleaseDocument document) =>
        [CoverOf(document), ContentsOf(document), NotesOf(document.Content), .. document.Tables.Select(table => SheetOf(table.Number, table.Table))];

    private static Sheet CoverOf(ReleaseDocument document)
    {
        (ReleaseContent content, ReleaseRevision revision) = (document.Content, document.Revision);
        return new("Cover",
        [
            Title(content.Title),
            .. Paragraphs(content.Summary),
            Heading("Publication"),
            .. Paragraphs(string.Create(CultureInfo.InvariantCulture, $"Published by {SheetText.OneLine(content.Publisher)} on {LondonTime.ToText(revision.PublishTime)} (London time), revision {revision.Number}.")),
            .. Titled(revision.Number > 1 ? "Why it was revised" : "Why it was not announced in time", revision.Reason),
            .. Titled("Contact", content.Contact),
            .. content.Sections.SelectMany(section => Titled(section.Heading, section.Commentary)),
            .. Titled("Methods", content.Methods),
            .. Titled("Known limits", content.Limits),
            .. Titled("Access before publication", string.Join('\n', content.PreReleaseAccess.Select(access => string.Create(CultureInfo.InvariantCulture, $"{SheetText.OneLine(access.Who)}, {access.HoursBefore} hours before")))),
            .. Titled("Cite as", document.Citation.ReplaceLineEndings(" ")),
            Heading("Other sheets"),
            new(Contents, LinkedSheet: Contents),
            new("Notes and shorthand", LinkedSheet: Notes),
        ], null);
    }

    private static Sheet ContentsOf(ReleaseDocument document) => new(Contents,
        [Title("Contents"), new("This sheet contains one table: a list of the other sheets.")],
        new("contents", ["Sheet", "Title", "Rows of figures"], [TextColumn, WideColumn, NarrowColumn],
        [
            LinkTo(Notes, SheetCell.Of("Notes and shorthand"), SheetCell.Of(Shorthand.NotApplicable)),
            .. document.Tables.Select(table => LinkTo(NameOf(table.Number), SheetCell.Of(table.Table.Title), SheetCell.Of(table.Table.Rows.Length))),
        ]));

    private static ImmutableArray<SheetCell> LinkTo(string sheet, SheetCell title, SheetCell rows) => [new(null, sheet, LinkedSheet: sheet), title, rows];

    private static Sheet NotesOf(ReleaseContent content) => new(Notes,
        [Title("Notes and shorthand"), new("This sheet contains one table: the notes to the tables, the shorthand in them, and what their columns hold."), new("Back to the contents", LinkedSheet: Contents)],
        new("notes", ["Note", "Meaning"], [TextColumn, 2 * WideColumn],
        [
            .. content.Notes.Select((note, index) => Pair(string.Create(CultureInfo.InvariantCulture, $"Note {index + 1}"), note)),
            .. Shorthand.OfSheets.Select(shorthand => Pair(shorthand.Text, shorthand.Meaning)),
            .. SheetColumns.All.Select(column => Pair(column.Title, column.Description)),
        ]));

    private static ImmutableArray<SheetCell> Pair(string note, string meaning) => [SheetCell.Of(note), SheetCell.Of(meaning)];

    private static Sheet SheetOf(int number, ReleaseTable table) => new(NameOf(number),
        [
            Title(string.Create(CultureInfo.InvariantCulture, $"Table {number}: {table.Title}")),
            new("This sheet contains one table. Some cells have shorthand, which the notes explain; others name a band that the figure lies in."),
            new("Notes and shorthand", LinkedSheet: Notes),
            new("Back to the contents", LinkedSheet: Contents),
        ],
        new(string.Create(CultureInfo.InvariantCulture, $"table_{number}"), [.. SheetColumns.All.Select(column => column.Title)], [.. SheetColumns.All.Select(WidthOf)],
            [.. ReleaseDocument.RowsOf(number, table).Select(row => SheetColumns.All.Select(column => CellOf(column, column.Read(row))).ToImmutableArray())]));

    private static SheetCell CellOf(DownloadColumn<DownloadRow> column, DownloadValue value) =>
        value.Number is { } number ? new(number, "", IsWhole: column.Kind == ColumnKind.Count) : SheetCell.Of(value.Text);

    private static int WidthOf(DownloadColumn<DownloadRow> column) =>
        WideColumns.Contains(column.Name) ? WideColumn : column.Kind is ColumnKind.Count or ColumnKind.Figure ? NarrowColumn : TextColumn;

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Table_{number}");

    private static SheetLine Title(string text) => new(SheetText.OfCell(text), LineStyle.Title);

    private static SheetLine Heading(string text) => new(SheetText.OfCell(text), LineStyle.Heading);

    private static IEnumerable<SheetLine> Titled(string heading, string text) => Paragraphs(text).ToArray() is { Length: > 0 } lines ? [Heading(heading), .. lines] : [];

    private static IEnumerable<SheetLine> Paragraphs(string text) => SheetText.Paragraphs(text).Select(line => new SheetLine(line));
}
