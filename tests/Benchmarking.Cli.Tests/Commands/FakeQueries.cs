using Benchmarking.Cli.Tests.Output;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

/// <summary>Two rows a page, one a message.</summary>
internal sealed class FakeQueries(FakeServer server) : QueryService.QueryServiceBase
{
    public override async Task Query(QueryRequest request, IServerStreamWriter<QueryResponse> responseStream, ServerCallContext context)
    {
        server.Queries.Add(request);
        server.Answer(context);
        server.QueryCalls++;
        int first = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, null);
        QueryRow[] rows = [.. Replies.QueryRows];
        for (int at = first; at < Math.Min(first + 2, rows.Length); at++)
        {
            await responseStream.WriteAsync(new() { Rows = { rows[at] }, RowCount = rows.Length, NextPageToken = at + 1 < rows.Length ? $"{at + 1}" : "" });
            if (server.QueryBreaks.TryDequeue(out var broken)) throw broken;
            if (server.QueryBreaksAt is { } breaks && breaks.Call == server.QueryCalls) throw breaks.Failure;
        }
    }

    public override Task<DryRunResponse> DryRun(DryRunRequest request, ServerCallContext context)
    {
        server.Queries.Add(request.Query);
        if (request.Query.Measures.Contains("measures/absent")) throw FakeServer.Refusal(StatusCode.NotFound, ErrorReason.MeasureUnknown, "There is no measure absent.", "See the catalogue.");
        return Task.FromResult(new DryRunResponse
        {
            RowCount = 1_234,
            Editions =
            {
                new EditionOutlook { Edition = "periods/2024/editions/1", RowCount = 1_234, CohortCount = 20, TableCount = 9, Tally = new() { Answered = 1_000, Derived = 30, Withheld = 200, Refused = 30, NotAvailable = 4 } },
            },
        });
    }
}
