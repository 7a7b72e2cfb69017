using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Editions;

/// <summary>A period of a trend.</summary>
/// <param name="Edition">The edition read: the period's latest that is given.</param>
/// <param name="Measure">The measure as it was at the cut.</param>
/// <param name="Cell">The cohort's cell.</param>
/// <param name="Own">The member's own figure; null when none was asked for, or returned.</param>
public sealed record TrendPoint(Edition Edition, Measure Measure, Cell Cell, double? Own)
{
    /// <summary>The cohort's figure: the percentage of organisations that said yes, or the median.</summary>
    public SectorFigure Figure { get; } = SectorFigure.Of(Cell, Measure.Kind);
}

/// <summary>
/// A measure across periods: a cohort's published figures, and a member's own beside them. The tests take what the latest definition measures: periods
/// before its last change are shown, and not tested with those after it.
/// </summary>
public sealed record Trend
{
    /// <summary>Most periods of one trend.</summary>
    public const int MostPeriods = 40;

    private Trend(ImmutableArray<TrendPoint> points, TrendTest cohort, TrendTest own) => (Points, Cohort, Own) = (points, cohort, own);

    /// <summary>The periods that have an edition, oldest first.</summary>
    public ImmutableArray<TrendPoint> Points { get; }

    /// <summary>Whether the cohort's figure rises or falls.</summary>
    public TrendTest Cohort { get; }

    /// <summary>Whether the member's own does.</summary>
    public TrendTest Own { get; }

    /// <summary>The period from which on the measure is defined as in the last one; null when it is so in all of them.</summary>
    public TrendPoint? Break => FirstAlike(Points) is var first and > 0 ? Points[first] : null;

    /// <summary>The trend of periods of one kind, oldest first.</summary>
    public static Trend Of(ImmutableArray<TrendPoint> points)
    {
        ImmutableArray<TrendPoint> alike = points[FirstAlike(points)..];
        return new(points, Test(alike, point => point.Figure.Figure.Value), Test(alike, point => point.Own));
    }

    private static TrendTest Test(ImmutableArray<TrendPoint> points, Func<TrendPoint, double?> figure) =>
        TrendTest.Of([.. points.Where(point => figure(point) is not null).Select(point => (point.Edition.Period.Season, (double)point.Edition.Period.Ordinal, figure(point)!.Value))]);

    // Guidance and names may change without a change of what is measured; what is counted, over what, and how it is written may not.
    private static int FirstAlike(ImmutableArray<TrendPoint> points)
    {
        int first = points.Length;
        while (first > 0 && (first == points.Length || points[first - 1].Measure.MeasuresTheSameAs(points[^1].Measure)))
            first--;
        return first;
    }
}
