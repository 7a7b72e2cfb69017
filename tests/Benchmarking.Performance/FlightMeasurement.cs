using System.Diagnostics;
using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Flight;
using Apache.Arrow.Flight.Client;
using Apache.Arrow.Ipc;
using Benchmarking.Client;
using Benchmarking.Performance.Soak;
using Benchmarking.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Benchmarking.Performance;

/// <summary>
/// How fast a flight brings the rows of a query, beside the same rows as messages of QueryService, and beside the same batches written to a file of
/// this machine: over one connection to a server that is a process of its own.
/// </summary>
internal sealed class FlightMeasurement(GrpcChannel channel, BenchmarkingClient client, string key)
{
    private const int Warmings = 2;
    private const int Times = 7;

    private static readonly QueryRequest Query = new() { Editions = { $"periods/{FlightSector.Period}" }, GroupBy = { "region", "size_band_homes" }, PageSize = 100_000 };

    private readonly FlightClient _flights = new(channel);
    private readonly Metadata _headers = new() { { "authorization", $"Bearer {key}" } };

    /// <summary>Measures on a synthetic sector.</summary>
    public static async Task RunAsync()
    {
        await using ServerProcess server = await ServerProcess.StartAsync([]);
        using BenchmarkingClient client = new(server.Address, server.StewardKey);
        await FlightSector.FillAsync(client);
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address);
        await new FlightMeasurement(channel, client, server.StewardKey).MeasureAsync();
    }

    private async Task MeasureAsync()
    {
        List<RecordBatch> batches = [];
        await FlyAsync(batches.Add);
        long rows = batches.Sum(batch => batch.Length), bytes = await WriteAsync(batches);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows in {batches.Count} batches, {bytes / 1e6:0.0} MB; medians of {Times} runs after {Warmings}"));
        double flight = await TimeAsync(() => FlyAsync(batch => batch.Dispose())), query = await TimeAsync(QueryAsync), file = await TimeAsync(() => WriteAsync(batches));
        foreach ((string what, double seconds) in (ReadOnlySpan<(string, double)>)[("flight", flight), ("query", query), ("file", file)])
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-8}{seconds * 1000,10:0.0} ms{rows / seconds,14:N0} rows/s{bytes / seconds / 1e6,10:0.0} MB/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a flight has {query / flight:0.00} times the rows/s of the query, and {file / flight:0.000} times the MB/s of the file"));
    }

    private async Task<long> FlyAsync(Action<RecordBatch> take)
    {
        long rows = 0;
        FlightInfo info = await _flights.GetInfo(FlightDescriptor.CreateCommandDescriptor(Google.Protobuf.JsonFormatter.Default.Format(Query)), _headers);
        foreach (FlightEndpoint endpoint in info.Endpoints)
        {
            using FlightRecordBatchStreamingCall call = _flights.GetStream(endpoint.Ticket, _headers);
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                rows += call.ResponseStream.Current.Length;
                take(call.ResponseStream.Current);
            }
        }
        return rows;
    }

    private async Task<long> QueryAsync()
    {
        long rows = 0;
        await foreach (QueryResponse response in client.Queries.ReadAllAsync(new QueryRequest(Query)))
            rows += response.Rows.Count;
        return rows;
    }

    private static async Task<long> WriteAsync(List<RecordBatch> batches)
    {
        string path = Path.GetTempFileName();
        try
        {
            await using FileStream file = File.Create(path);
            using ArrowFileWriter writer = new(file, batches[0].Schema, leaveOpen: true);
            foreach (RecordBatch batch in batches)
                await writer.WriteRecordBatchAsync(batch);
            await writer.WriteEndAsync();
            return file.Length;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> work)
    {
        double[] seconds = new double[Times];
        for (int i = -Warmings; i < Times; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            await work();
            if (i >= 0)
                seconds[i] = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
        System.Array.Sort(seconds);
        return seconds[Times / 2];
    }
}
