using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Statistics;

namespace Benchmarking.Queries;

/// <summary>
/// The figures of cohorts taken together that follow from what is published of each: anyone could work them out, so that they tell
/// nothing new. Means are as exact as those they follow from, which are rounded. Numbers of organisations add up, and so do means times numbers, and yeses. Quantiles do not, nor do ratios of numerators
/// over denominators, since denominators are not published.
/// </summary>
/// <remarks>
/// Only where nobody is in a control group: n counts a group once, so that neither n nor what is told of a mean would add up. And only from cells
/// of this very cut: a cell that waits for its revision is of an earlier one.
/// </remarks>
internal static class DerivedCell
{
    /// <summary>Most cohorts taken together.</summary>
    public const int MostParts = 400;

    /// <summary>The cell of cohorts together; null when nothing follows.</summary>
    /// <param name="merged">What they are called together.</param>
    /// <param name="around">The cohort of the edition that contains them, by which it is known whether control groups are among them.</param>
    /// <param name="parts">The cohorts; they share no member, and have one each.</param>
    /// <param name="table">The table.</param>
    /// <param name="nearest">For what does not follow.</param>
    public static Cell? Of(Cohort merged, CohortSize? around, ImmutableArray<CohortSize> parts, Table table, ImmutableArray<NearestCohort> nearest)
    {
        if (parts.IsEmpty || around is null || around.BodyCount != around.MemberCount)
            return null;
        ImmutableArray<Cell?> cells = [.. parts.Select(part => table.Find(part.Cohort))];
        if (cells.Any(cell => cell is not { N: > 0, Reason: null }))
            return null;
        int members = parts.Sum(part => part.MemberCount), n = cells.Sum(cell => cell!.N!.Value);
        Figure mean = table.Measure.Kind == MeasureKind.YesNo ? Proportion(cells!, n) : Mean(cells!, n, table.Measure);
        if (mean.Value is null)
            return null;
        Figure ratio = table.Measure.Kind is MeasureKind.YesNo or MeasureKind.Amount ? mean : Figure.Confidential;
        Figure quantile = table.Measure.Kind == MeasureKind.YesNo ? Figure.NotAvailable : Figure.Confidential;
        return new(merged, members, n, mean, ratio, Cell.EveryQuantile(quantile), WithheldReason.NotPublished, nearest);
    }

    private static Figure Mean(ImmutableArray<Cell> cells, int n, Measure measure)
    {
        CompensatedSum sum = new();
        foreach (Cell cell in cells)
        {
            if (cell.Mean.Value is not { } mean)
                return Figure.Confidential;
            sum.Add(mean * cell.N!.Value);
        }
        return Figure.Of(measure.Kind == MeasureKind.Amount ? sum.Value / n : Math.Round(sum.Value / n, measure.Decimals, MidpointRounding.AwayFromZero));
    }

    private static Figure Proportion(ImmutableArray<Cell> cells, int n)
    {
        long yes = 0;
        foreach (Cell cell in cells)
        {
            if (cell.Ratio.Value is not { } percent)
                return Figure.Confidential;
            yes += (long)Math.Round(percent * cell.N!.Value / 100);
        }
        WilsonInterval interval = WilsonInterval.Of(yes, n);
        return Figure.Of(100.0 * yes / n, new Interval(100 * interval.Lower, 100 * interval.Upper));
    }
}
