using System.Diagnostics;
using Grpc.Core;

namespace Benchmarking.Performance.Soak;

/// <summary>
/// A server under a mix of calls for long: finds the most it answers, then runs at 70 % of that, with a cut each minute, and says for each interval
/// how fast the answers were and what memory the server held, and at the end whether memory was flat. All on 127.0.0.1.
/// </summary>
internal static class SoakRun
{
    private const int Callers = 32;
    private const double Share = 0.7;
    private static readonly TimeSpan PeakTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenCuts = TimeSpan.FromMinutes(1);

    /// <summary>Runs it.</summary>
    /// <param name="duration">How long at 70 %.</param>
    /// <param name="settings">Further settings of the server, such as those of PostgreSQL.</param>
    /// <returns>Whether memory was flat and no call failed.</returns>
    public static async Task<bool> RunAsync(TimeSpan duration, string[] settings)
    {
        await using ServerProcess server = await ServerProcess.StartAsync(settings);
        using SoakSector sector = await SoakSector.FillAsync(server.Address, server.StewardKey);
        await SoakLoad.RunAsync(Callers, PeakTime, null, sector.CallAsync);
        LoadResult peak = await SoakLoad.RunAsync(Callers, PeakTime, null, sector.CallAsync);
        Console.WriteLine($"peak {peak.PerSecond,8:N0} calls/s, p50 {peak.Median,6:0.0} ms, p99 {peak.Slowest,6:0.0} ms, {Callers} callers; of ten 7 compare, 2 benchmark, 1 submit");
        return await HoldAsync(server, sector, peak.PerSecond * Share, duration);
    }

    private static async Task<bool> HoldAsync(ServerProcess server, SoakSector sector, double pace, TimeSpan duration)
    {
        Console.WriteLine($"pace {pace,8:N0} calls/s for {duration.TotalMinutes:0.#} minutes, a cut each minute; heap after a full collection");
        using CancellationTokenSource end = new();
        Task<(int, int)> cuts = CutAsync(sector, end.Token);
        List<(double, double)> heap = [], workingSet = [];
        int failed = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;)
        {
            LoadResult load = await SoakLoad.RunAsync(Callers, Interval, pace, sector.CallAsync);
            ServerMemory memory = await server.MeasureAsync();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            heap.Add((elapsed.TotalHours, memory.Heap));
            workingSet.Add((elapsed.TotalHours, memory.WorkingSet));
            failed += load.Failed;
            Console.WriteLine($"{elapsed:mm\\:ss} {load.PerSecond,8:N0} calls/s, p50 {load.Median,6:0.0} ms, p99 {load.Slowest,6:0.0} ms, failed {load.Failed}; heap {memory.Heap,6:0.0} MB, working set {memory.WorkingSet,6:0} MB");
        }
        await end.CancelAsync();
        (int made, int refused) = await cuts;
        Console.WriteLine($"{made} cuts, {refused} failed");
        return Says("heap", heap) & Says("working set", workingSet) & failed + refused == 0;
    }

    private static async Task<(int Made, int Failed)> CutAsync(SoakSector sector, CancellationToken end)
    {
        using PeriodicTimer timer = new(BetweenCuts);
        (int made, int failed) = (0, 0);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
                (made, failed) = await IsCutAsync(sector) ? (made + 1, failed) : (made, failed + 1);
        }
        catch (OperationCanceledException)
        {
            // The soak has ended.
        }
        return (made, failed);
    }

    private static async Task<bool> IsCutAsync(SoakSector sector)
    {
        try
        {
            await sector.CutAsync();
            return true;
        }
        catch (RpcException exception)
        {
            Console.WriteLine($"a cut failed: {exception.Status}");
            return false;
        }
    }

    private static bool Says(string name, List<(double, double)> measurements)
    {
        if (Flatness.Of(measurements) is not { } flatness)
        {
            Console.WriteLine($"{name}: too few measurements to say whether it was flat; soak for longer");
            return false;
        }
        Console.WriteLine($"{name}: {(flatness.IsFlat ? "flat" : "NOT FLAT")}: {flatness.PerHour:+0.0;-0.0;0} MB an hour after the first third, {100 * flatness.Growth:+0.0;-0.0;0} % in all; at most {100 * Flatness.Most:0} % is flat");
        return flatness.IsFlat;
    }
}
