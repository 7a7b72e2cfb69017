using System.Text.Json.Nodes;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// A ZIP archive that describes itself: the CSV, its metadata, the JSON, and a descriptor as the Frictionless <em>Data Package</em> standard
/// (version 1) has it.
/// </summary>
internal static class DataPackage
{
    public static void Write(ReleaseDocument document, Stream target)
    {
        using StampedZip zip = new(target, document.Revision.PublishTime);
        zip.Add("datapackage.json", stream => JsonDownload.Write(Of(document), stream));
        zip.Add($"{document.FileStem}.csv", stream => CsvDownload.Write(document, stream));
        zip.Add($"{document.FileStem}.csv-metadata.json", stream => CsvMetadata.Write(document, stream));
        zip.Add($"{document.FileStem}.json", stream => JsonDownload.Write(document, stream));
    }

    private static JsonObject Of(ReleaseDocument document) => new()
    {
        ["profile"] = "data-package",
        ["name"] = document.FileStem,
        ["id"] = document.Id.Name,
        ["title"] = document.Content.Title,
        ["description"] = $"{document.Content.Summary}\n\n{string.Join('\n', Shorthand.OfFigures.Select(shorthand => $"{shorthand.Text} {shorthand.Meaning}"))}",
        ["version"] = $"{document.Revision.Number}.0.0",
        ["created"] = ReleaseDocument.TextOf(document.Revision.PublishTime),
        ["contributors"] = new JsonArray(new JsonObject { ["title"] = document.Content.Publisher, ["role"] = "publisher" }),
        ["resources"] = new JsonArray(FiguresOf(document), new JsonObject
        {
            ["profile"] = "data-resource",
            ["name"] = "release",
            ["title"] = "The release with all its texts",
            ["path"] = $"{document.FileStem}.json",
            ["format"] = "json",
            ["mediatype"] = "application/json",
            ["encoding"] = "utf-8",
        }),
    };

    private static JsonObject FiguresOf(ReleaseDocument document) => new()
    {
        ["profile"] = "tabular-data-resource",
        ["name"] = "figures",
        ["title"] = "Every figure of the release",
        ["path"] = $"{document.FileStem}.csv",
        ["format"] = "csv",
        ["mediatype"] = "text/csv",
        ["encoding"] = "utf-8",
        ["dialect"] = new JsonObject { ["delimiter"] = ",", ["lineTerminator"] = "\n", ["quoteChar"] = "\"", ["doubleQuote"] = true, ["header"] = true },
        ["schema"] = new JsonObject
        {
            ["fields"] = new JsonArray([.. FigureColumns.All.Select(ToJson)]),
            // Shorthand is no value: a reader has a missing number there, and the status says why.
            ["missingValues"] = new JsonArray([.. Shorthand.OfFigures.Select(shorthand => JsonValue.Create(shorthand.Text))]),
            ["primaryKey"] = new JsonArray([.. FigureColumns.Key.Select(name => JsonValue.Create(name))]),
        },
    };

    private static JsonObject ToJson(DownloadColumn<DownloadFigure> column) => new()
    {
        ["name"] = column.Name,
        ["title"] = column.Title,
        ["description"] = column.Description,
        ["type"] = column.Kind switch { ColumnKind.Count => "integer", ColumnKind.Figure => "number", ColumnKind.Time => "datetime", _ => "string" },
    };
}
