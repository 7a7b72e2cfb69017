using System.Text.Json.Nodes;
using Benchmarking.V1;

namespace Benchmarking.Cli.Output;

/// <summary>An organisation's own return as JSON.</summary>
internal static class ReturnJson
{
    public static JsonObject Of(Return own) => new()
    {
        ["return"] = own.Name,
        ["state"] = Words.Of(own.State),
        ["revision"] = own.Revision,
        ["etag"] = own.Etag,
        ["update_time"] = JsonText.Value(own.UpdateTime),
        ["lines"] = new JsonArray([.. own.Lines.Select(Of)]),
    };

    private static JsonObject Of(ReturnLine line) => new()
    {
        ["measure"] = ResourceName.Id(line.Measure),
        ["stage"] = Words.Of(line.Stage),
        ["numerator"] = JsonText.Value(DecimalText.Of(line.Numerator)),
        ["denominator"] = JsonText.Value(DecimalText.Of(line.Denominator)),
        ["contract"] = line.Contract,
        ["note"] = line.Note,
    };
}
