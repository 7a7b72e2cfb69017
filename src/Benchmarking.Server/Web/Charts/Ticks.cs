namespace Benchmarking.Server.Web.Charts;

/// <summary>Round numbers along a scale.</summary>
internal static class Ticks
{
    private const int Wanted = 4;

    /// <summary>Round numbers, evenly apart, of which the first is at or below all values and the last at or above them: two to six.</summary>
    /// <param name="lowest">The lowest value, finite.</param>
    /// <param name="highest">The highest value, finite.</param>
    public static double[] Of(double lowest, double highest)
    {
        // Of one value alone, from nothing to its double.
        if (lowest == highest)
            (lowest, highest) = (Math.Min(0, 2 * lowest), Math.Max(lowest < 0 ? 0 : 1, 2 * highest));
        double step = Step((highest - lowest) / Wanted);
        double first = Math.Floor(lowest / step), last = Math.Ceiling(highest / step);
        // By multiplication, not by adding up: 0.3 is not to be 0.30000000000000004.
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(index => Math.Round((first + index) * step, 10))];
    }

    // The 1, 2, 5 or 10 times a power of ten that is next above.
    private static double Step(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return power * ((double[])[1, 2, 5, 10]).First(times => (times * power) >= least * (1 - 1e-9));
    }
}
