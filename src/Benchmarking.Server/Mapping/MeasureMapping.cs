using System.Globalization;
using Benchmarking.Measures;

namespace Benchmarking.Server.Mapping;

/// <summary>Measures to and from the wire. The enumerations have the same numbers on both sides, which a test keeps true.</summary>
internal static class MeasureMapping
{
    public static V1.Stage ToWire(this Stage stage) => (V1.Stage)stage;

    public static MeasureDefinition ToDefinition(this V1.MeasureDefinition? definition, long line) =>
        definition is null
            ? new("", "", "", "", "", "", "", "", "", "", Guidance.Empty, line)
            : new(definition.Id, definition.DisplayName, definition.Unit, definition.Direction, definition.Kind, definition.Stages, definition.Per,
                definition.Decimals, definition.Numerator, definition.Denominator, ToGuidance(definition.Guidance), line)
            {
                Parts = definition.HasParts ? definition.Parts : null,
                NumeratorOf = definition.HasNumeratorOf ? definition.NumeratorOf : null,
                CountsCases = definition.CountsCases,
            };

    public static V1.Measure ToWire(this Measure measure)
    {
        V1.Measure wire = new()
        {
            Name = measure.Id.Name,
            DisplayName = measure.Name,
            Unit = measure.Unit,
            Kind = (V1.MeasureKind)measure.Kind,
            Direction = (V1.Direction)measure.Direction,
            Per = measure.Per.ToString(CultureInfo.InvariantCulture),
            Decimals = measure.Decimals,
            Numerator = measure.Numerator,
            Denominator = measure.Denominator,
            Revision = measure.Revision,
            NumeratorOf = measure.NumeratorOf?.Name ?? "",
            CountsCases = measure.CountsCases,
            Guidance = new()
            {
                Counts = measure.Guidance.Counts,
                DoesNotCount = measure.Guidance.DoesNotCount,
                Evidence = measure.Guidance.Evidence,
                Example = measure.Guidance.Example,
                Mistakes = measure.Guidance.Mistakes,
            },
        };
        wire.Stages.AddRange(measure.Stages.Select(ToWire));
        wire.AlsoPer.AddRange(measure.AlsoPer);
        wire.Parts.AddRange(measure.Parts.Select(part => part.Name));
        return wire;
    }

    private static Guidance ToGuidance(V1.Guidance? guidance) => guidance is null
        ? Guidance.Empty
        : new(guidance.Counts, guidance.DoesNotCount, guidance.Evidence, guidance.Example, guidance.Mistakes);
}
