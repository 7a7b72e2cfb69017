namespace Benchmarking.Grains.Keys;

/// <summary>What the holder of a key may do.</summary>
public enum Role
{
    /// <summary>Reads and writes one organisation's profile and returns; compares.</summary>
    Contributor = 1,
    /// <summary>The same without writing.</summary>
    Viewer = 2,
    /// <summary>Publishes for an umbrella body: reads editions, makes and publishes its releases.</summary>
    Publisher = 3,
    /// <summary>Reads editions.</summary>
    Analyst = 4,
    /// <summary>Measures, periods, cuts, organisations, keys; never a raw figure.</summary>
    Steward = 5,
}
