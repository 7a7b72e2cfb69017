using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Grains.Serialisation;

[GenerateSerializer]
internal readonly record struct ShownCellSurrogate(
    [property: Id(0)] string Cohort, [property: Id(1)] ImmutableArray<int> Entries, [property: Id(2)] CellStatus Status, [property: Id(3)] decimal BandPoints,
    [property: Id(4)] int Tail = 0, [property: Id(5)] decimal Per = 0);

[RegisterConverter]
internal sealed class ShownCellConverter : IConverter<ShownCell, ShownCellSurrogate>
{
    public ShownCell ConvertFromSurrogate(in ShownCellSurrogate surrogate) => new(surrogate.Cohort, surrogate.Entries, surrogate.Status, surrogate.BandPoints, surrogate.Tail, surrogate.Per);

    public ShownCellSurrogate ConvertToSurrogate(in ShownCell value) => new(value.Cohort, value.Entries, value.Status, value.BandPoints, value.Tail, value.Per);
}

[GenerateSerializer]
internal readonly record struct VintageSurrogate(
    [property: Id(0)] ImmutableArray<ColumnEntry> Entries, [property: Id(1)] ImmutableArray<ShownCell> Shown, [property: Id(7)] ImmutableArray<int> Atoms = default);

[RegisterConverter]
internal sealed class VintageConverter : IConverter<Vintage, VintageSurrogate>
{
    public Vintage ConvertFromSurrogate(in VintageSurrogate surrogate) => new(surrogate.Entries, surrogate.Shown) { Atoms = surrogate.Atoms.IsDefault ? [] : surrogate.Atoms };

    public VintageSurrogate ConvertToSurrogate(in Vintage value) => new(value.Entries, value.Shown, value.Atoms);
}

[GenerateSerializer]
internal readonly record struct MeasureLinksSurrogate(
    [property: Id(0)] string Measure, [property: Id(1)] ImmutableArray<string> Parts, [property: Id(2)] string? NumeratorOf);

[RegisterConverter]
internal sealed class MeasureLinksConverter : IConverter<MeasureLinks, MeasureLinksSurrogate>
{
    public MeasureLinks ConvertFromSurrogate(in MeasureLinksSurrogate surrogate) =>
        new(new(surrogate.Measure), [.. surrogate.Parts.Select(part => new MeasureId(part))], surrogate.NumeratorOf is { } ratio ? new(ratio) : null);

    public MeasureLinksSurrogate ConvertToSurrogate(in MeasureLinks value) => new(value.Measure.Value, [.. value.Parts.Select(part => part.Value)], value.NumeratorOf?.Value);
}

[GenerateSerializer]
internal readonly record struct TableAuditSurrogate(
    [property: Id(0)] int Contributors,
    [property: Id(1)] int Safe,
    [property: Id(2)] int Published,
    [property: Id(3)] int Coded,
    [property: Id(4)] int Carried,
    [property: Id(5)] int Withheld,
    [property: Id(6)] int FailedThreshold,
    [property: Id(7)] int FailedShare,
    [property: Id(8)] int FailedPrecision,
    [property: Id(9)] int FailedDifference,
    [property: Id(10)] int YieldedToResidual,
    [property: Id(11)] int YieldedToAttacker,
    [property: Id(12)] int Programmes,
    [property: Id(13)] bool IsSafe,
    [property: Id(14)] string? TightestCohort,
    [property: Id(15)] double? TightestInterval,
    [property: Id(16)] double Cost,
    [property: Id(17)] double? OptimalCost,
    [property: Id(18)] int SafeTold,
    [property: Id(19)] int SafePublished);

[RegisterConverter]
internal sealed class TableAuditConverter : IConverter<TableAudit, TableAuditSurrogate>
{
    public TableAudit ConvertFromSurrogate(in TableAuditSurrogate surrogate) => new(
        surrogate.Contributors, surrogate.Safe, surrogate.Published, surrogate.Coded, surrogate.Carried, surrogate.Withheld,
        surrogate.FailedThreshold, surrogate.FailedShare, surrogate.FailedPrecision, surrogate.FailedDifference, surrogate.YieldedToResidual,
        surrogate.YieldedToAttacker, surrogate.Programmes, surrogate.IsSafe, surrogate.TightestCohort, surrogate.TightestInterval, surrogate.Cost, surrogate.OptimalCost,
        surrogate.SafeTold, surrogate.SafePublished);

    public TableAuditSurrogate ConvertToSurrogate(in TableAudit value) => new(
        value.Contributors, value.Safe, value.Published, value.Coded, value.Carried, value.Withheld,
        value.FailedThreshold, value.FailedShare, value.FailedPrecision, value.FailedDifference, value.YieldedToResidual,
        value.YieldedToAttacker, value.Programmes, value.IsSafe, value.TightestCohort, value.TightestInterval, value.Cost, value.OptimalCost,
        value.SafeTold, value.SafePublished);
}
