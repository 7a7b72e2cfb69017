using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Benchmarking.Server.Downloads;

/// <summary>What is to be known of a form in which a release can be taken away, and how a file of it is made.</summary>
/// <param name="Format">The form.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Ending">The end of its files' names.</param>
/// <param name="MediaType">What its files are.</param>
/// <param name="Write">Writes one.</param>
internal sealed record DownloadKind(DownloadFormat Format, string Slug, string Title, string Ending, string MediaType, Action<ReleaseDocument, Stream> Write)
{
    /// <summary>All of them, as they are offered.</summary>
    public static ImmutableArray<DownloadKind> All { get; } =
    [
        new(DownloadFormat.Ods, "ods", "Workbook (ODS)", ".ods", "application/vnd.oasis.opendocument.spreadsheet", OdsWriter.Write),
        new(DownloadFormat.Xlsx, "xlsx", "Workbook (XLSX)", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XlsxWriter.Write),
        new(DownloadFormat.Csv, "csv", "Figures (CSV)", ".csv", "text/csv; charset=utf-8; header=present", CsvDownload.Write),
        // Where readers look for it beside the CSV: W3C, Model for Tabular Data, 5.3.
        new(DownloadFormat.CsvMetadata, "csv-metadata", "What the CSV's columns mean (CSVW)", ".csv-metadata.json", "application/csvm+json", CsvMetadata.Write),
        new(DownloadFormat.Json, "json", "The whole release (JSON)", ".json", "application/json", JsonDownload.Write),
        new(DownloadFormat.Package, "package", "CSV, CSVW and JSON as a data package (ZIP)", ".zip", "application/zip", DataPackage.Write),
    ];

    /// <summary>The kind of a form.</summary>
    public static DownloadKind Of(DownloadFormat format) => All.Single(kind => kind.Format == format);

    /// <summary>The kind of that name in addresses; null when there is none.</summary>
    public static DownloadKind? Find(string slug) => All.FirstOrDefault(kind => kind.Slug == slug);

    /// <summary>A release's file: the same bytes whenever it is made.</summary>
    public DownloadFile Make(ReleaseDocument document)
    {
        using MemoryStream stream = new();
        Write(document, stream);
        byte[] bytes = stream.ToArray();
        return new(document.FileStem + Ending, MediaType, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
