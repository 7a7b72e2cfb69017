using Benchmarking.Cohorts;
using Benchmarking.Statistics;

namespace Benchmarking.Editions;

/// <summary>What a comparison of two cohorts comes to.</summary>
public enum Verdict
{
    /// <summary>The first is higher: the interval of the difference lies above 0.</summary>
    Higher = 1,
    /// <summary>The first is lower: the interval lies below 0.</summary>
    Lower = 2,
    /// <summary>0 is in the interval.</summary>
    NoClearDifference = 3,
    /// <summary>Too little is published to say.</summary>
    NotCompared = 4,
}

/// <summary>Why two cohorts were not compared.</summary>
public enum NotComparedReason
{
    /// <summary>A figure is withheld.</summary>
    Withheld = 1,
    /// <summary>Nobody in a cohort returned one.</summary>
    NoFigure = 2,
    /// <summary>A median of fewer than 20 organisations, or of which too little is told, has no interval.</summary>
    NoInterval = 3,
}

/// <summary>The first cohort's figure less the second's.</summary>
public sealed record SectorDifference
{
    private SectorDifference(SectorFigure first, SectorFigure second, Figure difference, Verdict verdict)
    {
        (First, Second, Difference, Verdict) = (first.Cell.Cohort, second.Cell.Cohort, difference, verdict);
        MayShareMembers = first.Cell.Cohort.MayShareMembersWith(second.Cell.Cohort);
    }

    /// <summary>The cohort of which <see cref="Verdict"/> speaks.</summary>
    public Cohort First { get; }

    /// <summary>The cohort it is compared with.</summary>
    public Cohort Second { get; }

    /// <summary>
    /// The difference, in the measure's unit (of percentages: in percentage points), with its 95 % interval (<see cref="DifferenceInterval"/>).
    /// Without a value when either figure is coded; the interval then holds for every value that the bands allow.
    /// </summary>
    public Figure Difference { get; }

    /// <summary>Of two published proportions, how many standard errors the difference is from 0 (<see cref="ProportionScore"/>).</summary>
    public double? Score { get; private init; }

    /// <summary>What it comes to.</summary>
    public Verdict Verdict { get; }

    /// <summary>Why they were not compared, if they were not.</summary>
    public NotComparedReason? Reason { get; private init; }

    /// <summary>Whether an organisation may be in both; the interval is then wider than it need be, never narrower.</summary>
    public bool MayShareMembers { get; }

    /// <summary>Compares two cohorts' figures of one table.</summary>
    internal static SectorDifference Of(SectorFigure first, SectorFigure second)
    {
        double? difference = first.Figure.Value - second.Figure.Value;
        if (Obstacle(first, second) is { } reason)
            return new(first, second, Untold(difference, first, second), Verdict.NotCompared) { Reason = reason };
        ((Estimate Least, Estimate Most) one, (Estimate Least, Estimate Most) other) = (first.Estimates!.Value, second.Estimates!.Value);
        // Both bounds rise with the first figure and fall with the second: the outermost are at the ends of the bands.
        Interval interval = new(DifferenceInterval.Of(one.Least, other.Most).Lower, DifferenceInterval.Of(one.Most, other.Least).Upper);
        Verdict verdict = interval.Lower > 0 ? Verdict.Higher : interval.Upper < 0 ? Verdict.Lower : Verdict.NoClearDifference;
        return new(first, second, Figure.Between(difference, interval), verdict) { Score = ScoreOf(first, second) };
    }

    private static double? ScoreOf(SectorFigure first, SectorFigure second) =>
        first is { Answers: { } one, Figure.Value: { } percent } && second is { Answers: { } other, Figure.Value: { } than }
            ? ProportionScore.Of(percent / 100, one, than / 100, other) : null;

    private static NotComparedReason? Obstacle(SectorFigure first, SectorFigure second)
    {
        SectorFigure[] both = [first, second];
        if (both.Any(figure => figure.Figure.Marker == Marker.Confidential))
            return NotComparedReason.Withheld;
        if (both.Any(figure => !figure.Cell.IsPublished))
            return NotComparedReason.NoFigure;
        return both.Any(figure => figure.Estimates is null) ? NotComparedReason.NoInterval : null;
    }

    private static Figure Untold(double? difference, SectorFigure first, SectorFigure second) => difference is { } value ? Figure.Of(value)
        : first.Figure.Marker == Marker.Confidential || second.Figure.Marker == Marker.Confidential ? Figure.Confidential : Figure.NotAvailable;
}
