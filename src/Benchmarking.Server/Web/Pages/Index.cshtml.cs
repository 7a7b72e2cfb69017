using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Web.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The first page.</summary>
[OpenToAll]
internal sealed class IndexPage(OrganisationGateway organisations, ReleaseGateway releases) : PageModel
{
    private const int Most = 5;

    /// <summary>The name of the organisation that whoever is signed in acts for; empty when it acts for none.</summary>
    public string OrganisationName { get; private set; } = "";

    /// <summary>The latest releases.</summary>
    public IReadOnlyList<ReleaseHeadline> Latest { get; private set; } = [];

    /// <summary>Those to come, the next first.</summary>
    public IReadOnlyList<CalendarEntry> ToCome { get; private set; } = [];

    /// <summary>Looks the name and the releases up.</summary>
    public async Task OnGetAsync()
    {
        if (HttpContext.Caller()?.Own is { } own)
            OrganisationName = (await organisations.GetAsync(own.Id))?.Organisation.Name ?? own.Id.Value;
        Latest = [.. (await releases.ListAsync()).Where(headline => headline.State == ReleaseState.Published).Take(Most)];
        ToCome = [.. (await releases.CalendarAsync()).Where(entry => entry.State == ReleaseState.Scheduled).Reverse().Take(Most)];
    }
}
