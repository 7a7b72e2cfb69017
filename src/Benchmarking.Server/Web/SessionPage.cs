using Benchmarking.Grains.Keys;
using Benchmarking.Server.Web.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web;

/// <summary>A page that somebody is signed in to see.</summary>
internal abstract class SessionPage : PageModel
{
    /// <summary>Who looks at it: the gate let nobody else through.</summary>
    public Caller Caller => HttpContext.Caller()!;

    /// <summary>The organisation that a member acts for.</summary>
    public OwnOrganisation Own => Caller.Own ?? throw new InvalidOperationException("The page is for members, and its call is not.");
}
