using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Grains.Serialisation;

[GenerateSerializer]
internal readonly record struct GuidanceSurrogate(
    [property: Id(0)] string Counts, [property: Id(1)] string DoesNotCount, [property: Id(2)] string Evidence, [property: Id(3)] string Example, [property: Id(4)] string Mistakes);

[GenerateSerializer]
internal readonly record struct MeasureSurrogate(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Unit,
    [property: Id(3)] MeasureKind Kind,
    [property: Id(4)] Direction Direction,
    [property: Id(5)] ImmutableArray<Stage> Stages,
    [property: Id(6)] decimal Per,
    [property: Id(7)] int Decimals,
    [property: Id(8)] string Numerator,
    [property: Id(9)] string Denominator,
    [property: Id(10)] ImmutableArray<string> AlsoPer,
    [property: Id(11)] GuidanceSurrogate Guidance,
    [property: Id(12)] int Revision,
    [property: Id(13)] ImmutableArray<string> Parts,
    [property: Id(14)] string? NumeratorOf,
    [property: Id(15)] bool CountsCases);

[RegisterConverter]
internal sealed class MeasureConverter : IConverter<Measure, MeasureSurrogate>
{
    public Measure ConvertFromSurrogate(in MeasureSurrogate surrogate) =>
        new(new(surrogate.Id), surrogate.Name, surrogate.Unit, surrogate.Kind, surrogate.Direction, surrogate.Stages, surrogate.Per, surrogate.Decimals,
            surrogate.Numerator, surrogate.Denominator, surrogate.AlsoPer,
            new(surrogate.Guidance.Counts, surrogate.Guidance.DoesNotCount, surrogate.Guidance.Evidence, surrogate.Guidance.Example, surrogate.Guidance.Mistakes),
            surrogate.Revision)
        {
            // Stored before measures had links: none.
            Parts = surrogate.Parts.IsDefault ? [] : [.. surrogate.Parts.Select(part => new MeasureId(part))],
            NumeratorOf = surrogate.NumeratorOf is { } ratio ? new(ratio) : null,
            CountsCases = surrogate.CountsCases,
        };

    public MeasureSurrogate ConvertToSurrogate(in Measure value) =>
        new(value.Id.Value, value.Name, value.Unit, value.Kind, value.Direction, value.Stages, value.Per, value.Decimals, value.Numerator, value.Denominator,
            value.AlsoPer,
            new(value.Guidance.Counts, value.Guidance.DoesNotCount, value.Guidance.Evidence, value.Guidance.Example, value.Guidance.Mistakes), value.Revision,
            [.. value.Parts.Select(part => part.Value)], value.NumeratorOf?.Value, value.CountsCases);
}

[GenerateSerializer]
internal readonly record struct CatalogueSurrogate([property: Id(0)] ImmutableArray<Measure> Measures);

[RegisterConverter]
internal sealed class CatalogueConverter : IConverter<Catalogue, CatalogueSurrogate>
{
    public Catalogue ConvertFromSurrogate(in CatalogueSurrogate surrogate) => new(surrogate.Measures);

    public CatalogueSurrogate ConvertToSurrogate(in Catalogue value) => new(value.Measures);
}
