using MathNet.Numerics.Distributions;

namespace Benchmarking.Statistics;

/// <summary>Where a figure lies among funnel limits.</summary>
public enum FunnelPlace
{
    /// <summary>Below the 99.8 % limits: one in a thousand would be, if nothing set it apart.</summary>
    FarBelow = 1,
    /// <summary>Below the 95 % limits, within the others.</summary>
    Below = 2,
    /// <summary>Within the 95 % limits: nothing unusual.</summary>
    Within = 3,
    /// <summary>Above the 95 % limits, within the others.</summary>
    Above = 4,
    /// <summary>Above the 99.8 % limits.</summary>
    FarAbove = 5,
}

/// <summary>
/// Control limits of a funnel with additive over-dispersion, from published quantiles alone: organisations differ from the target for reasons of their own
/// (variance τ²) and, where cases are counted, by the chance of those cases (variance s²); the limits are target ± z √(s² + τ²).
/// </summary>
/// <remarks>
/// Sources: D. J. Spiegelhalter (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine 24(8), 1185–1202,
/// doi:10.1002/sim.1970; the additive term: D. J. Spiegelhalter (2005), "Handling over-dispersion of performance indicators", Quality and Safety in
/// Health Care 14(5), 347–351, doi:10.1136/qshc.2005.013755. There the target and τ² come from every organisation's figure and size, which nobody is told
/// here. Instead the target is the published median, and τ the distance of a published quartile from it over 0.6745, a normal distribution's; below and
/// above for themselves, since figures near a bound lie crooked. A quartile's distance holds the others' chance too, so that of figures as a normal
/// distribution has them the limits are wider than Spiegelhalter's; a few that lie far off, which widen his, do not widen these (how much: tests/reference/statistics/README.md). A published standard deviation would tell more than quartiles
/// do, and how far the largest figure is away.
/// </remarks>
public readonly record struct FunnelLimits
{
    /// <summary>Below so many figures no quartile is published.</summary>
    public const int FewestFigures = 20;

    private static readonly double NormalQuartile = Normal.InvCDF(0, 1, 0.75);
    private static readonly double Of95 = Normal.InvCDF(0, 1, 0.975);
    private static readonly double Of998 = Normal.InvCDF(0, 1, 0.999);

    private FunnelLimits(double target, double below, double above) =>
        (Target, Lower95, Upper95, Lower998, Upper998) =
            (target, target - (Of95 * below), target + (Of95 * above), target - (Of998 * below), target + (Of998 * above));

    /// <summary>The target: the published median.</summary>
    public double Target { get; private init; }

    /// <summary>Lower 95 % limit.</summary>
    public double Lower95 { get; private init; }

    /// <summary>Upper 95 % limit.</summary>
    public double Upper95 { get; private init; }

    /// <summary>Lower 99.8 % limit.</summary>
    public double Lower998 { get; private init; }

    /// <summary>Upper 99.8 % limit.</summary>
    public double Upper998 { get; private init; }

    /// <summary>The limits for one organisation.</summary>
    /// <param name="lowerQuartile">The published lower quartile, at most the median.</param>
    /// <param name="median">The published median.</param>
    /// <param name="upperQuartile">The published upper quartile, at least the median.</param>
    /// <param name="standardError">s, what the chance of its own cases comes to if its figure is the target, in the unit of the quartiles; 0 where no cases are counted.</param>
    /// <exception cref="ArgumentException">A number is not finite, the quartiles are out of order, or the standard error is below 0.</exception>
    public static FunnelLimits Of(double lowerQuartile, double median, double upperQuartile, double standardError)
    {
        QuantileList.RequireIncreasing([(0.25, lowerQuartile), (0.5, median), (0.75, upperQuartile)], nameof(median));
        if (!double.IsFinite(standardError) || standardError < 0)
            throw new ArgumentException("A standard error is finite and not below 0.", nameof(standardError));
        return new FunnelLimits(median, double.Hypot(standardError, (median - lowerQuartile) / NormalQuartile), double.Hypot(standardError, (upperQuartile - median) / NormalQuartile));
    }

    /// <summary>The standard error of a percentage of cases: 100 √(π(1−π)∕n) at the target.</summary>
    /// <param name="target">100 π, from 0 to 100.</param>
    /// <param name="cases">n, how many cases there are, above 0.</param>
    /// <returns>Percentage points.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static double OfCases(double target, double cases)
    {
        if (target is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(target), target, "A percentage lies between 0 and 100.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cases);
        return Math.Sqrt(target * (100 - target) / cases);
    }

    /// <summary>The same limits, none beyond what a figure can be.</summary>
    /// <param name="least">The least that a figure can be, at most the target.</param>
    /// <param name="most">The most, at least the target.</param>
    public FunnelLimits Clamped(double least, double most) => this with
    {
        Lower95 = Math.Max(least, Lower95),
        Lower998 = Math.Max(least, Lower998),
        Upper95 = Math.Min(most, Upper95),
        Upper998 = Math.Min(most, Upper998),
    };

    /// <summary>Where a figure lies; on a limit is within it.</summary>
    public FunnelPlace PlaceOf(double figure) =>
        figure < Lower998 ? FunnelPlace.FarBelow
        : figure < Lower95 ? FunnelPlace.Below
        : figure > Upper998 ? FunnelPlace.FarAbove
        : figure > Upper95 ? FunnelPlace.Above
        : FunnelPlace.Within;
}
