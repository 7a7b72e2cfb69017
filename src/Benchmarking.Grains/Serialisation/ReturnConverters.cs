using Benchmarking.Disclosure;
using Benchmarking.Measures;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Serialisation;

[GenerateSerializer]
internal readonly record struct ReturnLineSurrogate(
    [property: Id(0)] string Measure, [property: Id(1)] Stage Stage, [property: Id(2)] decimal Numerator, [property: Id(3)] decimal Denominator,
    [property: Id(4)] string Contract, [property: Id(5)] string Note);

[RegisterConverter]
internal sealed class ReturnLineConverter : IConverter<ReturnLine, ReturnLineSurrogate>
{
    public ReturnLine ConvertFromSurrogate(in ReturnLineSurrogate surrogate) =>
        new(new(surrogate.Measure), surrogate.Stage, surrogate.Numerator, surrogate.Denominator, surrogate.Contract, surrogate.Note);

    public ReturnLineSurrogate ConvertToSurrogate(in ReturnLine value) =>
        new(value.Measure.Value, value.Stage, value.Numerator, value.Denominator, value.Contract, value.Note);
}

[GenerateSerializer]
internal readonly record struct ContributionSurrogate(
    [property: Id(0)] string Measure, [property: Id(1)] Stage Stage, [property: Id(2)] decimal Numerator, [property: Id(3)] decimal Denominator);

/// <summary>Contributions travel between silos at a cut, and nowhere else: they are never at rest in this form.</summary>
[RegisterConverter]
internal sealed class ContributionConverter : IConverter<Contribution, ContributionSurrogate>
{
    public Contribution ConvertFromSurrogate(in ContributionSurrogate surrogate) =>
        new(new(surrogate.Measure), surrogate.Stage, surrogate.Numerator, surrogate.Denominator);

    public ContributionSurrogate ConvertToSurrogate(in Contribution value) => new(value.Measure.Value, value.Stage, value.Numerator, value.Denominator);
}

[GenerateSerializer]
internal readonly record struct ColumnEntrySurrogate(
    [property: Id(0)] string Organisation, [property: Id(1)] decimal Numerator, [property: Id(2)] decimal Denominator, [property: Id(3)] string? ControlGroup);

[RegisterConverter]
internal sealed class ColumnEntryConverter : IConverter<ColumnEntry, ColumnEntrySurrogate>
{
    public ColumnEntry ConvertFromSurrogate(in ColumnEntrySurrogate surrogate) =>
        new(new(surrogate.Organisation), surrogate.Numerator, surrogate.Denominator, surrogate.ControlGroup);

    public ColumnEntrySurrogate ConvertToSurrogate(in ColumnEntry value) => new(value.Organisation.Value, value.Numerator, value.Denominator, value.ControlGroup);
}

[GenerateSerializer]
internal readonly record struct OwnFigureSurrogate([property: Id(0)] string Measure, [property: Id(1)] Stage Stage, [property: Id(2)] double Value, [property: Id(3)] decimal Denominator);

[RegisterConverter]
internal sealed class OwnFigureConverter : IConverter<OwnFigure, OwnFigureSurrogate>
{
    public OwnFigure ConvertFromSurrogate(in OwnFigureSurrogate surrogate) => new(new(surrogate.Measure), surrogate.Stage, surrogate.Value, surrogate.Denominator);

    public OwnFigureSurrogate ConvertToSurrogate(in OwnFigure value) => new(value.Measure.Value, value.Stage, value.Value, value.Denominator);
}
