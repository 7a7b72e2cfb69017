using Benchmarking.Grains.Storage;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Benchmarking.Server.Web;

/// <summary>Turns what calls refuse with into a page: what is not there is not found, and a store that does not answer is said to be busy.</summary>
internal sealed class RefusalFilter : IExceptionFilter
{
    /// <inheritdoc/>
    public void OnException(ExceptionContext context)
    {
        if (StatusOf(context.Exception) is not { } status)
            return;
        TellWhen(context.Exception, context.HttpContext);
        context.Result = new StatusCodeResult(status);
    }

    /// <summary>Tells in the answer's header when to try again, if what was thrown is a refusal of too many.</summary>
    public static void TellWhen(Exception exception, HttpContext context)
    {
        if (StatusOf(exception) is StatusCodes.Status429TooManyRequests)
            PageAdmission.Refuse(context.Response, ((RpcException)exception).GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan() ?? default);
    }

    /// <summary>The status that tells a browser of a refusal; null for what is none.</summary>
    public static int? StatusOf(Exception exception) => exception switch
    {
        RpcException { StatusCode: StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.FailedPrecondition } => StatusCodes.Status404NotFound,
        RpcException { StatusCode: StatusCode.ResourceExhausted } => StatusCodes.Status429TooManyRequests,
        RpcException { StatusCode: StatusCode.Unavailable } or NotAcknowledgedException or TimeoutException or Orleans.Runtime.OrleansException => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };
}
