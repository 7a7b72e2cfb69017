namespace Benchmarking.Server.Downloads;

/// <summary>The forms in which a release can be taken away; the numbers are the wire's.</summary>
internal enum DownloadFormat
{
    /// <summary>Every figure as one table of comma-separated values, UTF-8 without a byte order mark (RFC 4180, lines ended by LF).</summary>
    Csv = 1,
    /// <summary>What the columns of the CSV mean, for machines: W3C, <em>Metadata Vocabulary for Tabular Data</em> (CSVW).</summary>
    CsvMetadata = 2,
    /// <summary>An accessible workbook, OpenDocument 1.3.</summary>
    Ods = 3,
    /// <summary>The same workbook, Office Open XML.</summary>
    Xlsx = 4,
    /// <summary>Texts and figures as JSON.</summary>
    Json = 5,
    /// <summary>A ZIP archive of the CSV, its metadata, the JSON and a Frictionless <c>datapackage.json</c>.</summary>
    Package = 6,
}
