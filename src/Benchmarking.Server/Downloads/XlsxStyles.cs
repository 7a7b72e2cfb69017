using DocumentFormat.OpenXml.Spreadsheet;

namespace Benchmarking.Server.Downloads;

/// <summary>How an Office Open XML workbook looks: as <see cref="OdsStyles"/> has it.</summary>
internal static class XlsxStyles
{
    // The places in the list of formats below.
    public const uint Plain = 0, Title = 1, Heading = 2, Header = 3, Count = 4, Figure = 5, Link = 6, Wrapped = 7, Quoted = 8;

    private const uint Body = 0, LargestFont = 1, LargeFont = 2, BoldFont = 3, LinkFont = 4;
    private const uint Thousands = 3, TwoDecimals = 4;

    /// <summary>The stylesheet.</summary>
    public static Stylesheet Make() => new(
        new Fonts(FontOf(12), FontOf(16, isBold: true), FontOf(13, isBold: true), FontOf(12, isBold: true), FontOf(12, isUnderlined: true)) { Count = 5 },
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
        new Borders(new Border()) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            FormatOf(Body), FormatOf(LargestFont), FormatOf(LargeFont), FormatOf(BoldFont, isWrapped: true), FormatOf(Body, Thousands), FormatOf(Body, TwoDecimals), FormatOf(LinkFont),
            FormatOf(Body, isWrapped: true), FormatOf(Body, isWrapped: true, isQuoted: true))
        { Count = 9 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    /// <summary>The style of a line.</summary>
    public static uint Of(SheetLine line, Sheet sheet) => line switch
    {
        { LinkedSheet: not null } => Link,
        _ when IsLikeFormula(line.Text) => Quoted,
        { Style: LineStyle.Title } => Title,
        { Style: LineStyle.Heading } => Heading,
        // Above a table a line runs on over the columns beside it.
        _ => sheet.Table is null ? Wrapped : Plain,
    };

    /// <summary>The style of a table's cell.</summary>
    public static uint Of(SheetCell cell) => cell switch
    {
        { LinkedSheet: not null } => Link,
        { Number: null } => IsLikeFormula(cell.Text) ? Quoted : Wrapped,
        _ => cell.IsWhole ? Count : Figure,
    };

    // As a text it is not run; without this mark it would be once somebody edits the cell.
    private static bool IsLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@';

    private static Font FontOf(double size, bool isBold = false, bool isUnderlined = false)
    {
        Font font = new();
        if (isBold)
            font.Append(new Bold());
        if (isUnderlined)
            font.Append(new Underline());
        font.Append(new FontSize { Val = size }, new FontName { Val = "Arial" });
        return font;
    }

    private static CellFormat FormatOf(uint font, uint format = 0, bool isWrapped = false, bool isQuoted = false) => new(new Alignment { WrapText = isWrapped, Vertical = VerticalAlignmentValues.Top })
    {
        FontId = font,
        FillId = 0,
        BorderId = 0,
        FormatId = 0,
        NumberFormatId = format,
        ApplyFont = true,
        ApplyNumberFormat = format != 0,
        ApplyAlignment = true,
        QuotePrefix = isQuoted ? true : null,
    };
}
