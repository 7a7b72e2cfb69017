using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Benchmarking.Server.Downloads;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>The workbooks as their standards and the Analysis Function's rules have them.</summary>
public sealed class WorkbookTests(DownloadFixture fixture) : IClassFixture<DownloadFixture>
{
    private static readonly XNamespace Office = OdsXml.Office, Table = OdsXml.Table, Text = OdsXml.Text, Dublin = OdsXml.Dublin, Manifest = OdsXml.Manifest, Style = OdsXml.Style, Fo = OdsXml.Fo;
    private static readonly XNamespace Spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private byte[] Make(DownloadFormat format) => DownloadKind.Of(format).Make(fixture.Document).Bytes.ToArray();

    private ZipArchive Open(DownloadFormat format) => new(new MemoryStream(Make(format)));

    private static XDocument Read(ZipArchive archive, string path)
    {
        using Stream stream = archive.GetEntry(path)!.Open();
        return XDocument.Load(stream, LoadOptions.PreserveWhitespace);
    }

    [Fact]
    public void The_XLSX_is_valid_by_its_standard()
    {
        using SpreadsheetDocument workbook = SpreadsheetDocument.Open(new MemoryStream(Make(DownloadFormat.Xlsx)), isEditable: false);
        foreach (FileFormatVersions version in (FileFormatVersions[])[FileFormatVersions.Office2007, FileFormatVersions.Microsoft365])
            Assert.Empty(new OpenXmlValidator(version).Validate(workbook).Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public void The_ODS_begins_with_its_media_type_and_lists_just_what_is_in_it()
    {
        byte[] bytes = Make(DownloadFormat.Ods);
        // Where programs that look at the first bytes expect it: OpenDocument 1.3, part 2, 3.3.
        Assert.Equal("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Encoding.ASCII.GetString(bytes, 30, 54));
        using ZipArchive archive = Open(DownloadFormat.Ods);
        XDocument manifest = Read(archive, "META-INF/manifest.xml");
        Assert.Equal(archive.Entries.Select(entry => entry.FullName).Except(["mimetype", "META-INF/manifest.xml"]).Append("/").Order(StringComparer.Ordinal),
            manifest.Root!.Elements(Manifest + "file-entry").Select(entry => entry.Attribute(Manifest + "full-path")!.Value).Order(StringComparer.Ordinal));
        Assert.All(archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal) && !entry.FullName.StartsWith("META", StringComparison.Ordinal)),
            entry => Assert.Equal("1.3", Read(archive, entry.FullName).Root!.Attribute(Office + "version")!.Value));
    }

    [Theory]
    [InlineData(DownloadFormat.Ods)]
    [InlineData(DownloadFormat.Xlsx)]
    [InlineData(DownloadFormat.Package)]
    internal void An_archive_is_the_same_on_every_machine_entries_stored_and_stamped_with_the_time_of_publication(DownloadFormat format)
    {
        using ZipArchive archive = Open(format);
        Assert.All(archive.Entries, entry => Assert.Equal((entry.Length, new DateTime(2026, 1, 5, 9, 0, 0)), (entry.CompressedLength, entry.LastWriteTime.DateTime)));
        Assert.Equal(Make(format), Make(format));
    }

    [Fact]
    public void The_ODS_has_titles_in_A1_one_marked_table_a_sheet_and_nothing_merged_blank_hidden_or_run()
    {
        using ZipArchive archive = Open(DownloadFormat.Ods);
        XDocument content = Read(archive, "content.xml");
        XElement[] sheets = [.. content.Descendants(Table + "table")];
        CheckNames(sheets.Select(sheet => sheet.Attribute(Table + "name")!.Value));
        Dictionary<string, XElement> marked = content.Descendants(Table + "database-range").ToDictionary(range => range.Attribute(Table + "target-range-address")!.Value.Split('.')[0]);
        Assert.Equal(sheets.Skip(1).Select(sheet => sheet.Attribute(Table + "name")!.Value), marked.Keys);
        foreach (XElement sheet in sheets)
            CheckRows([.. sheet.Descendants(Table + "table-row").Select(row => row.Elements().Select(cell => string.Concat(cell.Value)).ToArray())], isCover: sheet == sheets[0]);
        Assert.DoesNotContain(content.Descendants().SelectMany(element => element.Attributes()), attribute =>
            attribute.Name.LocalName is "formula" or "number-columns-spanned" or "number-rows-spanned" or "visibility" or "display" or "background-color" or "number-columns-repeated");
        // Every link leads to a sheet that is there.
        Assert.All(content.Descendants(Text + "a"), link => Assert.Contains(link.Attributes().Single(attribute => attribute.Name.LocalName == "href").Value[1..^".A1".Length], sheets.Select(sheet => sheet.Attribute(Table + "name")!.Value)));
        Assert.Equal("en-GB", Read(archive, "meta.xml").Descendants(Dublin + "language").Single().Value);
        XElement texts = Read(archive, "styles.xml").Descendants(Style + "default-style").Single().Element(Style + "text-properties")!;
        Assert.Equal(("en", "GB"), (texts.Attribute(Fo + "language")!.Value, texts.Attribute(Fo + "country")!.Value));
    }

    [Fact]
    public void The_XLSX_has_titles_in_A1_one_marked_table_a_sheet_and_nothing_merged_blank_hidden_or_run()
    {
        using ZipArchive archive = Open(DownloadFormat.Xlsx);
        XElement[] listed = [.. Read(archive, "xl/workbook.xml").Descendants(Spreadsheet + "sheet")];
        CheckNames(listed.Select(sheet => sheet.Attribute("name")!.Value));
        Assert.All(listed, sheet => Assert.Null(sheet.Attribute("state")));
        for (int number = 1; number <= listed.Length; number++)
        {
            XElement sheet = Read(archive, $"xl/worksheets/sheet{number}.xml").Root!;
            CheckRows([.. sheet.Descendants(Spreadsheet + "row").Select(row => row.Elements().Select(cell => cell.Value).ToArray())], isCover: number == 1);
            Assert.Equal(number == 1 ? 0 : 1, sheet.Descendants(Spreadsheet + "tablePart").Count());
            Assert.DoesNotContain(sheet.Descendants(), element => element.Name.LocalName is "f" or "mergeCell" or "pane" or "autoFilter");
            Assert.DoesNotContain(sheet.Descendants().SelectMany(element => element.Attributes()), attribute => attribute.Name.LocalName == "hidden");
        }
        Assert.Equal("en-GB", Read(archive, "docProps/core.xml").Descendants(Dublin + "language").Single().Value);
    }

    [Fact]
    public void The_numbers_of_both_workbooks_are_all_of_the_releases()
    {
        using ZipArchive ods = Open(DownloadFormat.Ods);
        using ZipArchive xlsx = Open(DownloadFormat.Xlsx);
        string[] expected = [.. ReadFigure.Of(fixture.Release).SelectMany(figure => figure.Statistic == "ratio" ? (string[])[figure.Value, figure.Lower, figure.Upper] : [figure.Value]).Where(text => double.TryParse(text, out _)).Order(StringComparer.Ordinal)];
        string[] inOds = [.. Read(ods, "content.xml").Descendants(Table + "table-cell").Where(cell => cell.Attribute(Table + "style-name")?.Value == OdsStyles.Figure).Select(cell => cell.Attribute(Office + "value")!.Value)];
        string[] inXlsx = [.. xlsx.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && entry.FullName.EndsWith(".xml", StringComparison.Ordinal))
            .SelectMany(entry => Read(xlsx, entry.FullName).Descendants(Spreadsheet + "c")).Where(cell => cell.Attribute("s")!.Value == $"{XlsxStyles.Figure}").Select(cell => cell.Value)];
        Assert.True(expected.Length > 30);
        Assert.Equal(expected, inOds.Order(StringComparer.Ordinal));
        Assert.Equal(expected, inXlsx.Order(StringComparer.Ordinal));
    }

    private static void CheckNames(IEnumerable<string> names) => Assert.Equal(["Cover", "Contents", "Notes", "Table_1", "Table_2", "Table_3"], names);

    private static void CheckRows(string[][] rows, bool isCover)
    {
        Assert.All(rows, row => Assert.All(row, cell => Assert.NotEqual("", cell.Trim())));
        // Lines in the first column, and from the table's header on a cell a column.
        string[][] lines = [.. rows.TakeWhile(row => row.Length == 1)];
        string[][] table = [.. rows.Skip(lines.Length)];
        Assert.NotEmpty(lines);
        Assert.Equal(isCover, table.Length == 0);
        Assert.All(table, row => Assert.Equal(table[0].Length, row.Length));
        if (!isCover)
            Assert.Equal(table[0].Distinct(), table[0]);
    }
}
