using System.Collections.Immutable;
using Benchmarking.Grains.Returns;
using Benchmarking.Returns;
using Benchmarking.Server.Web.Returns;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A return's submissions and withdrawals.</summary>
[Needs("ReturnService/ListReturnRevisions")]
internal sealed class ReturnHistoryPage(OwnReturns returns, ReturnGateway gateway) : ReturnPage(returns)
{
    /// <summary>The revisions, newest first.</summary>
    public ImmutableArray<ReturnRevision> Revisions { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync() => Revisions = await gateway.ListRevisionsAsync(Own, Return.Period);
}
