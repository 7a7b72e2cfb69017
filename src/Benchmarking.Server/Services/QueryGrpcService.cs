using System.Collections.Immutable;
using Benchmarking.Queries;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;
using Edition = Benchmarking.Editions.Edition;
using RowTally = Benchmarking.Queries.RowTally;

namespace Benchmarking.Server.Services;

/// <summary>Queries over gRPC: many look-ups in editions' tables at once.</summary>
internal sealed class QueryGrpcService(QueryPlans plans, QueryRows rows) : QueryService.QueryServiceBase
{
    private const int RowsBetweenLooks = 4_096;

    /// <inheritdoc/>
    public override async Task Query(QueryRequest request, IServerStreamWriter<QueryResponse> responseStream, ServerCallContext context)
    {
        QueryPage page = await rows.FindAsync(request) ?? throw Pages.Invalid(request.PageToken);
        long position = page.First;
        await foreach (IReadOnlyList<V1.QueryRow> some in RowMessages.Of(rows.ReadAsync(page).Select(row => row.ToWire())))
        {
            position += some.Count;
            await responseStream.WriteAsync(
                new() { Rows = { some }, RowCount = page.Plan.RowCount, NextPageToken = position < page.Plan.RowCount ? page.TokenOf(position) : "" }, context.CancellationToken);
        }
        // No rows at all, which is an answer too.
        if (position == page.First)
            await responseStream.WriteAsync(new() { RowCount = page.Plan.RowCount }, context.CancellationToken);
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
                tally += RowTally.Of(UntilCancelled(block.Rows(await rows.TableAsync(block), 0), context.CancellationToken));
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

    // A block may have a million rows, and whoever asked may have gone.
    private static IEnumerable<Queries.QueryRow> UntilCancelled(IEnumerable<Queries.QueryRow> all, CancellationToken cancellation)
    {
        int read = 0;
        foreach (Queries.QueryRow row in all)
        {
            if (++read % RowsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
