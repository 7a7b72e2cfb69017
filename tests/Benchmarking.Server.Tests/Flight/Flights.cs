using Apache.Arrow;
using Apache.Arrow.Flight;
using Apache.Arrow.Flight.Client;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Queries;
using Benchmarking.V1;
using Google.Protobuf;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>What came of a flight.</summary>
public sealed record Flown(FlightInfo Info, Schema Schema, List<ArrowRow> Rows);

/// <summary>Flights by the library's own client.</summary>
public static class Flights
{
    /// <summary>A query with many rows, some of them withheld.</summary>
    public static QueryRequest Varied { get; } = new()
    {
        Editions = { "periods/2024", "periods/2025" },
        Stages = { Stage.Committed, Stage.Delivered, Stage.Unstaged },
        Filter = "region = north OR region = south OR region = west",
        GroupBy = { "sector", "region" },
    };

    /// <summary>A query of more rows than one batch takes: on every measure of the catalogue, most of which nobody returned.</summary>
    public static async Task<QueryRequest> LargeAsync(this QueryFixture fixture)
    {
        QueryRequest request = new(Varied) { Filter = "", GroupBy = { "size_band_homes" } };
        request.Measures.AddRange((await fixture.Analyst.Measures.ListMeasuresAsync(new() { PageSize = 100 })).Measures.Select(measure => measure.Name));
        return request;
    }

    /// <summary>A query as a command of JSON.</summary>
    public static FlightDescriptor Of(QueryRequest request) => FlightDescriptor.CreateCommandDescriptor(JsonFormatter.Default.Format(request));

    /// <summary>The client of a caller.</summary>
    public static FlightClient Client(this Api api) => new(api.Invoker);

    /// <summary>Asks for a flight, and reads its endpoints one after another.</summary>
    public static async Task<Flown> FlyAsync(this Api api, FlightDescriptor descriptor)
    {
        FlightInfo info = await api.Client().GetInfo(descriptor);
        List<ArrowRow> rows = [];
        Schema? schema = null;
        foreach (FlightEndpoint endpoint in info.Endpoints)
            schema = await api.ReadAsync(endpoint.Ticket, rows);
        return new(info, schema!, rows);
    }

    /// <summary>Reads the rows of a ticket, and gives the schema that came before them.</summary>
    public static async Task<Schema> ReadAsync(this Api api, FlightTicket ticket, List<ArrowRow> rows)
    {
        using FlightRecordBatchStreamingCall call = api.Client().GetStream(ticket);
        Schema schema = await call.ResponseStream.Schema;
        while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            using RecordBatch batch = call.ResponseStream.Current;
            rows.AddRange(ArrowRow.Of(batch));
        }
        return schema;
    }

    /// <summary>The refusal of a descriptor that must be refused.</summary>
    public static async Task<Refused> RefusedAsync(this Api api, FlightDescriptor descriptor)
    {
        Refused refused = await Refused.ByAsync(api.Client().GetInfo(descriptor));
        // Asked for the schema alone it is the same.
        Assert.Equal(refused.Message, (await Refused.ByAsync(api.Client().GetSchema(descriptor))).Message);
        return refused;
    }

    /// <summary>The refusal of a ticket that must be refused.</summary>
    public static Task<Refused> RefusedAsync(this Api api, ByteString ticket) => Refused.ByAsync(() => api.ReadAsync(new FlightTicket(ticket), []));

    /// <summary>The ticket of a query's first endpoint.</summary>
    public static async Task<ByteString> TicketAsync(this Api api, QueryRequest request) => (await api.Client().GetInfo(Of(request))).Endpoints[0].Ticket.Ticket;
}
