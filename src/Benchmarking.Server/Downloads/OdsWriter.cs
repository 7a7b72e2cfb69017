using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using static Benchmarking.Server.Downloads.OdsXml;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// Sheets as an OpenDocument spreadsheet (OASIS, <em>OpenDocument 1.3</em>, parts 2 and 3). Written by hand, since no kept library for .NET writes this
/// format; texts are typed as texts, so that nothing in them can be run as a formula.
/// </summary>
internal static class OdsWriter
{
    private const string MediaType = "application/vnd.oasis.opendocument.spreadsheet";
    private const double CentimetresInCharacter = 0.24;

    public static void Write(ReleaseDocument document, Stream target)
    {
        ImmutableArray<Sheet> sheets = ReleaseWorkbook.Of(document);
        using StampedZip zip = new(target, document.Revision.PublishTime);
        // The first: by it programs know the format.
        zip.Add("mimetype", stream => stream.Write(Encoding.ASCII.GetBytes(MediaType)));
        zip.Add("META-INF/manifest.xml", WriteManifest);
        zip.Add("meta.xml", stream => WriteMeta(stream, document));
        zip.Add("styles.xml", OdsStyles.Write);
        zip.Add("content.xml", stream => WriteContent(stream, sheets));
    }

    private static void WriteManifest(Stream stream) => OdsXml.Write(stream, xml =>
    {
        xml.WriteStartElement("manifest", "manifest", Manifest);
        xml.WriteAttributeString("version", Manifest, "1.3");
        foreach ((string path, string type) in new[] { ("/", MediaType), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml") })
            xml.Element(Manifest, "file-entry", Manifest, [("full-path", path), ("media-type", type)]);
        xml.WriteEndElement();
    });

    private static void WriteMeta(Stream stream, ReleaseDocument document) => WriteRoot(stream, "document-meta", xml => xml.Element(Office, "meta", () =>
    {
        xml.WriteElementString("title", Dublin, SheetText.OneLine(document.Content.Title));
        xml.WriteElementString("creator", Dublin, SheetText.OneLine(document.Content.Publisher));
        xml.WriteElementString("date", Dublin, ReleaseDocument.TextOf(document.Revision.PublishTime));
        xml.WriteElementString("language", Dublin, ReleaseDocument.Language);
    }));

    private static void WriteContent(Stream stream, ImmutableArray<Sheet> sheets) => WriteRoot(stream, "document-content", xml =>
    {
        xml.Element(Office, "automatic-styles", () =>
        {
            foreach (int width in sheets.SelectMany(sheet => sheet.Widths).Distinct().Order())
            {
                xml.Element(Style, "style", Style, [("name", ColumnOf(width)), ("family", "table-column")], () =>
                    xml.Element(Style, "table-column-properties", Style, [("column-width", $"{Invariant(width * CentimetresInCharacter)}cm")]));
            }
        });
        xml.Element(Office, "body", () => xml.Element(Office, "spreadsheet", () =>
        {
            foreach (Sheet sheet in sheets)
                WriteSheet(xml, sheet);
            xml.Element(Table, "database-ranges", () => WriteRanges(xml, sheets));
        }));
    });

    private static string ColumnOf(int width) => string.Create(CultureInfo.InvariantCulture, $"w{width}");

    private static void WriteSheet(XmlWriter xml, Sheet sheet) => xml.Element(Table, "table", Table, [("name", sheet.Name)], () =>
    {
        foreach (int width in sheet.Widths)
            xml.Element(Table, "table-column", Table, [("style-name", ColumnOf(width))]);
        foreach (SheetLine line in sheet.Lines)
            WriteRow(xml, [line], item => WriteText(xml, item.Text, OdsStyles.Of(item, sheet), item.LinkedSheet));
        if (sheet.Table is not { } table)
            return;
        xml.Element(Table, "table-header-rows", () => WriteRow(xml, table.Header, title => WriteText(xml, title, OdsStyles.Header, null)));
        foreach (ImmutableArray<SheetCell> row in table.Rows)
            WriteRow(xml, row, cell => WriteCell(xml, cell));
    });

    private static void WriteRow<T>(XmlWriter xml, ImmutableArray<T> cells, Action<T> write) => xml.Element(Table, "table-row", () =>
    {
        foreach (T cell in cells)
            write(cell);
    });

    private static void WriteCell(XmlWriter xml, SheetCell cell)
    {
        if (cell.Number is not { } number)
        {
            WriteText(xml, cell.Text, null, cell.LinkedSheet);
            return;
        }
        xml.WriteStartElement("table-cell", Table);
        xml.WriteAttributeString("style-name", Table, cell.IsWhole ? OdsStyles.Count : OdsStyles.Figure);
        xml.WriteAttributeString("value-type", Office, "float");
        xml.WriteAttributeString("value", Office, Invariant(number));
        xml.Paragraph(number.ToString(cell.IsWhole ? "#,##0" : "#,##0.00", CultureInfo.InvariantCulture), null);
        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string text, string? style, string? linkedSheet)
    {
        xml.WriteStartElement("table-cell", Table);
        if (style is not null)
            xml.WriteAttributeString("style-name", Table, style);
        xml.WriteAttributeString("value-type", Office, "string");
        xml.Paragraph(text, linkedSheet);
        xml.WriteEndElement();
    }

    // What marks a table in this format: a named range with a header.
    private static void WriteRanges(XmlWriter xml, ImmutableArray<Sheet> sheets)
    {
        foreach (Sheet sheet in sheets.Where(sheet => sheet.Table is not null))
        {
            int first = sheet.Lines.Length + 1, last = first + sheet.Table!.Rows.Length;
            xml.Element(Table, "database-range", Table,
            [
                ("name", sheet.Table.Name), ("contains-header", "true"), ("display-filter-buttons", "false"),
                ("target-range-address", $"{sheet.Name}.{SheetAddress.Of(1, first)}:{sheet.Name}.{SheetAddress.Of(sheet.Table.Header.Length, last)}"),
            ]);
        }
    }
}
