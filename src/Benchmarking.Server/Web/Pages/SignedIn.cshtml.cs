using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>
/// After signing in at an identity provider. It leads on at once, and shows nothing of anybody: browsers send no session along with what
/// another site began, and what this page begins is our own.
/// </summary>
[OpenToAll]
internal sealed class SignedInPage : PageModel
{
    /// <summary>Where to go: an address of this server.</summary>
    public string To { get; private set; } = "/";

    /// <summary>Leads there.</summary>
    public void OnGet(string? to) => To = Url.IsLocalUrl(to) ? to : "/";
}
