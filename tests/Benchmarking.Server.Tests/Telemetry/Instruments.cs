using System.Diagnostics.Metrics;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Server.Tests.Telemetry;

/// <summary>What a server's own meter has, and what is measured while something is done.</summary>
internal static class Instruments
{
    /// <summary>The names of the instruments of a server's own meter.</summary>
    public static async Task<IReadOnlyCollection<string>> NamesAsync(TestServer server)
    {
        // Each is made with what it belongs to, which is made at the first call.
        await server.Steward.Periods.ListPeriodsAsync(new());
        server.Application.Services.GetRequiredService<EditionGateway>();
        HashSet<string> names = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, _) => { if (Belongs(instrument, server)) names.Add(instrument.Name); } };
        listener.Start();
        return names;
    }

    /// <summary>The measurements of a server's own meter while something is done, each as its name, its tags and its value.</summary>
    public static async Task<IReadOnlyCollection<string>> MeasureAsync(TestServer server, Func<Task> work)
    {
        List<string> measured = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, own) => { if (Belongs(instrument, server)) own.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        await work();
        listener.RecordObservableInstruments();
        lock (measured)
            return [.. measured];

        void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (measured)
                measured.Add(FormattableString.Invariant($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))} {value}"));
        }
    }

    // Other tests' servers have meters of the same name: a factory is a server's own.
    private static bool Belongs(Instrument instrument, TestServer server) =>
        instrument.Meter.Name == PlatformMeter.Name && instrument.Meter.Scope == server.Application.Services.GetRequiredService<IMeterFactory>();
}
