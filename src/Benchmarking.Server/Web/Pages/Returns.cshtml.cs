using Benchmarking.Server.Web.Returns;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A member's returns.</summary>
[Needs("ReturnService/GetReturn")]
internal sealed class ReturnsPage(OwnReturns returns) : SessionPage
{
    /// <summary>One for each period, latest first.</summary>
    public IReadOnlyList<OwnReturn> All { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync() => All = await returns.ListAsync(Own);
}
