using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>What is published, for anyone.</summary>
[OpenToAll]
internal sealed class ReleasesPage(ReleaseGateway releases) : PageModel
{
    /// <summary>The releases on this page, those that appeared last first.</summary>
    public IReadOnlyList<ReleaseHeadline> Shown { get; private set; } = [];

    /// <summary>Which page of them.</summary>
    public Paging Paging { get; private set; } = new(1, 1, "");

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(int number = 1)
    {
        IReadOnlyList<ReleaseHeadline> all = await releases.ListAsync();
        Paging = Paging.Of(all.Count, number, "/releases");
        Shown = [.. Paging.Items(all)];
    }
}
