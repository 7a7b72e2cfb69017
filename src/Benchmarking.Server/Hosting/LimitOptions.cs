namespace Benchmarking.Server.Hosting;

/// <summary>
/// Settings of how much one caller may ask, section <c>Benchmarking:Limits</c>. Each server counts for itself: where several share a
/// database a caller has up to as many times as much. A caller is a key, or the subject of a token; what comes without one is counted by
/// its address. 0 is no limit.
/// </summary>
public sealed class LimitOptions
{
    private const string Section = $"{BenchmarkingOptions.Section}:Limits";

    /// <summary>Calls of one caller that go on for ever, per second.</summary>
    public int CallsPerSecond { get; set; } = 500;

    /// <summary>Calls of one caller at a stretch, after a rest; at least <see cref="CallsPerSecond"/>.</summary>
    public int CallsInBurst { get; set; } = 5_000;

    /// <summary>Calls of one caller under way at once, other than streams; up to a thousand more wait for their turn.</summary>
    public int CallsAtOnce { get; set; } = 100;

    /// <summary>Streams of one caller under way at once: imports, watches, downloads and queries.</summary>
    public int StreamsAtOnce { get; set; } = 10;

    /// <summary>Lines that one caller may send for import in a day.</summary>
    public int ImportedLinesPerDay { get; set; } = 2_000_000;

    /// <summary>Calls from one address, per minute, with a key, token or certificate that does not hold.</summary>
    public int FailedAttemptsPerMinute { get; set; } = 300;

    /// <summary>Pages that one reader, or the address of readers who are not signed in, asks for, per second.</summary>
    public int PagesPerSecond { get; set; } = 20;

    /// <summary>The same at a stretch, after a rest; at least <see cref="PagesPerSecond"/>.</summary>
    public int PagesInBurst { get; set; } = 400;

    /// <summary>The same under way at once; up to 200 more wait for their turn.</summary>
    public int PagesAtOnce { get; set; } = 50;

    /// <summary>Times that signing in at the pages may fail from one address, per minute.</summary>
    public int FailedSignInsPerMinute { get; set; } = 30;

    /// <summary>Connections of one address at once; not counted behind a proxy, from which they all come.</summary>
    public int ConnectionsPerAddress { get; set; } = 200;

    /// <summary>Connections of all together at once.</summary>
    public int Connections { get; set; } = 5_000;

    /// <summary>Longest time for a call, in seconds, whatever deadline its caller set.</summary>
    public int LongestCallSeconds { get; set; } = 3_600;

    /// <summary>Longest time between two messages of a stream that a caller sends, in seconds.</summary>
    public int LongestSilenceSeconds { get; set; } = 60;

    /// <summary>Every problem of these settings, each with its remedy.</summary>
    internal IEnumerable<string> Validate()
    {
        (string Name, int Value)[] settings =
        [
            (nameof(CallsPerSecond), CallsPerSecond), (nameof(CallsInBurst), CallsInBurst), (nameof(CallsAtOnce), CallsAtOnce), (nameof(StreamsAtOnce), StreamsAtOnce),
            (nameof(ImportedLinesPerDay), ImportedLinesPerDay), (nameof(FailedAttemptsPerMinute), FailedAttemptsPerMinute),
            (nameof(PagesPerSecond), PagesPerSecond), (nameof(PagesInBurst), PagesInBurst), (nameof(PagesAtOnce), PagesAtOnce), (nameof(FailedSignInsPerMinute), FailedSignInsPerMinute),
            (nameof(ConnectionsPerAddress), ConnectionsPerAddress), (nameof(Connections), Connections),
            (nameof(LongestCallSeconds), LongestCallSeconds), (nameof(LongestSilenceSeconds), LongestSilenceSeconds),
        ];
        foreach ((string name, int value) in settings.Where(setting => setting.Value < 0))
            yield return $"{Section}:{name} is {value}. Write 0 for no limit, or the limit.";
        (string Burst, int InBurst, string Rate, int PerSecond)[] rates =
            [(nameof(CallsInBurst), CallsInBurst, nameof(CallsPerSecond), CallsPerSecond), (nameof(PagesInBurst), PagesInBurst, nameof(PagesPerSecond), PagesPerSecond)];
        foreach ((string burst, int inBurst, string rate, int perSecond) in rates.Where(rate => rate.PerSecond > 0 && rate.InBurst >= 0 && rate.InBurst < rate.PerSecond))
            yield return $"{Section}:{burst} is {inBurst}, below {rate}, which is {perSecond}. Write {perSecond} or more.";
    }
}
