using System.Text.Json;
using Benchmarking.Csv;

namespace Benchmarking.Server.Tests.Downloads;

/// <summary>Figures read out of what other programs made of the downloads.</summary>
internal static class DownloadReaders
{
    private static readonly Dictionary<string, string> StatisticOf = new()
    {
        ["Mean"] = "mean",
        ["Ratio"] = "ratio",
        ["P10"] = "p10",
        ["P25"] = "p25",
        ["Median"] = "median",
        ["P75"] = "p75",
        ["P90"] = "p90",
    };

    /// <summary>Rows of the CSV, each a text by column.</summary>
    public static IEnumerable<ReadFigure> OfRecords(IEnumerable<IReadOnlyDictionary<string, string>> records) => records.Select(record => new ReadFigure(
        record["table"], record["row"], record["measure"], record["stage"], record["edition"], record["cohort"], record["unit"], record["members"], record["organisations"], record["statistic"],
        record["value"] == "[band]" ? record["band"] : ReadFigure.Number(record["value"]), ReadFigure.Number(record["lower"]), ReadFigure.Number(record["upper"]), record["citation"]));

    /// <summary>CSV as it stands.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Records(byte[] csv)
    {
        CsvRecord[] records = [.. CsvRecords.Of(csv)];
        Assert.DoesNotContain(records, record => record.BadQuotes || record.Fields.Count != records[0].Fields.Count);
        return records.Skip(1).Select(record => records[0].Fields.Zip(record.Fields).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>Sheets of a workbook as CSV, the tables in order.</summary>
    /// <param name="sheets">The content of each sheet named Table_1, Table_2 and so on.</param>
    public static IEnumerable<ReadFigure> OfSheets(IEnumerable<byte[]> sheets)
    {
        foreach ((int index, byte[] sheet) in sheets.Index())
        {
            CsvRecord[] rows = [.. CsvRecords.Of(sheet).SkipWhile(record => record.Fields[0] != "Measure")];
            Dictionary<string, int> at = rows[0].Fields.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
            foreach ((int number, CsvRecord row) in rows.Skip(1).Index())
            {
                string Field(string title) => ReadFigure.Number(row.Fields[at[title]], "G15");
                foreach ((string title, string statistic) in StatisticOf)
                {
                    yield return new($"{index + 1}", $"{number + 1}", Field("Measure"), Field("Stage"), Field("Edition"), Field("Cohort"), Field("Unit"), Field("Members"), Field("Organisations"),
                        statistic, Field(title), statistic == "ratio" ? Field("Ratio, lower") : "", statistic == "ratio" ? Field("Ratio, upper") : "", Field("Citation"));
                }
            }
        }
    }

    /// <summary>The JSON.</summary>
    public static IEnumerable<ReadFigure> OfJson(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonElement table in document.RootElement.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("tables").EnumerateArray()))
        {
            foreach (JsonElement row in table.GetProperty("rows").EnumerateArray())
            {
                string Text(string name) => row.GetProperty(name).ToString();
                foreach (JsonElement figure in row.GetProperty("figures").EnumerateArray())
                {
                    string mark = figure.TryGetProperty("marker", out JsonElement marker) ? marker.GetString()! : "[z]";
                    string value = figure.GetProperty("value") is { ValueKind: JsonValueKind.Number } number ? ReadFigure.Number(number.GetRawText())
                        : figure.TryGetProperty("band", out JsonElement band) ? band.GetProperty("text").GetString()! : mark;
                    string End(string name) => figure.TryGetProperty("interval", out JsonElement interval) ? ReadFigure.Number(interval.GetProperty(name).GetRawText()) : mark;
                    yield return new(table.GetProperty("number").ToString(), Text("row"), Text("measure"), Text("stage"), Text("edition"), Text("cohort"), Text("unit"),
                        Text("members") is { Length: > 0 } members ? members : "[x]", Text("organisations") is { Length: > 0 } organisations ? organisations : Text("marker"),
                        figure.GetProperty("statistic").GetString()!, value, End("lower"), End("upper"), Text("citation"));
                }
            }
        }
    }

    /// <summary>An array of objects of texts, as sqlite3 and our scripts print them.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> RecordsOfJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(record => record.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString()))];
    }
}
