using Benchmarking.Grains.Keys;
using Benchmarking.Server.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web;

/// <summary>A page that somebody is signed in to see.</summary>
internal abstract class SessionPage : PageModel
{
    /// <summary>Who looks at it: the gate let nobody else through.</summary>
    public Caller Caller => HttpContext.Caller()!;

    /// <summary>The organisation that a member acts for.</summary>
    public OwnOrganisation Own => Caller.Own ?? throw new InvalidOperationException("The page is for members, and its call is not.");

    /// <summary>Leads to the progress of work that was begun; the service is busy when it was not.</summary>
    /// <param name="work">Its name; null when as much is under way as there may be.</param>
    /// <param name="address">The address of such progress, up to the name.</param>
    protected IActionResult Follow(string? work, string address) => work is null ? StatusCode(StatusCodes.Status503ServiceUnavailable) : LocalRedirect($"{address}/{work}");
}
