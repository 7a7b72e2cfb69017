using System.Collections.Concurrent;
using System.Diagnostics;
using Benchmarking.Disclosure;

namespace Benchmarking.Performance;

/// <summary>Where the time goes: what the steps of disclosure control take while this is there, over all threads.</summary>
internal sealed class StepTimes : IDisposable
{
    private readonly ConcurrentDictionary<string, TimeSpan> _times = new();
    private readonly ActivityListener _listener;

    public StepTimes()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == DisclosureTrace.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStopped = step => _times.AddOrUpdate(step.OperationName, step.Duration, (_, before) => before + step.Duration),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>One line for all steps; those of the attacker within repair and clean-up are in brackets.</summary>
    public string ToText()
    {
        string Seconds(string step) => $"{step} {_times.GetValueOrDefault(step).TotalSeconds:0.00} s";
        return $"work: {Seconds("problem")}, {Seconds("repair")}, {Seconds("clean-up")} (of both: {Seconds("stating programmes")}, {Seconds("solver")}), {Seconds("statistics")}";
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
