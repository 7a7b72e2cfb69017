using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using Benchmarking.Statistics;

namespace Benchmarking.Editions;

/// <summary>Makes the figures of a cell that may be published, each under its own rule (design: "what a statistic needs").</summary>
internal static class PublishedCell
{
    /// <summary>Values on either side of a quantile that, if all equal, make it class disclosure.</summary>
    private const int RunReach = 2;

    /// <summary>The cell of a cohort whose contributions have passed disclosure control.</summary>
    public static Cell Of(Cohort cohort, int memberCount, ImmutableArray<ColumnEntry> entries, Measure measure, DisclosurePolicy policy)
    {
        int n = entries.Select(entry => entry.Owner).Distinct().Count();
        if (measure.Kind == MeasureKind.YesNo)
        {
            Figure proportion = Proportion(entries);
            return new(cohort, memberCount, n, proportion, proportion, Cell.EveryQuantile(Figure.NotAvailable), null, []);
        }
        double[] values = [.. entries.Select(entry => measure.Value(entry.Numerator, entry.Denominator))];
        Array.Sort(values);
        Figure mean = Figure.Of(Means.Mean(values));
        Figure ratio = measure.Kind == MeasureKind.Amount ? mean : Figure.Of(Ratio(entries, measure));
        ImmutableArray<QuantileFigure> quantiles = [.. Cell.Probabilities.Select(probability =>
            new QuantileFigure(probability, Quantile(values, n, probability, measure, policy)))];
        return new(cohort, memberCount, n, mean, ratio, quantiles, null, []);
    }

    // Summed in exact decimals: the same bits whatever the order.
    private static double Ratio(ImmutableArray<ColumnEntry> entries, Measure measure) =>
        (double)measure.Multiplier * (double)entries.Sum(entry => entry.Numerator) / (double)entries.Sum(entry => entry.Denominator);

    private static Figure Quantile(double[] sorted, int n, double probability, Measure measure, DisclosurePolicy policy)
    {
        // (1-α)n is taken as n - αn so that 0.9 × 50 leaves exactly 5 above it.
        double rank = Math.Round(probability * n, 9);
        bool isGuarded = policy.Defences.HasFlag(Defences.Quantile);
        if (isGuarded && (Math.Floor(rank) < policy.QuantileTail || Math.Floor(n - rank) < policy.QuantileTail))
            return Figure.NotAvailable;
        double value = Math.Round(HarrellDavis.Quantile(sorted, probability), measure.Decimals, MidpointRounding.AwayFromZero);
        bool isTelling = IsRun(sorted, Math.Round(probability * sorted.Length, 9))
            || QuantileRule.IsUnsafe(sorted, value, 0.5 * Math.Pow(10, -measure.Decimals), measure.Kind, policy);
        return isGuarded && isTelling ? CodedRun(value, measure, policy) : Figure.Of(value);
    }

    // Five equal values around the quantile would tell what each of a class of organisations returned.
    private static bool IsRun(double[] sorted, double rank)
    {
        int centre = Math.Clamp((int)Math.Ceiling(rank) - 1, RunReach, sorted.Length - 1 - RunReach);
        return sorted[centre - RunReach] == sorted[centre + RunReach];
    }

    private static Figure CodedRun(double value, Measure measure, DisclosurePolicy policy) => measure.Kind == MeasureKind.Percentage
        ? CodedCell.OfBand(CodedBand.Of(value, measure.Kind, policy.CodingBandPoints), measure)
        : Figure.Confidential;

    private static Figure Proportion(ImmutableArray<ColumnEntry> entries)
    {
        int yes = entries.Count(entry => entry.Numerator == 1);
        WilsonInterval interval = WilsonInterval.Of(yes, entries.Length);
        return Figure.Of(100.0 * yes / entries.Length, new Interval(100 * interval.Lower, 100 * interval.Upper));
    }
}
