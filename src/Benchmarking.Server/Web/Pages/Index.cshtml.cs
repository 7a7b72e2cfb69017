using Benchmarking.Grains.Organisations;
using Benchmarking.Server.Web.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The first page.</summary>
[OpenToAll]
internal sealed class IndexPage(OrganisationGateway organisations) : PageModel
{
    /// <summary>The name of the organisation that whoever is signed in acts for; empty when it acts for none.</summary>
    public string OrganisationName { get; private set; } = "";

    /// <summary>Looks the name up.</summary>
    public async Task OnGetAsync()
    {
        if (HttpContext.Caller()?.Own is { } own)
            OrganisationName = (await organisations.GetAsync(own.Id))?.Organisation.Name ?? own.Id.Value;
    }
}
