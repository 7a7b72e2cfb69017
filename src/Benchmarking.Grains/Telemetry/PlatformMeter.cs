using System.Diagnostics.Metrics;
using Benchmarking.Editions;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Telemetry;

/// <summary>
/// What the platform counts of its own work, in the meter <see cref="Name"/>. None of its members takes anything that could be a figure, a
/// key or a member's words: only kinds of things, how many of them, and how long they took.
/// </summary>
public sealed class PlatformMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Benchmarking";

    private readonly Meter _meter;
    private readonly Counter<long> _returns;
    private readonly Histogram<double> _cutDuration;
    private readonly UpDownCounter<int> _cutsUnderWay;
    private readonly Counter<long> _cells;
    private readonly Counter<long> _storeFaults;

    /// <summary>Creates the meter's instruments; the factory disposes of them.</summary>
    public PlatformMeter(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(Name);
        _returns = _meter.CreateCounter<long>("benchmarking.returns.acknowledged", "{write}", "Writes to returns that are durable, by kind: draft, submitted, withdrawn.");
        _cutDuration = _meter.CreateHistogram<double>("benchmarking.cut.duration", "s", "How long cuts took, by outcome: cut, refused, failed.");
        _cutsUnderWay = _meter.CreateUpDownCounter<int>("benchmarking.cuts.under_way", "{cut}", "Cuts that have begun and not ended.");
        _cells = _meter.CreateCounter<long>("benchmarking.cells", "{cell}", "Cells of editions that were cut: published or withheld.");
        _storeFaults = _meter.CreateCounter<long>("benchmarking.store.faults", "{fault}", "Times that the store did not do as asked, by operation: read, write, clear.");
    }

    /// <summary>A cut has begun.</summary>
    internal void CutBegan() => _cutsUnderWay.Add(1);

    /// <summary>A cut has ended.</summary>
    /// <param name="duration">How long it took.</param>
    /// <param name="outcome">Its edition, or that there was nothing to cut; null when it failed.</param>
    internal void CutEnded(TimeSpan duration, Outcome<Edition>? outcome)
    {
        _cutsUnderWay.Add(-1);
        _cutDuration.Record(duration.TotalSeconds, Tag("outcome", outcome is null ? "failed" : outcome.IsAccepted ? "cut" : "refused"));
        if (outcome is not { IsAccepted: true })
            return;
        _cells.Add(outcome.Value.PublishedCells, Tag("shown", "published"));
        _cells.Add(outcome.Value.WithheldCells, Tag("shown", "withheld"));
    }

    internal void ReturnAcknowledged(ReturnState kind) => _returns.Add(1, Tag("kind", kind.ToString().ToLowerInvariant()));

    internal void StoreFault(string operation) => _storeFaults.Add(1, Tag("operation", operation));

    internal void ObserveEditionCache(Func<long> cells) =>
        _meter.CreateObservableGauge("benchmarking.edition_cache.cells", cells, "{cell}", "Cells of editions that this server has in memory.");

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
