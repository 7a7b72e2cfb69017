using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// Sheets as an Office Open XML workbook (ECMA-376). Texts are inline strings, so that nothing in them can be run as a formula; every identifier is given
/// rather than left to the library, which draws lots.
/// </summary>
internal static partial class XlsxWriter
{
    private const string Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";
    private const string Terms = "http://purl.org/dc/terms/";
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    public static void Write(ReleaseDocument document, Stream target)
    {
        using MemoryStream package = new();
        using (SpreadsheetDocument workbook = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
            Fill(workbook, document);
        package.Position = 0;
        // The library compresses, and stamps each part with the present time.
        using ZipArchive stamped = new(package, ZipArchiveMode.Read);
        using StampedZip zip = new(target, document.Revision.PublishTime);
        foreach (ZipArchiveEntry entry in stamped.Entries)
        {
            zip.Add(entry.FullName, stream =>
            {
                using Stream part = entry.Open();
                part.CopyTo(stream);
            });
        }
    }

    private static void Fill(SpreadsheetDocument package, ReleaseDocument document)
    {
        WorkbookPart workbook = package.AddWorkbookPart();
        package.ChangeIdOfPart(workbook, "workbook");
        workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = XlsxStyles.Make();
        Sheets list = new();
        foreach ((int index, Sheet sheet) in ReleaseWorkbook.Of(document).Index())
        {
            uint number = (uint)index + 1;
            string id = string.Create(CultureInfo.InvariantCulture, $"sheet{number}");
            WriteSheet(workbook.AddNewPart<WorksheetPart>(id), sheet, number);
            list.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = sheet.Name, SheetId = number, Id = id });
        }
        workbook.Workbook = new Workbook(list);
        CoreFilePropertiesPart properties = package.AddCoreFilePropertiesPart();
        package.ChangeIdOfPart(properties, "properties");
        using Stream stream = properties.GetStream(FileMode.Create);
        WriteProperties(stream, document);
    }

    private static void WriteProperties(Stream stream, ReleaseDocument document)
    {
        using XmlWriter xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("cp", "coreProperties", Core);
        xml.WriteElementString("dc", "title", Dublin, SheetText.OneLine(document.Content.Title));
        xml.WriteElementString("dc", "creator", Dublin, SheetText.OneLine(document.Content.Publisher));
        xml.WriteElementString("dc", "language", Dublin, ReleaseDocument.Language);
        xml.WriteStartElement("dcterms", "created", Terms);
        xml.WriteAttributeString("xsi", "type", Instance, "dcterms:W3CDTF");
        xml.WriteString(ReleaseDocument.TextOf(document.Revision.PublishTime));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteSheet(WorksheetPart part, Sheet sheet, uint number)
    {
        SheetData data = new();
        Hyperlinks links = new();
        int row = 0;
        foreach (SheetLine line in sheet.Lines)
            data.Append(RowOf(++row, [TextOf(line.Text, SheetAddress.Of(1, row), XlsxStyles.Of(line, sheet), line.LinkedSheet, links)]));
        int first = row + 1;
        if (sheet.Table is { } table)
        {
            data.Append(RowOf(++row, table.Header.Select((title, index) => TextOf(title, SheetAddress.Of(index + 1, row), XlsxStyles.Header, null, links))));
            foreach (ImmutableArray<SheetCell> cells in table.Rows)
                data.Append(RowOf(++row, cells.Select((cell, index) => CellOf(cell, SheetAddress.Of(index + 1, row), links))));
        }
        Worksheet worksheet = new(ColumnsOf(sheet), data);
        if (links.HasChildren)
            worksheet.Append(links);
        part.Worksheet = worksheet;
        if (sheet.Table is { } marked)
        {
            part.AddNewPart<TableDefinitionPart>("table").Table = TableOf(marked, number, $"{SheetAddress.Of(1, first)}:{SheetAddress.Of(marked.Header.Length, row)}");
            worksheet.Append(new TableParts(new TablePart { Id = "table" }) { Count = 1 });
        }
    }

    private static Columns ColumnsOf(Sheet sheet) => new(sheet.Widths.Select((width, index) =>
        new Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = width, CustomWidth = true }));

    private static Row RowOf(int row, IEnumerable<Cell> cells) => new(cells) { RowIndex = (uint)row };

    private static Cell CellOf(SheetCell cell, string address, Hyperlinks links) => cell.Number is { } number
        ? new Cell(new CellValue(number.ToString("R", CultureInfo.InvariantCulture))) { CellReference = address, StyleIndex = XlsxStyles.Of(cell) }
        : TextOf(cell.Text, address, XlsxStyles.Of(cell), cell.LinkedSheet, links);

    private static Cell TextOf(string text, string address, uint style, string? linkedSheet, Hyperlinks links)
    {
        if (linkedSheet is not null)
            links.Append(new Hyperlink { Reference = address, Location = $"'{linkedSheet}'!A1", Display = text });
        return new(new InlineString(new Text(LikeAnEscape().Replace(text, "_x005F_")) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = address,
            StyleIndex = style,
            DataType = CellValues.InlineString,
        };
    }

    private static Table TableOf(SheetTable table, uint number, string reference) => new(
        new TableColumns(table.Header.Select((title, index) => new TableColumn { Id = (uint)index + 1, Name = title })) { Count = (uint)table.Header.Length },
        new TableStyleInfo { Name = "TableStyleLight1", ShowRowStripes = false, ShowColumnStripes = false, ShowFirstColumn = false, ShowLastColumn = false })
    {
        Id = number,
        Name = table.Name,
        DisplayName = table.Name,
        Reference = reference,
        HeaderRowCount = 1,
        TotalsRowShown = false,
    };

    // _x0041_ is how the format writes a letter by its number: a text that has it means the seven letters.
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex LikeAnEscape();
}
