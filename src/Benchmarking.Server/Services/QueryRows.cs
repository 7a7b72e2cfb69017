using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Queries;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Edition = Benchmarking.Editions.Edition;
using QueryRow = Benchmarking.Queries.QueryRow;

namespace Benchmarking.Server.Services;

/// <summary>Some rows of a plan, one after another: what one call gives.</summary>
/// <param name="Plan">All rows.</param>
/// <param name="Editions">The editions that they are of, in the order asked.</param>
/// <param name="First">The first of its rows, from 0.</param>
/// <param name="End">The row after its last.</param>
internal sealed record QueryPage(QueryPlan Plan, ImmutableArray<Edition> Editions, long First, long End)
{
    /// <summary>The token of the page that begins at a row.</summary>
    public string TokenOf(long row) => QueryToken.Of(Plan, Editions, row);
}

/// <summary>The rows of queries, the same and in the same order at every door.</summary>
internal sealed class QueryRows(EditionGateway editions, QueryPlans plans)
{
    /// <summary>Most rows that one call gives.</summary>
    public const int LargestPage = 100_000;

    private const int UsualPage = 10_000;

    /// <summary>The page that a query asks for; null when its token is none of this query.</summary>
    /// <param name="request">The query.</param>
    /// <param name="isWhole">Whether the whole of its one edition is asked for; the rest of the query is not looked at then.</param>
    public async Task<QueryPage?> FindAsync(QueryRequest request, bool isWhole = false)
    {
        long size = Pages.SizeOf(request.PageSize, UsualPage, LargestPage);
        QueryToken? token = QueryToken.Read(request.PageToken);
        (QueryPlan plan, ImmutableArray<Edition> asked) = isWhole ? await plans.ReadWholeAsync(request, token) : await plans.ReadAsync(request, token);
        if (token?.IsOf(plan, asked) == false)
            return null;
        long first = token?.Position ?? 0;
        return new(plan, asked, first, Math.Min(plan.RowCount, first + size));
    }

    /// <summary>The rows of a page. One table at a time: a reader who is slow holds on to no more.</summary>
    public async IAsyncEnumerable<QueryRow> ReadAsync(QueryPage page)
    {
        long skipped = page.First, left = page.End - page.First;
        foreach (QueryBlock block in page.Plan.Blocks)
        {
            if (left == 0)
                yield break;
            if (skipped < block.RowCount)
            {
                foreach (QueryRow row in block.Rows(await TableAsync(block), skipped))
                {
                    yield return row;
                    if (--left == 0)
                        yield break;
                }
            }
            skipped = Math.Max(0, skipped - block.RowCount);
        }
    }

    /// <summary>The table that a block's rows are read from; null when nobody returned anything for it.</summary>
    public Task<Table?> TableAsync(QueryBlock block) => editions.TableAsync(block.Edition, block.Measure.Id, block.Stage);
}
