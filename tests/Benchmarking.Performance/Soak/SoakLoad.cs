using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;

namespace Benchmarking.Performance.Soak;

/// <summary>What came of some time of calls.</summary>
/// <param name="PerSecond">Calls answered, a second.</param>
/// <param name="Median">Half were faster; ms.</param>
/// <param name="Slowest">99 in a hundred were faster; ms.</param>
/// <param name="Failed">Calls that failed.</param>
internal sealed record LoadResult(double PerSecond, double Median, double Slowest, int Failed);

/// <summary>Makes calls for some time: as fast as they are answered, or at a pace.</summary>
internal static class SoakLoad
{
    /// <summary>Runs callers side by side.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="perSecond">Calls a second of all together; null for as many as there can be.</param>
    /// <param name="call">Makes one.</param>
    /// <remarks>At a pace a call's time counts from when it was due, so that a server that stands still is not let off (coordinated omission).</remarks>
    public static async Task<LoadResult> RunAsync(int callers, TimeSpan duration, double? perSecond, Func<Random, Task> call)
    {
        ConcurrentBag<List<double>> latencies = [];
        int failed = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            Random random = new();
            List<double> own = [];
            TimeSpan interval = perSecond is { } pace ? TimeSpan.FromSeconds(callers / pace) : TimeSpan.Zero;
            TimeSpan due = interval * random.NextDouble();
            for (; Stopwatch.GetElapsedTime(start) < duration; due += interval)
            {
                if (interval > TimeSpan.Zero && due - Stopwatch.GetElapsedTime(start) is var early && early > TimeSpan.Zero)
                    await Task.Delay(early);
                TimeSpan from = interval > TimeSpan.Zero ? due : Stopwatch.GetElapsedTime(start);
                try
                {
                    await call(random);
                    own.Add((Stopwatch.GetElapsedTime(start) - from).TotalMilliseconds);
                }
                catch (RpcException exception)
                {
                    if (Interlocked.Increment(ref failed) == 1)
                        Console.WriteLine($"the first failure: {exception.Status}");
                }
            }
            latencies.Add(own);
        })));
        double[] all = [.. latencies.SelectMany(own => own).Order()];
        return new(all.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, At(all, 0.5), At(all, 0.99), failed);
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];
}
