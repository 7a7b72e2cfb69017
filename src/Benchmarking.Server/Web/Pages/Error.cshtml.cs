using System.Globalization;
using Benchmarking.Returns;
using Benchmarking.Server.Limits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>What went wrong, in words that say what to do and nothing of the inside.</summary>
[OpenToAll, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
internal sealed class ErrorPage : PageModel
{
    /// <summary>What went wrong.</summary>
    public string Heading { get; private set; } = "";

    /// <summary>What to do.</summary>
    public string Advice { get; private set; } = "";

    /// <summary>Says it, whatever was asked.</summary>
    public void OnGet(int status) => Tell(status);

    /// <inheritdoc cref="OnGet"/>
    public void OnPost(int status) => Tell(status);

    private bool IsOfReturn => HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } error && new PathString(error.OriginalPath).StartsWithSegments("/returns", StringComparison.OrdinalIgnoreCase);

    // A second when nobody said.
    private TimeSpan Wait => TimeSpan.FromSeconds(int.TryParse(HttpContext.Response.Headers.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : 1);

    private void Tell(int status)
    {
        // Asked for by its own address nothing has gone wrong, and there is no such page.
        if (HttpContext.Response.StatusCode == StatusCodes.Status200OK)
            HttpContext.Response.StatusCode = status = StatusCodes.Status404NotFound;
        (Heading, Advice) = status switch
        {
            400 => ("The form could not be read", "It may have been open for too long. Go back, load the page again, and send the form once more."),
            403 => ("You may not see this page", "Your key is for something else. Sign out and sign in with another one if you have it."),
            404 or 405 => ("Page not found", "Check the address. If you followed a link here, what it led to may have been withdrawn."),
            410 => ("This was withdrawn", "Whoever published it has taken it back. Its page says why."),
            // Never in parts: what is uploaded takes the place of all that was there.
            413 when IsOfReturn => ("The file is too large", "A file may have 4 MB. Do not send it in parts, since each would take the place of the one before. " + $"A return has at most {ReturnValidation.MostLines:N0} lines: "
                + "add lines of a measure up, shorten notes, and leave out what is no figure."),
            413 => ("What you sent is too large", "A form may have 4 MB. Go back, shorten what you typed, and send the form once more. Nothing of it was kept."),
            429 => ("Too many requests", $"Try again in {Limiters.Words(Wait)}. Nothing of what you just sent was kept."),
            503 when !PageAdmission.WasSent(HttpContext) => ("The service is busy", "Wait a minute, and try again."),
            503 => ("The service is busy", "What you sent may or may not have been kept. Wait a minute, look whether it was, and try again if not."),
            _ => ("Sorry, there is a problem with the service", "Try again later. If it goes on, tell whoever runs the benchmarking when it happened."),
        };
    }
}
