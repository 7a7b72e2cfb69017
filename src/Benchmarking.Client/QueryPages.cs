using System.Runtime.CompilerServices;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Client;

/// <summary>Queries read to their end.</summary>
public static class QueryPages
{
    /// <summary>
    /// All rows of a query, some at a time, page after page. When the server becomes unavailable on the way, it goes on behind the last rows that came,
    /// in the same editions: no row comes twice, and none is left out.
    /// </summary>
    /// <param name="queries">The calls to make.</param>
    /// <param name="request">The query; with a page token it begins there.</param>
    /// <returns>At least one answer, which has no rows when the query has none; <c>WithCancellation</c> ends them early.</returns>
    /// <exception cref="RpcException">The query was refused, or the server has gone for good; <see cref="BenchmarkingException.From"/> reads it.</exception>
    public static IAsyncEnumerable<QueryResponse> ReadAllAsync(this QueryService.QueryServiceClient queries, QueryRequest request)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(request);
        return PagesAsync(queries, new(request));
    }

    /// <summary>All rows of a query, one by one; otherwise as <see cref="ReadAllAsync"/>.</summary>
    /// <param name="queries">The calls to make.</param>
    /// <param name="request">The query; with a page token it begins there.</param>
    /// <returns>In the order of the query; <c>WithCancellation</c> ends them early.</returns>
    /// <exception cref="RpcException">The query was refused, or the server has gone for good; <see cref="BenchmarkingException.From"/> reads it.</exception>
    public static IAsyncEnumerable<QueryRow> ReadRowsAsync(this QueryService.QueryServiceClient queries, QueryRequest request) =>
        queries.ReadAllAsync(request).SelectMany(response => response.Rows);

    private static async IAsyncEnumerable<QueryResponse> PagesAsync(
        QueryService.QueryServiceClient queries, QueryRequest page, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        bool hasMoved;
        do
        {
            hasMoved = false;
            using var call = queries.Query(page, cancellationToken: cancellation);
            while (await NextAsync(call.ResponseStream, hasMoved, cancellation).ConfigureAwait(false) is { } response)
            {
                hasMoved = true;
                page.PageToken = response.NextPageToken;
                yield return response;
            }
        }
        while (hasMoved && page.PageToken.Length > 0);
    }

    // Null at the end of a page, and where it broke off behind some rows: both are gone on from. What breaks off before any would go on for ever.
    private static async Task<QueryResponse?> NextAsync(IAsyncStreamReader<QueryResponse> stream, bool hasMoved, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNext(cancellation).ConfigureAwait(false) ? stream.Current : null;
        }
        catch (RpcException exception) when (hasMoved && exception.StatusCode == StatusCode.Unavailable)
        {
            return null;
        }
    }
}
