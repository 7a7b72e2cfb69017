using System.Text.Json.Nodes;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// What the columns of <see cref="CsvDownload"/> mean, for machines: W3C Recommendation <em>Metadata Vocabulary for Tabular Data</em>, 17 December
/// 2015. Shorthand in a column of numbers is declared as null, so that a reader has numbers there and nothing else.
/// </summary>
internal static class CsvMetadata
{
    public static void Write(ReleaseDocument document, Stream target) => JsonDownload.Write(Of(document), target);

    private static JsonObject Of(ReleaseDocument document) => new()
    {
        ["@context"] = new JsonArray("http://www.w3.org/ns/csvw", new JsonObject { ["@language"] = ReleaseDocument.Language }),
        ["url"] = $"{document.FileStem}.csv",
        ["dc:title"] = document.Content.Title,
        ["dc:publisher"] = document.Content.Publisher,
        ["dc:description"] = document.Content.Summary,
        ["dc:issued"] = ReleaseDocument.TextOf(document.Revision.PublishTime),
        ["dc:language"] = ReleaseDocument.Language,
        ["dc:bibliographicCitation"] = document.Citation,
        ["rdfs:comment"] = new JsonArray([.. Shorthand.OfFigures.Select(shorthand => JsonValue.Create($"{shorthand.Text} {shorthand.Meaning}"))]),
        ["dialect"] = new JsonObject { ["encoding"] = "utf-8", ["header"] = true, ["delimiter"] = ",", ["quoteChar"] = "\"", ["doubleQuote"] = true },
        ["tableSchema"] = new JsonObject
        {
            ["columns"] = new JsonArray([.. FigureColumns.All.Select(ToJson)]),
            ["primaryKey"] = new JsonArray([.. FigureColumns.Key.Select(name => JsonValue.Create(name))]),
        },
    };

    private static JsonObject ToJson(DownloadColumn<DownloadFigure> column)
    {
        JsonObject json = new()
        {
            ["name"] = column.Name,
            ["titles"] = column.Name,
            ["dc:title"] = column.Title,
            ["dc:description"] = column.Description,
            ["datatype"] = column.Kind switch { ColumnKind.Count => "integer", ColumnKind.Figure => "double", ColumnKind.Time => "dateTime", _ => "string" },
        };
        json["null"] = column.Kind is ColumnKind.Count or ColumnKind.Figure
            ? new JsonArray([.. Shorthand.OfFigures.Select(shorthand => JsonValue.Create(shorthand.Text))])
            : Shorthand.NotApplicable;
        return json;
    }
}
