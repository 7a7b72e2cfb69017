using System.Collections.Immutable;
using Benchmarking.Grains.Editions;
using Benchmarking.Queries;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;
using Edition = Benchmarking.Editions.Edition;
using RowTally = Benchmarking.Queries.RowTally;
using Table = Benchmarking.Editions.Table;

namespace Benchmarking.Server.Services;

/// <summary>Queries over gRPC: many look-ups in editions' tables at once.</summary>
internal sealed class QueryGrpcService(EditionGateway editions, QueryPlans plans) : QueryService.QueryServiceBase
{
    private const int UsualPage = 10_000;
    private const int LargestPage = 100_000;
    private const int RowsInMessage = 500;

    /// <inheritdoc/>
    public override async Task Query(QueryRequest request, IServerStreamWriter<QueryResponse> responseStream, ServerCallContext context)
    {
        long size = Pages.SizeOf(request.PageSize, UsualPage, LargestPage);
        QueryToken? token = QueryToken.Read(request.PageToken);
        (QueryPlan plan, ImmutableArray<Edition> asked) = await plans.ReadAsync(request, token);
        if (token?.IsOf(plan, asked) == false)
            throw Pages.Invalid(request.PageToken);
        long position = token?.Position ?? 0, end = Math.Min(plan.RowCount, position + size);
        QueryResponse response = new() { RowCount = plan.RowCount };
        await foreach (Queries.QueryRow row in RowsAsync(plan, position))
        {
            response.Rows.Add(row.ToWire());
            position++;
            if (response.Rows.Count < RowsInMessage && position < end)
                continue;
            response.NextPageToken = position < plan.RowCount ? QueryToken.Of(plan, asked, position) : "";
            await responseStream.WriteAsync(response, context.CancellationToken);
            if (position == end)
                return;
            response = new() { RowCount = plan.RowCount };
        }
        // No rows at all, which is an answer too.
        await responseStream.WriteAsync(response, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<DryRunResponse> DryRun(DryRunRequest request, ServerCallContext context)
    {
        (QueryPlan plan, ImmutableArray<Edition> asked) = await plans.ReadAsync(request.Query ?? new(), token: null);
        DryRunResponse response = new() { RowCount = plan.RowCount };
        foreach (Edition edition in asked)
        {
            QueryBlock[] blocks = [.. plan.Blocks.Where(block => block.Edition == edition)];
            RowTally tally = default;
            foreach (QueryBlock block in blocks)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                tally += RowTally.Of(block.Rows(await TableAsync(block), 0));
            }
            response.Editions.Add(new EditionOutlook
            {
                Edition = edition.Name,
                RowCount = tally.RowCount,
                CohortCount = blocks.Length == 0 ? 0 : blocks[0].Selections.Length,
                TableCount = blocks.Length,
                Tally = tally.ToWire(),
            });
        }
        return response;
    }

    // One table at a time: a reader who is slow holds on to no more.
    private async IAsyncEnumerable<Queries.QueryRow> RowsAsync(QueryPlan plan, long first)
    {
        foreach (QueryBlock block in plan.Blocks)
        {
            if (first < block.RowCount)
            {
                foreach (Queries.QueryRow row in block.Rows(await TableAsync(block), first))
                    yield return row;
            }
            first = Math.Max(0, first - block.RowCount);
        }
    }

    private Task<Table?> TableAsync(QueryBlock block) => editions.TableAsync(block.Edition, block.Measure.Id, block.Stage);
}
