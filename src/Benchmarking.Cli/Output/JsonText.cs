using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Cli.Output;

/// <summary>JSON as programs like it: indented, in a stable order, numbers as numbers.</summary>
internal static class JsonText
{
    // The output is a file or a pipe, never a web page: "£" need not be written \u00A3.
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(JsonNode node) => node.ToJsonString(Layout);

    public static JsonNode? Value(object? value) => value switch
    {
        null => null,
        JsonNode node => node,
        string text => JsonValue.Create(text),
        bool yes => JsonValue.Create(yes),
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        Timestamp time => JsonValue.Create(CellText.TimeOf(time)),
        _ => throw new ArgumentException($"No JSON for {value.GetType()}.", nameof(value)),
    };

    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];
}
