using System.IO.Compression;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Tests.Benchmarks;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>The Tenant Satisfaction Measures of 2024 as a release: both sectors, all 26 measures, every form opened by another program.</summary>
public sealed class TsmReleaseTests
{
    private const string Name = "releases/example.tenant-satisfaction-2024";

    // A table for each part of the regulator's standard.
    private static readonly (string Heading, string[] Prefixes)[] Parts =
        [("Tenants' views", ["tp"]), ("Repairs and safety", ["rp", "bs"]), ("Complaints and neighbourhoods", ["ch", "nm"])];

    [Fact]
    public async Task Every_figure_of_both_sectors_and_26_measures_is_the_same_in_every_form()
    {
        await using TestServer server = await TestServer.StartAsync();
        Release release = await PublishAsync(server);
        ReadFigure[] expected = [.. ReadFigure.Of(release)];
        Assert.Equal((26 * 2, 26 * 2 * 7), (release.Content.Sections.SelectMany(section => section.Tables).Sum(table => table.Rows.Count), expected.Length));
        Assert.Equal(26, expected.Select(figure => figure.Measure).Distinct().Count());
        // Most of it is told.
        Assert.True(expected.Count(figure => figure.Value is not ("[c]" or "[x]")) > expected.Length / 2);

        using TemporaryDirectory folder = new();
        Dictionary<Server.Downloads.DownloadFormat, string> files = await FetchAsync(server, folder.Path);
        Dictionary<string, byte[]> sheets = await Programs.ConvertAsync(folder.Path, files[Server.Downloads.DownloadFormat.Ods], files[Server.Downloads.DownloadFormat.Xlsx]);
        foreach (string workbook in (string[])["ods", "xlsx"])
            CheckSheets(expected, [.. DownloadReaders.OfSheets(Enumerable.Range(1, Parts.Length).Select(number => sheets[$"{workbook}-Table_{number}"]))]);
        string csv = Path.Combine(folder.Path, files[Server.Downloads.DownloadFormat.Csv]);
        Assert.Equal(expected, DownloadReaders.OfRecords(DownloadReaders.RecordsOfJson(await Programs.QueryAsync(csv, "SELECT * FROM figures"))));
        Assert.Equal(expected, DownloadReaders.OfJson(await ReadAsync(folder.Path, files[Server.Downloads.DownloadFormat.Json])));

        string package = Path.Combine(folder.Path, "package");
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(folder.Path, files[Server.Downloads.DownloadFormat.Package]), package, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllBytesAsync(csv, TestContext.Current.CancellationToken), await ReadAsync(package, "example.tenant-satisfaction-2024-revision-1.csv"));
        IReadOnlyDictionary<string, string>[] typed = [.. DownloadReaders.RecordsOfJson(await Programs.RunScriptAsync("Downloads/readers/package.mjs", "datapackage", Path.Combine(package, "datapackage.json")))];
        Assert.Equal(expected.Select(figure => double.TryParse(figure.Value, out _) ? figure.Value : ""), typed.Select(row => ReadFigure.Number(row["value"])));
        string described = await Programs.RunScriptAsync("Downloads/readers/csvw.mjs", "rdf-parser-csvw", Path.Combine(package, "example.tenant-satisfaction-2024-revision-1.csv"));
        Assert.Equal(expected.Length, System.Text.Json.JsonDocument.Parse(described).RootElement.GetArrayLength());
    }

    // LibreOffice prints 15 digits, and rounds the last one in its own way.
    private static void CheckSheets(ReadFigure[] expected, ReadFigure[] read)
    {
        Assert.Equal(expected.Length, read.Length);
        foreach ((ReadFigure figure, ReadFigure seen) in expected.Select(figure => figure.InSheet()).Zip(read))
        {
            if (double.TryParse(figure.Value, out double value) && double.TryParse(seen.Value, out double number))
                Assert.InRange(Math.Abs(number - value), 0, 1e-14 * Math.Abs(value));
            Assert.Equal(figure, double.TryParse(figure.Value, out _) && double.TryParse(seen.Value, out _) ? seen with { Value = figure.Value } : seen);
        }
    }

    private static async Task<Release> PublishAsync(TestServer server)
    {
        Assert.Null((await TsmLandlords.ImportAsync(server.Steward)).Error);
        await server.Steward.CutAsync("2024");
        Api publisher = await server.SignInAsync(Role.Publisher, body: "example");
        DraftContent draft = new()
        {
            Title = "Tenant satisfaction in England, 2024",
            Publisher = "An example body",
            Summary = "How satisfied tenants of local authorities and housing associations are.",
            Methods = "Each landlord's own figure counts once in means and quantiles. Contains public sector information licensed under the Open Government Licence v3.0.",
            Limits = "The satisfaction of those who answered a survey.",
            Notes = { "Source: Regulator of Social Housing, Tenant Satisfaction Measures data 2024." },
        };
        draft.Sections.Add(Parts.Select(part => new DraftSection
        {
            Heading = part.Heading,
            Tables =
            {
                new DraftTable
                {
                    Title = part.Heading,
                    Editions = { "periods/2024" },
                    Measures = { TsmLandlords.Measures.Where(measure => part.Prefixes.Any(prefix => measure.StartsWith(prefix, StringComparison.Ordinal))).Select(measure => new DraftMeasure { Measure = $"measures/{measure}" }) },
                    Cohorts = { "sector=local-authority", "sector=housing-association" },
                },
            },
        }));
        await publisher.Releases.CreateReleaseAsync(new() { ReleaseId = "tenant-satisfaction-2024", Content = draft });
        await publisher.Releases.PublishReleaseAsync(new() { Name = Name, Reason = "an example" });
        return await server.Anonymous.Releases.GetReleaseAsync(new() { Name = Name });
    }

    // Names of their own for the workbooks, whose sheets would be mixed up.
    private static async Task<Dictionary<Server.Downloads.DownloadFormat, string>> FetchAsync(TestServer server, string folder)
    {
        Dictionary<Server.Downloads.DownloadFormat, string> files = [];
        foreach (DownloadKind kind in DownloadKind.All)
        {
            (DownloadReleaseResponse first, byte[] bytes) = await DownloadFixture.FetchAsync(server.Anonymous, Name, (V1.DownloadFormat)kind.Format);
            files[kind.Format] = kind.Format is Server.Downloads.DownloadFormat.Ods or Server.Downloads.DownloadFormat.Xlsx ? kind.Slug + kind.Ending : first.FileName;
            await File.WriteAllBytesAsync(Path.Combine(folder, files[kind.Format]), bytes, TestContext.Current.CancellationToken);
        }
        return files;
    }

    private static Task<byte[]> ReadAsync(string folder, string file) => File.ReadAllBytesAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);
}
