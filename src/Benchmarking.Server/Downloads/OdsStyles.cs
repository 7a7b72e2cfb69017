using System.Xml;
using static Benchmarking.Server.Downloads.OdsXml;

namespace Benchmarking.Server.Downloads;

/// <summary>How an OpenDocument workbook looks: one plain typeface of at least 12 points, in English of the United Kingdom.</summary>
internal static class OdsStyles
{
    public const string Title = "Heading_20_1";
    public const string Heading = "Heading_20_2";
    public const string Header = "Header";
    public const string Line = "Line";
    public const string Count = "Count";
    public const string Figure = "Figure";

    /// <summary>Writes <c>styles.xml</c>.</summary>
    public static void Write(Stream stream) => WriteRoot(stream, "document-styles", xml => xml.Element(Office, "styles", () =>
    {
        xml.Element(Style, "default-style", Style, [("family", "table-cell")], () =>
            xml.Element(Style, "text-properties", Fo, [("language", "en"), ("country", "GB"), ("font-family", "Arial"), ("font-size", "12pt")]));
        Cell(xml, "Default", null, null, isWrapped: true);
        Cell(xml, Title, "Heading 1", "16pt", isWrapped: false);
        Cell(xml, Heading, "Heading 2", "13pt", isWrapped: false);
        Cell(xml, Header, Header, "12pt", isWrapped: true);
        // Above a table a line runs on over the columns beside it.
        Cell(xml, Line, Line, null, isWrapped: false);
        Numbers(xml, "Whole", 0);
        Numbers(xml, "Exact", 2);
        Cell(xml, Count, Count, null, isWrapped: false, "Whole");
        Cell(xml, Figure, Figure, null, isWrapped: false, "Exact");
    }));

    /// <summary>The style of a line.</summary>
    public static string? Of(SheetLine line, Sheet sheet) => line.Style switch
    {
        LineStyle.Title => Title,
        LineStyle.Heading => Heading,
        _ => sheet.Table is null ? null : Line,
    };

    private static void Cell(XmlWriter xml, string name, string? shown, string? boldSize, bool isWrapped, string? numbers = null) =>
        xml.Element(Style, "style", Style,
            [("name", name), ("display-name", shown), ("family", "table-cell"), ("parent-style-name", shown is null ? null : "Default"), ("data-style-name", numbers)], () =>
            {
                xml.Element(Style, "table-cell-properties", Fo, [("wrap-option", isWrapped ? "wrap" : "no-wrap")]);
                if (boldSize is not null)
                    xml.Element(Style, "text-properties", Fo, [("font-weight", "bold"), ("font-size", boldSize)]);
            });

    private static void Numbers(XmlWriter xml, string name, int decimals) => xml.Element(Number, "number-style", Style, [("name", name)], () =>
        xml.Element(Number, "number", Number, [("decimal-places", Invariant(decimals)), ("min-integer-digits", "1"), ("grouping", "true")]));
}
