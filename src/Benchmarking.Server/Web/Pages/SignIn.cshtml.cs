using Benchmarking.Grains.Keys;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Limits;
using Benchmarking.Server.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Signing in with a key, or by way of the identity provider.</summary>
[OpenToAll]
internal sealed class SignInPage(KeyRing keys, PageLimits limits, BenchmarkingOptions options) : PageModel
{
    /// <summary>Where to go afterwards: an address of this server, or nowhere.</summary>
    public string To { get; private set; } = "/";

    /// <summary>Where signing in with an account of the identity provider begins; null when there is none.</summary>
    public string? Provider => options.Oidc.SignsIn ? $"{ProviderSignIn.Path}?to={Uri.EscapeDataString(To)}" : null;

    /// <summary>Asks for the key.</summary>
    /// <param name="to">Where to go afterwards.</param>
    /// <param name="problem">What was wrong at the provider: one of a few words of our own.</param>
    public IActionResult OnGet(string? to, string? problem)
    {
        To = Local(to);
        if (problem == "provider")
            ModelState.AddModelError("", "The sign-in with your organisation's account did not work. Try again, or sign in with a key");
        else if (problem == "role")
            ModelState.AddModelError("", "Your organisation's account may not use this service. Ask whoever runs your accounts to give it one role here, and your organisation's identifier");
        return HttpContext.Caller() is null ? Page() : LocalRedirect(To);
    }

    /// <summary>
    /// Begins a session if the key holds. What was wrong with one that does not, nobody is told; and whoever has tried too many is slowed
    /// (NIST SP 800-63B, 5.2.2), even with one that holds.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(string? key, string? to)
    {
        string address = PageAdmission.AddressOf(HttpContext);
        if (limits.WaitToSignIn(address) is { } wait)
        {
            PageAdmission.Refuse(Response, wait);
            return new EmptyResult();
        }
        To = Local(to);
        string typed = (key ?? "").Trim();
        if (typed.Length == 0)
            ModelState.AddModelError("key", "Enter your key");
        else if (await keys.AuthenticateAsync(typed) is { } caller)
        {
            await Session.BeginAsync(HttpContext, caller, typed);
            return LocalRedirect(To);
        }
        else
        {
            limits.CountFailedSignIn(address);
            ModelState.AddModelError("key", "That key is not one that holds. Check it, or ask whoever gave it to you for a new one");
        }
        return Page();
    }

    private string Local(string? to) => Url.IsLocalUrl(to) ? to : "/";
}
