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
    public static Cell Of(Cohort cohort, int memberCount, ImmutableArray<ColumnEntry> entries, Measure measure, DisclosurePolicy policy) =>
        Of(cohort, memberCount, entries, measure, policy, mean => Rounded(mean, measure));

    /// <summary>The same with a mean that is not rounded: for bands.</summary>
    public static Cell Exact(Cohort cohort, int memberCount, ImmutableArray<ColumnEntry> entries, Measure measure, DisclosurePolicy policy) =>
        Of(cohort, memberCount, entries, measure, policy, mean => mean);

    private static Cell Of(Cohort cohort, int memberCount, ImmutableArray<ColumnEntry> entries, Measure measure, DisclosurePolicy policy, Func<double, double> told)
    {
        if (measure.Kind == MeasureKind.YesNo)
        {
            Figure proportion = Proportion(entries);
            return new(cohort, memberCount, OrderedFigures.BodiesOf(entries), proportion, proportion, Cell.EveryQuantile(Figure.NotAvailable), null, []);
        }
        OrderedFigures figures = new(entries, measure.Kind, measure.Multiplier);
        double mean = Means.Mean(figures.Values);
        Figure ratio = Figure.Of(measure.Kind == MeasureKind.Amount ? mean : CellFigures.Ratio(entries, measure.Multiplier));
        double[] exact = [.. Cell.Probabilities.Select(probability => HarrellDavis.Quantile(figures.Values, probability))];
        ImmutableArray<QuantileFigure> quantiles = [.. Cell.Probabilities.Select((probability, index) =>
            new QuantileFigure(probability, Quantile(figures, (probability, exact[index]), (Cell.Probabilities[Inner(index)], exact[Inner(index)]), measure, policy)))];
        return new(cohort, memberCount, figures.Bodies, Figure.Of(told(mean)), ratio, quantiles, null, []);
    }

    // Of counts over denominators that are known, all digits of a mean tell every single count, since only one set of them has those digits. Of amounts it
    // tells their sum, which is what the attacker is taken to know.
    private static double Rounded(double mean, Measure measure) => measure.Kind == MeasureKind.Amount ? mean : Math.Round(mean, measure.Decimals, MidpointRounding.AwayFromZero);

    private static Figure Quantile(
        OrderedFigures figures, (double Probability, double Value) exact, (double Probability, double Value) inner, Measure measure, DisclosurePolicy policy)
    {
        // (1-α)n is taken as n - αn so that 0.9 × 50 leaves exactly 5 above it.
        double rank = Math.Round(exact.Probability * figures.Bodies, 9);
        bool isGuarded = policy.Defences.HasFlag(Defences.Quantile);
        if (isGuarded && (Math.Floor(rank) < policy.QuantileTail || Math.Floor(figures.Bodies - rank) < policy.QuantileTail))
            return Figure.NotAvailable;
        double value = Math.Round(exact.Value, measure.Decimals, MidpointRounding.AwayFromZero);
        return isGuarded && IsTelling(figures, exact, value, inner, measure, policy) ? CodedRun(value, measure, policy) : Figure.Of(value);
    }

    // Whether it would tell somebody's figure, alone or beside the others.
    private static bool IsTelling(OrderedFigures figures, (double Probability, double Value) exact, double value, (double Probability, double Value) inner,
        Measure measure, DisclosurePolicy policy)
    {
        double rank = Math.Round(exact.Probability * figures.Values.Length, 9);
        double rounding = 0.5 * Math.Pow(10, -measure.Decimals);
        return IsRun(figures.Values, rank) || QuantileRule.HasFewBodies(figures, rank, policy)
            || (exact.Probability == 0.5 ? QuantileRule.IsUnsafe(figures, value, rounding, measure.Kind, policy)
                : QuantileRule.IsTight(figures, exact, inner, rounding, measure.Kind, policy));
    }

    // The next quantile on the side of the median, which stands in the middle; of the median itself.
    private static int Inner(int index) => index - Math.Sign(index - Cell.Probabilities.Length / 2);

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
