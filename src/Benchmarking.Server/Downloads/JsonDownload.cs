using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Releases;

namespace Benchmarking.Server.Downloads;

/// <summary>The whole release as JSON: its texts in order, and the rows of each table with their figures. A number that is not there is null, beside its marker or band.</summary>
internal static class JsonDownload
{
    // Letters stay as they are written: nobody puts the file into a page.
    private static readonly JsonWriterOptions Rules = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(ReleaseDocument document, Stream target) => Write(Of(document), target);

    public static void Write(JsonNode json, Stream target)
    {
        using Utf8JsonWriter writer = new(target, Rules);
        json.WriteTo(writer);
    }

    private static JsonObject Of(ReleaseDocument document) => new()
    {
        ["name"] = document.Id.Name,
        ["revision"] = document.Revision.Number,
        ["publish_time"] = ReleaseDocument.TextOf(document.Revision.PublishTime),
        ["revision_reason"] = document.Revision.Reason,
        ["digest"] = document.Revision.Digest,
        ["citation"] = document.Citation,
        ["title"] = document.Content.Title,
        ["publisher"] = document.Content.Publisher,
        ["contact"] = document.Content.Contact,
        ["summary"] = document.Content.Summary,
        ["sections"] = SectionsOf(document),
        ["methods"] = document.Content.Methods,
        ["limits"] = document.Content.Limits,
        ["notes"] = ArrayOf(document.Content.Notes),
        ["pre_release_access"] = new JsonArray([.. document.Content.PreReleaseAccess.Select(access => new JsonObject { ["who"] = access.Who, ["hours_before"] = access.HoursBefore })]),
        ["markers"] = new JsonObject(Shorthand.OfSheets.Where(shorthand => shorthand.Text != Shorthand.NotApplicable)
            .Select(shorthand => KeyValuePair.Create(shorthand.Text, (JsonNode?)shorthand.Meaning))),
    };

    private static JsonArray SectionsOf(ReleaseDocument document)
    {
        int number = 0;
        return new([.. document.Content.Sections.Select(section => new JsonObject
        {
            ["heading"] = section.Heading,
            ["commentary"] = section.Commentary,
            ["tables"] = new JsonArray([.. section.Tables.Select(table => new JsonObject
            {
                ["number"] = ++number,
                ["title"] = table.Title,
                ["rows"] = new JsonArray([.. ReleaseDocument.RowsOf(number, table).Select(ToJson)]),
            })]),
        })]);
    }

    private static JsonObject ToJson(DownloadRow row)
    {
        (ReleaseRow of, Cell cell) = (row.Row, row.Cell);
        return new()
        {
            ["row"] = row.Number,
            ["measure"] = of.Measure.Value,
            ["measure_name"] = of.MeasureName,
            ["measure_revision"] = of.MeasureRevision,
            ["stage"] = of.Stage.ToText(),
            ["edition"] = of.Edition,
            ["cut_time"] = ReleaseDocument.TextOf(of.CutTime),
            ["cohort"] = cell.Cohort.Text,
            ["unit"] = of.Unit,
            ["better"] = RowColumns.BetterOf(of.Direction),
            ["members"] = cell.MemberCount,
            ["organisations"] = cell.N,
            ["marker"] = cell.IsPublished ? cell.Reason is null ? null : Shorthand.Revised : Shorthand.Of(cell),
            ["reason"] = RowColumns.ReasonOf(cell),
            ["nearest_published"] = ArrayOf(cell.NearestPublished.Select(near => near.Cohort.Text)),
            ["figures"] = new JsonArray([.. row.Figures.Select(ToJson)]),
            ["citation"] = of.Citation,
        };
    }

    private static JsonObject ToJson(DownloadFigure figure)
    {
        JsonObject json = new() { ["statistic"] = figure.Statistic.Name, ["status"] = FigureColumns.StatusOf(figure), ["value"] = figure.Figure.Value };
        if (figure.Figure.Interval is { } interval)
            json["interval"] = ToJson(interval);
        if (figure.Figure.Marker is { } marker)
            json["marker"] = Shorthand.Of(marker);
        if (figure.Figure.Text is { } text)
            json["band"] = new JsonObject { ["text"] = text, ["range"] = figure.Figure.Band is { } band ? ToJson(band) : null };
        return json;
    }

    private static JsonObject ToJson(Interval interval) => new() { ["lower"] = interval.Lower, ["upper"] = interval.Upper };

    private static JsonArray ArrayOf(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
