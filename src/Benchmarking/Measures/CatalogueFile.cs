using System.Globalization;
using System.Text.Json.Serialization;

namespace Benchmarking.Measures;

/// <summary>The shipped catalogue as its file has it. It passes the same checks as an import.</summary>
internal sealed record CatalogueFile(int Revision, CatalogueFileEntry[] Measures);

internal sealed record CatalogueFileEntry(
    string Id, string Name, string Unit, string Kind, string Direction, string[] Stages, decimal Per, int Decimals,
    string Numerator, string Denominator, string[] AlsoPer, Guidance Guidance, bool CountsCases = false)
{
    public Measure ToMeasure()
    {
        Outcome<Measure> outcome = new MeasureDefinition(Id, Name, Unit, Direction, Kind, string.Join(' ', Stages),
            Per.ToString(CultureInfo.InvariantCulture), Decimals.ToString(CultureInfo.InvariantCulture), Numerator, Denominator, Guidance)
        { CountsCases = CountsCases ? "yes" : "" }.Validate();
        return outcome.IsAccepted ? outcome.Value with { AlsoPer = [.. AlsoPer] } : throw new InvalidOperationException($"{Id}: {outcome.Problems[0].Message}");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CatalogueFile))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
