using Benchmarking.V1;

namespace Benchmarking.Server.Flight;

/// <summary>What a flight is asked to bring: the rows of a query, or of a whole edition.</summary>
/// <param name="Query">The query; of a whole edition that edition alone. Its page is that of an endpoint, or is not looked at.</param>
/// <param name="IsWhole">Whether it is a whole edition.</param>
internal sealed record AskedRows(QueryRequest Query, bool IsWhole)
{
    /// <summary>A page of the same.</summary>
    public AskedRows Page(string token, int size) => this with { Query = new(Query) { PageToken = token, PageSize = size } };
}
