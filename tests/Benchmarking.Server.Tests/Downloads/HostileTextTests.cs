using System.IO.Compression;
using System.Xml.Linq;
using Benchmarking.Csv;
using Benchmarking.Releases;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Tests.Hosting;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>Texts that nobody means well by: whatever is stored, files are whole, nothing in them runs, and what can be kept is kept.</summary>
public sealed class HostileTextTests(DownloadFixture fixture) : IClassFixture<DownloadFixture>
{
    // Half of it no door lets in; stored it may be all the same.
    private const string Worst = "=HYPERLINK(\"http://example.org\";\"click\")\n+1+1\n@SUM(A1)\n-2+3\n\tindented\n'quoted'\n\"quoted\", and more\n  two  spaces  \n<b>&amp;</b> ]]> <!-- -->\n_x0041_ _x000D_\n"
        + "\u200Fאב\u200E\n\u202Eturned\u202C\n\u2066kept\u2069\nbell\u0007 null\0 \u0085 \uFFFE \uFFFF end\nhalf \uD83C letter\nwhole \U0001F3D8 letter\nline\u2028separator";

    private static readonly string Long = string.Concat(Enumerable.Repeat("\U0001F3D8 0123456789 ", 3_000));

    private ReleaseDocument Hostile => new(fixture.Document.Id, fixture.Document.Revision with { Number = 2, Reason = Worst }, fixture.Document.Content with
    {
        Title = Worst,
        Publisher = Worst,
        Contact = Worst,
        Summary = Worst + "\n" + Long,
        Methods = Long,
        Notes = [Worst, Long],
        PreReleaseAccess = [new(Worst, 12)],
        Sections = [new(Worst, Worst, [.. fixture.Document.Tables.Select(table => new ReleaseTable(table.Number == 1 ? Worst : Long, table.Table.Rows))])],
    });

    [Fact]
    public async Task LibreOffice_reads_both_workbooks_alike_and_sees_texts_and_no_formula()
    {
        ReleaseDocument document = Hostile;
        using TemporaryDirectory folder = new();
        Dictionary<string, byte[]> sheets = await WorkbookReaders.ReadAsync(folder.Path, document);
        foreach (Sheet sheet in ReleaseWorkbook.Of(document))
        {
            string[][] expected =
            [
                .. sheet.Lines.Select(line => (string[])[line.Text]), .. sheet.Table is null ? [] : (string[][])[[.. sheet.Table.Header]],
                .. sheet.Table?.Rows.Select(row => row.Select(cell => cell.Number is { } number ? ReadFigure.Number($"{number:R}", "G15") : cell.Text).ToArray()) ?? [],
            ];
            foreach (string workbook in (string[])["ods", "xlsx"])
            {
                string[][] read = [.. CsvRecords.Of(sheets[$"{workbook}-{sheet.Name}"]).Select(record => record.Fields.Select(field => ReadFigure.Number(field, "G15")).ToArray())];
                Assert.Equal(expected.Length, read.Length);
                // LibreOffice fills lines up with empty cells.
                Assert.All(expected.Zip(read), pair => Assert.Equal(pair.First, pair.Second.Take(pair.First.Length)));
                Assert.All(expected.Zip(read), pair => Assert.All(pair.Second.Skip(pair.First.Length), Assert.Empty));
            }
        }
        // What is kept of it, line for line.
        string[] cover = [.. CsvRecords.Of(sheets["ods-Cover"]).Select(record => record.Fields[0])];
        Assert.All((string[])["=HYPERLINK(\"http://example.org\";\"click\")", "+1+1", "'quoted'", "_x0041_ _x000D_", "\u200Fאב\u200E", "turned", "bell\uFFFD null\uFFFD   \uFFFD \uFFFD end", "half \uFFFD letter", "line separator"],
            line => Assert.Contains(line, cover));
        Assert.All(cover, line => Assert.InRange(line.Length, 1, SheetText.Longest));
        // A text that is too long for one cell stands in several, all of it.
        Assert.Contains(Long.Trim(), string.Concat(cover), StringComparison.Ordinal);
    }

    [Fact]
    public void The_XLSX_stays_valid_and_a_text_that_looks_like_a_formula_is_marked_as_text()
    {
        byte[] bytes = DownloadKind.Of(DownloadFormat.Xlsx).Make(Hostile).Bytes.ToArray();
        using SpreadsheetDocument workbook = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        using ZipArchive archive = new(new MemoryStream(bytes));
        XNamespace space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        XElement[] cells = [.. archive.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).SelectMany(entry => XDocument.Load(entry.Open()).Descendants(space + "c"))];
        XElement[] alike = [.. cells.Where(cell => cell.Attribute("t")?.Value == "inlineStr" && cell.Value[0] is '=' or '+' or '-' or '@')];
        Assert.True(alike.Length > 10);
        Assert.All(alike, cell => Assert.Equal($"{XlsxStyles.Quoted}", cell.Attribute("s")!.Value));
        Assert.DoesNotContain(cells.Descendants(), element => element.Name.LocalName == "f");
    }

    [Fact]
    public void The_CSV_keeps_every_letter_and_disarms_what_would_be_run()
    {
        IReadOnlyDictionary<string, string>[] records = [.. DownloadReaders.Records(DownloadKind.Of(DownloadFormat.Csv).Make(Hostile).Bytes.ToArray())];
        Assert.Equal("'" + Worst.Replace("\uD83C letter", "\uFFFD letter", StringComparison.Ordinal), records[0]["table_title"]);
        Assert.Contains(records, record => record["table_title"] == Long);
        Assert.Contains(records, record => record["measure_name"] == DownloadFixture.HostileName);
        Assert.Equal(ReadFigure.Of(fixture.Release).Select(figure => figure.Value), DownloadReaders.OfRecords(records).Select(figure => figure.Value));
    }

    [Fact]
    public void The_JSON_keeps_every_letter()
    {
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(DownloadKind.Of(DownloadFormat.Json).Make(Hostile).Bytes);
        Assert.Equal(Worst.Replace("\uD83C letter", "\uFFFD letter", StringComparison.Ordinal), json.RootElement.GetProperty("title").GetString());
        Assert.Equal(Long, json.RootElement.GetProperty("methods").GetString());
    }

    [Theory]
    [InlineData("a\nb\r\nc", "a b  c")]
    [InlineData("\u202Eabc\u2069", "abc")]
    [InlineData("a\u0000\u0007b", "a\uFFFD\uFFFDb")]
    [InlineData("\U0001F3D8 ﷺ e\u0301", "\U0001F3D8 ﷺ e\u0301")]
    public void A_cell_has_what_XML_can_hold(string text, string cell) => Assert.Equal(cell, SheetText.OneLine(text));

    [Fact]
    public void A_cell_is_no_longer_than_programs_read_and_no_letter_is_halved()
    {
        string letters = string.Concat(Enumerable.Repeat("\U0001F3D8", 20_000));
        string cell = SheetText.OfCell(letters);
        Assert.InRange(cell.Length, SheetText.Longest - 1, SheetText.Longest);
        Assert.EndsWith("(cut: the CSV has all of it)", cell, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", SheetText.OneLine(cell), StringComparison.Ordinal);
        Assert.Equal(letters, string.Concat(SheetText.Paragraphs(letters)));
        Assert.All(SheetText.Paragraphs(letters), line => Assert.Equal(line, SheetText.OneLine(line)));
    }
}
