using Benchmarking.Server.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Ends a session.</summary>
[OpenToAll]
internal sealed class SignOutPage : PageModel
{
    /// <summary>Ends it, and goes to the first page.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await Session.EndAsync(HttpContext);
        return LocalRedirect("/");
    }
}
