using System.IO.Compression;
using System.Text.Json;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Tests.Hosting;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>The downloads as other programs read them: LibreOffice, SQLite, a reader of CSVW and one of data packages.</summary>
public sealed class ReaderTests(DownloadFixture fixture) : IClassFixture<DownloadFixture>
{
    private ReadFigure[] Expected => [.. ReadFigure.Of(fixture.Release)];

    [Fact]
    public async Task LibreOffice_reads_both_workbooks_as_the_release_has_it()
    {
        using TemporaryDirectory folder = new();
        Dictionary<string, byte[]> sheets = await WorkbookReaders.ReadAsync(folder.Path, fixture.Document);
        foreach (string workbook in (string[])["ods", "xlsx"])
            Assert.Equal(Expected.Select(figure => figure.InSheet()), DownloadReaders.OfSheets(Enumerable.Range(1, 3).Select(number => sheets[$"{workbook}-Table_{number}"])));
    }

    [Fact]
    public async Task SQLite_reads_the_CSV_as_the_release_has_it()
    {
        using TemporaryDirectory folder = new();
        string csv = await WriteAsync(folder.Path, DownloadFormat.Csv);
        Assert.Equal(Expected, DownloadReaders.OfRecords(DownloadReaders.RecordsOfJson(await Programs.QueryAsync(csv, "SELECT * FROM figures"))));
        // And what an analyst would do with it: markers are texts, and never count as 0.
        string counted = await Programs.QueryAsync(csv, "SELECT count(*) AS n FROM figures WHERE value GLOB '*[0-9]*'");
        Assert.Equal($"{Expected.Count(figure => double.TryParse(figure.Value, out _))}", DownloadReaders.RecordsOfJson(counted).Single()["n"]);
    }

    [Fact]
    public async Task A_reader_of_CSVW_reads_the_CSV_by_its_metadata_numbers_as_numbers()
    {
        using TemporaryDirectory folder = new();
        string csv = await WriteAsync(folder.Path, DownloadFormat.Csv);
        await WriteAsync(folder.Path, DownloadFormat.CsvMetadata);
        Dictionary<string, CsvwCell>[] rows = JsonSerializer.Deserialize<Dictionary<string, CsvwCell>[]>(await Programs.RunScriptAsync("Downloads/readers/csvw.mjs", "rdf-parser-csvw", csv), CsvwCell.Options)!;
        IReadOnlyDictionary<string, string>[] records = [.. DownloadReaders.Records(await File.ReadAllBytesAsync(csv, TestContext.Current.CancellationToken))];
        Assert.Equal(Expected, DownloadReaders.OfRecords(records));
        Assert.Equal(records.Length, rows.Length);
        foreach (DownloadColumn<DownloadFigure> column in FigureColumns.All)
        {
            foreach ((IReadOnlyDictionary<string, string> record, Dictionary<string, CsvwCell> row) in records.Zip(rows))
            {
                // What the metadata says is null has no cell; of several nulls this reader knows one.
                bool isNull = column.Kind is ColumnKind.Count or ColumnKind.Figure ? Shorthand.OfFigures.Any(shorthand => shorthand.Text == record[column.Name]) : record[column.Name] == Shorthand.NotApplicable;
                if (row.TryGetValue(column.Name, out CsvwCell? cell))
                    Assert.Equal((record[column.Name], TypeOf(column)), (cell.Value, cell.Type));
                Assert.True(isNull || (cell is not null && (column.Kind is not (ColumnKind.Count or ColumnKind.Figure) || double.TryParse(cell.Value, out _))), column.Name);
            }
        }
        Assert.Contains(rows, row => FigureColumns.All.Any(column => column.Kind == ColumnKind.Figure && !row.ContainsKey(column.Name)));
    }

    [Fact]
    public async Task A_reader_of_data_packages_finds_the_package_valid_and_every_cell_of_its_type()
    {
        using TemporaryDirectory folder = new();
        await using (ZipArchive archive = new(new MemoryStream(DownloadKind.Of(DownloadFormat.Package).Make(fixture.Document).Bytes.ToArray())))
            archive.ExtractToDirectory(folder.Path);
        IReadOnlyDictionary<string, string>[] rows = [.. DownloadReaders.RecordsOfJson(await Programs.RunScriptAsync("Downloads/readers/package.mjs", "datapackage", Path.Combine(folder.Path, "datapackage.json")))];
        ReadFigure[] expected = Expected;
        Assert.Equal(expected.Length, rows.Length);
        foreach ((ReadFigure figure, IReadOnlyDictionary<string, string> row) in expected.Zip(rows))
        {
            Assert.Equal((figure.Table, figure.Row, figure.Statistic, figure.Measure, figure.Cohort, figure.Citation), (row["table"], row["row"], row["statistic"], row["measure"], row["cohort"], row["citation"]));
            // Missing where there is no number, and the band and the status say why.
            Assert.Equal(double.TryParse(figure.Value, out _) ? figure.Value : "", ReadFigure.Number(row["value"]));
            Assert.Equal((row["status"] == "band", row["status"] == "confidential"), (row["band"].Length > 0, figure.Value == "[c]"));
        }
    }

    private async Task<string> WriteAsync(string folder, DownloadFormat format)
    {
        DownloadFile file = DownloadKind.Of(format).Make(fixture.Document);
        string path = Path.Combine(folder, file.FileName);
        await File.WriteAllBytesAsync(path, file.Bytes, TestContext.Current.CancellationToken);
        return path;
    }

    private static string TypeOf(DownloadColumn<DownloadFigure> column) => column.Kind switch
    {
        ColumnKind.Count => "integer",
        ColumnKind.Figure => "double",
        ColumnKind.Time => "dateTime",
        _ => "string",
    };

    internal sealed record CsvwCell(string Value, string Type)
    {
        public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
    }
}
