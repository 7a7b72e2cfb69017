using System.Diagnostics;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>A figure to look at, not to pass or fail by: it depends on the disk. Run it with <c>-explicit only</c>.</summary>
public sealed class SqliteThroughput
{
    [Theory(Explicit = true)]
    [InlineData(1, 1_000)]
    [InlineData(16, 1_000)]
    [InlineData(16, 20_000)]
    public async Task Durable_writes_per_second(int writers, int bytes)
    {
        const int Writes = 8_000;
        using var directory = new TemporaryDirectory();
        await using SqliteSilo silo = await SqliteSilo.Start(directory.Path);
        var latencies = new double[Writes];
        Cell[] cells = Enumerable.Range(0, writers).Select(_ => new Cell(silo.Storage, Cell.NewKey())).ToArray();
        foreach (Cell cell in cells)
        {
            cell.State.State = new Record { Bytes = new byte[bytes] };
            await cell.Write();
        }
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(cells.Select((cell, writer) => Task.Run(async () =>
        {
            for (int i = writer; i < Writes; i += writers)
            {
                long before = Stopwatch.GetTimestamp();
                await cell.Write();
                latencies[i] = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
            }
        })));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(latencies);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{writers} writers of {bytes} B: {Writes / seconds:N0}/s, "
            + $"median {latencies[Writes / 2]:N2} ms, 99 % {latencies[Writes * 99 / 100]:N2} ms");
    }
}
