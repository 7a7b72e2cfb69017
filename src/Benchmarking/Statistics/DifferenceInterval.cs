namespace Benchmarking.Statistics;

/// <summary>An estimate of one group, with the interval of that estimate.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">The interval's lower bound, at most the estimate.</param>
/// <param name="Upper">Its upper bound, at least the estimate.</param>
public readonly record struct Estimate(double Value, double Lower, double Upper);

/// <summary>
/// The interval of the difference of two independent groups' estimates, from the intervals of the two: each bound's distance from the
/// difference is the root of the sum of squares of the distances of the bounds it comes from.
/// </summary>
/// <remarks>
/// Of two shares with Wilson's intervals it is the hybrid score interval: R. G. Newcombe (1998), "Interval estimation for the difference
/// between independent proportions: comparison of eleven methods", Statistics in Medicine 17(8), 873–890, method 10,
/// doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I; R: <c>DescTools::BinomDiffCI(method = "score")</c>. Of other
/// estimates it is the method of variance estimates recovery: G. Y. Zou and A. Donner (2008), "Construction of confidence limits about effect
/// measures: a general approach", Statistics in Medicine 27(10), 1693–1702, doi:10.1002/sim.3095. Groups that share members have estimates that
/// go together; their interval is then wider than it need be, never narrower.
/// </remarks>
/// <param name="Lower">The lower bound of first less second, in the unit of the estimates.</param>
/// <param name="Upper">The upper bound.</param>
public readonly record struct DifferenceInterval(double Lower, double Upper)
{
    /// <summary>The interval of the first estimate less the second, at the confidence that both intervals have.</summary>
    /// <returns>The interval, which contains the difference of the estimates.</returns>
    /// <exception cref="ArgumentException">An estimate is not finite, or lies outside its interval.</exception>
    public static DifferenceInterval Of(Estimate first, Estimate second)
    {
        Require(first, nameof(first));
        Require(second, nameof(second));
        double difference = first.Value - second.Value;
        return new DifferenceInterval(
            difference - Root(first.Value - first.Lower, second.Upper - second.Value),
            difference + Root(first.Upper - first.Value, second.Value - second.Lower));
    }

    // Scaled, so that the squares of amounts near the limits of a double neither overflow nor vanish.
    private static double Root(double one, double other) => double.Hypot(one, other);

    private static void Require(Estimate estimate, string parameter)
    {
        if (!double.IsFinite(estimate.Lower) || !double.IsFinite(estimate.Upper) || !(estimate.Lower <= estimate.Value && estimate.Value <= estimate.Upper))
            throw new ArgumentException("An estimate is finite and lies within its interval.", parameter);
    }
}
