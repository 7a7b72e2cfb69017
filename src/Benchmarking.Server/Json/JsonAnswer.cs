using Benchmarking.Server.Limits;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace Benchmarking.Server.Json;

/// <summary>The answer to a call by JSON that the library is not asked to answer: <c>google.rpc.Status</c> with its details, as the library writes others.</summary>
internal static class JsonAnswer
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Details));

    /// <summary>The types that details of an error are of.</summary>
    public static TypeRegistry Details => TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor, RetryInfo.Descriptor);

    /// <summary>Writes a refusal, in place of whatever was to be answered.</summary>
    public static Task WriteAsync(HttpResponse response, RpcException refusal)
    {
        Google.Rpc.Status status = refusal.GetRpcStatus() ?? new() { Code = (int)refusal.StatusCode, Message = refusal.Status.Detail };
        response.Clear();
        response.StatusCode = HttpCodeOf(refusal.StatusCode);
        response.ContentType = "application/json; charset=utf-8";
        if (status.GetDetail<RetryInfo>() is { } retry)
            response.Headers.RetryAfter = Limiters.RetryAfter(retry.RetryDelay.ToTimeSpan());
        return response.WriteAsync(Formatter.Format(status));
    }

    // As google.rpc.Code has them, and the library.
    private static int HttpCodeOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.Cancelled => StatusCodes.Status408RequestTimeout,
        StatusCode.Aborted or StatusCode.AlreadyExists => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        StatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
