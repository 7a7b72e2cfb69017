namespace Benchmarking.Performance.Soak;

/// <summary>Whether memory stayed as it was, by the least-squares line through its measurements after the first third, in which caches fill.</summary>
/// <param name="PerHour">The line's slope, in MB an hour.</param>
/// <param name="Growth">What the line grows by from its first measurement to its last, as a share of the mean.</param>
internal sealed record Flatness(double PerHour, double Growth)
{
    /// <summary>Memory that grows by no more than this share of itself is flat.</summary>
    public const double Most = 0.05;

    private const int WarmUp = 3;
    private const int Least = 3;

    /// <summary>Whether it was flat.</summary>
    public bool IsFlat => Growth <= Most;

    /// <summary>Reads measurements; null when there are too few.</summary>
    /// <param name="measurements">Hours from the start, and MB.</param>
    public static Flatness? Of(IReadOnlyList<(double Hours, double Megabytes)> measurements)
    {
        (double Hours, double Megabytes)[] kept = [.. measurements.Skip(measurements.Count / WarmUp)];
        if (kept.Length < Least)
            return null;
        double meanHours = kept.Average(point => point.Hours), mean = kept.Average(point => point.Megabytes);
        double slope = kept.Sum(point => (point.Hours - meanHours) * (point.Megabytes - mean)) / kept.Sum(point => (point.Hours - meanHours) * (point.Hours - meanHours));
        return new(slope, slope * (kept[^1].Hours - kept[0].Hours) / mean);
    }
}
