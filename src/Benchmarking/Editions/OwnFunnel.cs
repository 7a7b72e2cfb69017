using Benchmarking.Measures;
using Benchmarking.Returns;
using Benchmarking.Statistics;

namespace Benchmarking.Editions;

/// <summary>
/// Whether a member's own figure is unusual in a cohort: a function of the cohort's published quartiles and of the member's own return, so it tells
/// nothing that these do not.
/// </summary>
/// <param name="Limits">The limits, for an organisation with as many cases as the member has.</param>
/// <param name="StandardError">What chance between its own cases comes to, in the figure's unit; 0 where the measure counts none.</param>
/// <param name="Place">Where its figure lies.</param>
public sealed record OwnFunnel(FunnelLimits Limits, double StandardError, FunnelPlace Place)
{
    /// <summary>The funnel; null for a yes/no measure, and where a quartile or the median is not told as a value.</summary>
    /// <param name="cell">The cohort's cell.</param>
    /// <param name="measure">The measure as it was at the cut.</param>
    /// <param name="own">The member's own figure on it.</param>
    public static OwnFunnel? Of(Cell cell, Measure measure, OwnFigure own)
    {
        if (measure.Kind == MeasureKind.YesNo || (cell.ValueAt(0.25), cell.ValueAt(0.5), cell.ValueAt(0.75)) is not ({ } lower, { } median, { } upper))
            return null;
        double error = measure.CountsCases ? FunnelLimits.OfCases(median, (double)own.Denominator) : 0;
        FunnelLimits limits = FunnelLimits.Of(lower, median, upper, error)
            .Clamped(0, measure.Kind == MeasureKind.Percentage ? 100 : double.PositiveInfinity);
        return new(limits, error, limits.PlaceOf(own.Value));
    }
}
