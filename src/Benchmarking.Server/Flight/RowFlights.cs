using Apache.Arrow;
using Apache.Arrow.Flight;
using Apache.Arrow.Flight.Server;
using Benchmarking.Arrow;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Mapping;
using Benchmarking.Server.Services;
using Grpc.Core;

namespace Benchmarking.Server.Flight;

/// <summary>Arrow Flight: the rows of queries, and of whole editions, as columns.</summary>
internal sealed class RowFlights(QueryRows rows, Tickets tickets) : FlightServer
{
    /// <inheritdoc/>
    public override async Task<FlightInfo> GetFlightInfo(FlightDescriptor request, ServerCallContext context)
    {
        AskedRows asked = Descriptors.Read(request);
        QueryPage page = await FindAsync(asked);
        FlightEndpoint[] endpoints = [.. FirstRows(page.Plan.RowCount).Select(row => asked.Page(page.TokenOf(row), QueryRows.LargestPage))
            // Without a location: the very server that was asked.
            .Select(part => new FlightEndpoint(new FlightTicket(tickets.Issue(context.Caller(), part)), []))];
        return new(RowBatch.Schema, request, endpoints, page.Plan.RowCount, totalBytes: -1, ordered: true);
    }

    /// <inheritdoc/>
    public override async Task<Schema> GetSchema(FlightDescriptor request, ServerCallContext context)
    {
        // The same for all: but a query with a mistake is told of here too.
        await FindAsync(Descriptors.Read(request));
        return RowBatch.Schema;
    }

    /// <inheritdoc/>
    public override async Task DoGet(FlightTicket ticket, FlightServerRecordBatchStreamWriter responseStream, ServerCallContext context)
    {
        QueryPage page = await FindAsync(tickets.Read(context.Caller(), ticket.Ticket));
        // Also when there are no rows.
        await responseStream.SetupStream(RowBatch.Schema);
        await foreach (RecordBatch batch in BatchesAsync(page))
        {
            using (batch)
                await responseStream.WriteAsync(batch).WaitAsync(context.CancellationToken);
        }
    }

    /// <inheritdoc/>
    public override Task ListActions(IAsyncStreamWriter<FlightActionType> responseStream, ServerCallContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task ListFlights(FlightCriteria request, IAsyncStreamWriter<FlightInfo> responseStream, ServerCallContext context) =>
        throw None("Flights are not listed: EditionService/ListEditions lists the editions of a period.");

    /// <inheritdoc/>
    public override Task Handshake(IAsyncStreamReader<FlightHandshakeRequest> requestStream, IAsyncStreamWriter<FlightHandshakeResponse> responseStream, ServerCallContext context) =>
        throw None("No handshake is needed: send the header authorization: Bearer <key> with every call.");

    /// <inheritdoc/>
    public override Task DoPut(FlightServerRecordBatchStreamReader requestStream, IAsyncStreamWriter<FlightPutResult> responseStream, ServerCallContext context) =>
        throw None("Nothing is put here: ReturnService/ImportReturns takes returns.");

    /// <inheritdoc/>
    public override Task DoExchange(FlightServerRecordBatchStreamReader requestStream, FlightServerRecordBatchStreamWriter responseStream, ServerCallContext context) =>
        throw None("Nothing is exchanged here: GetFlightInfo and DoGet give rows.");

    /// <inheritdoc/>
    public override Task DoAction(FlightAction request, IAsyncStreamWriter<FlightResult> responseStream, ServerCallContext context) =>
        throw None("There are no actions.");

    private async Task<QueryPage> FindAsync(AskedRows asked) => await rows.FindAsync(asked.Query, asked.IsWhole) ?? throw Tickets.Stale();

    // At least one endpoint, so that a client that reads them all gets the schema.
    internal static IEnumerable<long> FirstRows(long count)
    {
        for (long row = 0; row == 0 || row < count; row += QueryRows.LargestPage)
            yield return row;
    }

    // One after another: a slow reader holds on to no more than one.
    private async IAsyncEnumerable<RecordBatch> BatchesAsync(QueryPage page)
    {
        RowBatch batch = new();
        await foreach (Queries.QueryRow row in rows.ReadAsync(page))
        {
            batch.Add(row.ToWire());
            if (batch.IsFull)
                yield return batch.Take();
        }
        if (batch.RowCount > 0)
            yield return batch.Take();
    }

    private static RpcException None(string message) => new(new(StatusCode.Unimplemented, message));
}
