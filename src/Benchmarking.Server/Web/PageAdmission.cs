using Benchmarking.Server.Limits;
using Benchmarking.Server.Web.Sessions;
using Microsoft.AspNetCore.Diagnostics;

namespace Benchmarking.Server.Web;

/// <summary>
/// Lets requests for pages in, unless their reader, or the address of one who is not signed in, asks too much: the answer is then a page
/// that says when to try again (RFC 6585, 4, with the Retry-After of RFC 9110, 10.2.3).
/// </summary>
internal sealed class PageAdmission(PageLimits limits)
{
    private static readonly object Sent = new();

    /// <summary>Runs once it is known who asks.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        // The page that says so is not counted again.
        if (IsOfError(context))
        {
            await next(context);
            return;
        }
        (IDisposable? lease, TimeSpan wait) = await limits.EnterAsync(context.Caller()?.Id ?? AddressOf(context), context.RequestAborted);
        if (lease is null)
        {
            Refuse(context.Response, wait);
            return;
        }
        using (lease)
            await next(context);
    }

    /// <summary>Whether a request has come to its end, and what is shown is the page of its error.</summary>
    public static bool IsOfError(HttpContext context) => context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>Has the page of an error be read, whatever was sent, too large perhaps: that is not looked at again.</summary>
    public static void ReadOnly(HttpContext context)
    {
        HttpRequest request = context.Request;
        request.ContentType = null;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return;
        context.Items[Sent] = true;
        request.Method = HttpMethods.Get;
    }

    /// <summary>Whether the page of an error is of a request that sent something, and did not only ask for a page.</summary>
    public static bool WasSent(HttpContext context) => context.Items.ContainsKey(Sent);

    /// <summary>The address of a reader, as it is counted.</summary>
    public static string AddressOf(HttpContext context) => ClientAddress.Of(context.Connection.RemoteIpAddress);

    /// <summary>Refuses for a while; the page of the error tells how long.</summary>
    public static void Refuse(HttpResponse response, TimeSpan wait)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Limiters.RetryAfter(wait);
    }
}
