using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Grains.Serialisation;

[GenerateSerializer]
internal readonly record struct FigureSurrogate(
    [property: Id(0)] double? Value, [property: Id(1)] string? Text, [property: Id(2)] double? Lower, [property: Id(3)] double? Upper, [property: Id(4)] Marker? Marker,
    [property: Id(5)] double? BandLower, [property: Id(6)] double? BandUpper);

[RegisterConverter]
internal sealed class FigureConverter : IConverter<Figure, FigureSurrogate>
{
    public Figure ConvertFromSurrogate(in FigureSurrogate surrogate) =>
        new(surrogate.Value, surrogate.Text, Between(surrogate.Lower, surrogate.Upper), surrogate.Marker, Between(surrogate.BandLower, surrogate.BandUpper));

    public FigureSurrogate ConvertToSurrogate(in Figure value) =>
        new(value.Value, value.Text, value.Interval?.Lower, value.Interval?.Upper, value.Marker, value.Band?.Lower, value.Band?.Upper);

    private static Interval? Between(double? from, double? to) => from is { } lower && to is { } upper ? new Interval(lower, upper) : null;
}

[GenerateSerializer]
internal readonly record struct NearestSurrogate([property: Id(0)] string Cohort, [property: Id(1)] ImmutableArray<string> DroppedDimensions);

[GenerateSerializer]
internal readonly record struct QuantileSurrogate([property: Id(0)] double Probability, [property: Id(1)] Figure Figure);

[GenerateSerializer]
internal readonly record struct CellSurrogate(
    [property: Id(0)] string Cohort,
    [property: Id(1)] int? MemberCount,
    [property: Id(2)] int? N,
    [property: Id(3)] Figure Mean,
    [property: Id(4)] Figure Ratio,
    [property: Id(5)] ImmutableArray<QuantileSurrogate> Quantiles,
    [property: Id(6)] WithheldReason? Reason,
    [property: Id(7)] ImmutableArray<NearestSurrogate> Nearest);

[RegisterConverter]
internal sealed class CellConverter : IConverter<Cell, CellSurrogate>
{
    public Cell ConvertFromSurrogate(in CellSurrogate surrogate) =>
        new(Cohort.Parse(surrogate.Cohort).Value, surrogate.MemberCount, surrogate.N, surrogate.Mean, surrogate.Ratio,
            [.. surrogate.Quantiles.Select(quantile => new QuantileFigure(quantile.Probability, quantile.Figure))], surrogate.Reason,
            [.. surrogate.Nearest.Select(nearest => new NearestCohort(Cohort.Parse(nearest.Cohort).Value, nearest.DroppedDimensions))]);

    public CellSurrogate ConvertToSurrogate(in Cell value) =>
        new(value.Cohort.Text, value.MemberCount, value.N, value.Mean, value.Ratio,
            [.. value.Quantiles.Select(quantile => new QuantileSurrogate(quantile.Probability, quantile.Figure))], value.Reason,
            [.. value.NearestPublished.Select(nearest => new NearestSurrogate(nearest.Cohort.Text, nearest.DroppedDimensions))]);
}

[GenerateSerializer]
internal readonly record struct TableSurrogate([property: Id(0)] Measure Measure, [property: Id(1)] Stage Stage, [property: Id(2)] ImmutableArray<Cell> Cells);

[RegisterConverter]
internal sealed class TableConverter : IConverter<Table, TableSurrogate>
{
    public Table ConvertFromSurrogate(in TableSurrogate surrogate) => new(surrogate.Measure, surrogate.Stage, surrogate.Cells);

    public TableSurrogate ConvertToSurrogate(in Table value) => new(value.Measure, value.Stage, value.Cells);
}
