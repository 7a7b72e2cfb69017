using Benchmarking.Measures;
using Benchmarking.Statistics;

namespace Benchmarking.Editions;

/// <summary>Which of a cell's figures is compared.</summary>
public enum ComparedStatistic
{
    /// <summary>The percentage of organisations that said yes.</summary>
    Proportion = 1,
    /// <summary>The median of the organisations' figures.</summary>
    Median = 2,
}

/// <summary>A cohort's figure in a comparison of cohorts: read off its published cell, and nothing else.</summary>
/// <remarks>
/// The 95 % interval sees the organisations that answered as a sample of what such organisations are like, although they may be all there are: the
/// question between sectors is whether they differ by more than chance between organisations would explain, and two full counts always differ.
/// How far the figure may be from that of all members is <see cref="AmongMembers"/>, which has no width when all have answered.
/// </remarks>
public sealed record SectorFigure
{
    private SectorFigure(Cell cell, ComparedStatistic statistic, Figure figure, (Estimate Least, Estimate Most)? estimates)
    {
        (Cell, Statistic, Estimates) = (cell, statistic, estimates);
        Figure = figure.With(estimates is { } range ? new Interval(range.Least.Lower, range.Most.Upper) : null);
    }

    /// <summary>The cohort's cell.</summary>
    public Cell Cell { get; }

    /// <summary>Which of its figures this is.</summary>
    public ComparedStatistic Statistic { get; }

    /// <summary>
    /// The figure with its 95 % interval: Wilson's of a proportion, <see cref="MedianInterval"/> of a median. Of a coded figure the interval is the
    /// widest that the bands allow. Without an interval when there are fewer than 20 figures for a median, or too little is told.
    /// </summary>
    public Figure Figure { get; }

    /// <summary>
    /// For a published proportion, in which 95 % interval that of all members lies, given that n of them have answered; null for others, and for figures
    /// of an earlier edition, whose members may have been others.
    /// </summary>
    public Interval? AmongMembers { get; private init; }

    /// <summary>How many answers a published proportion rests on.</summary>
    internal long? Answers { get; private init; }

    /// <summary>The least and the most that the figure may be, each with its interval; the same two unless it is coded. Null without an interval.</summary>
    internal (Estimate Least, Estimate Most)? Estimates { get; }

    /// <summary>The figure of a cell.</summary>
    internal static SectorFigure Of(Cell cell, MeasureKind kind) => kind == MeasureKind.YesNo ? Proportion(cell) : Median(cell);

    private static SectorFigure Proportion(Cell cell)
    {
        if (cell.Ratio is { Value: { } percent, Interval: { } wilson })
        {
            double share = percent / 100;
            // With control groups there are more answers than n counts; the published interval tells how many.
            long answers = share is > 0 and < 1 ? new WilsonInterval(wilson.Lower / 100, wilson.Upper / 100).Trials(share) : cell.N ?? 1;
            Estimate estimate = new(percent, wilson.Lower, wilson.Upper);
            return new(cell, ComparedStatistic.Proportion, cell.Ratio, (estimate, estimate)) { Answers = answers, AmongMembers = Among(cell, share, answers) };
        }
        // The text holds for some numbers of yeses: their intervals together.
        return new(cell, ComparedStatistic.Proportion, cell.Ratio, cell is { Ratio.Band: { } band, N: { } n }
            ? (OfYeses(band.Lower, (long)Math.Floor(band.Lower * n / 100), n), OfYeses(band.Upper, (long)Math.Ceiling(band.Upper * n / 100), n))
            : null);
    }

    private static Estimate OfYeses(double percent, long yes, int n)
    {
        WilsonInterval interval = WilsonInterval.Of(Math.Min(yes, n), n);
        return new(percent, Math.Min(percent, 100 * interval.Lower), Math.Max(percent, 100 * interval.Upper));
    }

    private static Interval? Among(Cell cell, double share, long answers)
    {
        if (cell.MemberCount is not { } members || members < answers || cell.Reason is not null)
            return null;
        WilsonInterval interval = WilsonInterval.OfSample((long)Math.Round(share * answers), answers, members);
        return new Interval(100 * interval.Lower, 100 * interval.Upper);
    }

    private static SectorFigure Median(Cell cell)
    {
        Figure median = At(cell, 0.5);
        return new(cell, ComparedStatistic.Median, median, cell.N >= MedianInterval.FewestFigures ? Exact(cell, median) ?? Banded(cell, median) : null);
    }

    private static (Estimate, Estimate)? Exact(Cell cell, Figure median)
    {
        if (median.Value is not { } value || MedianInterval.Of(cell.N!.Value, cell.PublishedQuantiles) is not { } interval)
            return null;
        Estimate estimate = new(value, interval.Lower, interval.Upper);
        return (estimate, estimate);
    }

    // From 20 figures on the interval lies between the quartiles, and each of those in its band.
    private static (Estimate, Estimate)? Banded(Cell cell, Figure median)
    {
        if (Told(median) is not { } middle || Told(At(cell, 0.25)) is not { } lower || Told(At(cell, 0.75)) is not { } upper)
            return null;
        double from = Math.Min(lower.Lower, middle.Lower), to = Math.Max(upper.Upper, middle.Upper);
        return (new(middle.Lower, from, to), new(middle.Upper, from, to));
    }

    private static Figure At(Cell cell, double probability) => cell.Quantiles.First(quantile => quantile.Probability == probability).Figure;

    private static Interval? Told(Figure figure) => figure.Value is { } value ? new Interval(value, value) : figure.Band;
}
