using Benchmarking.Server.Errors;
using Benchmarking.Server.Limits;
using Grpc.Core;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http.Features;

namespace Benchmarking.Server.Json;

/// <summary>A call made by JSON: the same call, met by the same checks in the same order; only its message and its answer are written otherwise.</summary>
internal static class JsonCall
{
    /// <summary>Whether a request makes a call by JSON.</summary>
    public static bool Is(HttpContext context) => Find(context) is not null;

    /// <summary>Runs a call that was let in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="time">How long it may take.</param>
    /// <param name="largest">The largest message, in bytes.</param>
    /// <param name="next">Makes the call.</param>
    /// <returns>How it ended when its message was never read; null when it was read.</returns>
    public static async Task<StatusCode?> RunAsync(HttpContext context, CallTime time, int largest, RequestDelegate next)
    {
        try
        {
            await JsonRequest.CheckAsync(context, Find(context)!, largest, time.Token);
        }
        catch (RpcException refusal)
        {
            return await RefuseAsync(context, refusal);
        }
        catch (OperationCanceledException) when (time.IsOver)
        {
            return await RefuseAsync(context, CallFailure.OfUnread(StatusCode.Unknown, time)!);
        }
        catch (Exception exception) when (exception is OperationCanceledException or (IOException and not BadHttpRequestException))
        {
            // The caller has gone.
            return StatusCode.Cancelled;
        }
        IHttpResponseBodyFeature body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Response.Body = new UnreadAnswer(body.Stream, time);
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(body);
        }
        return time.IsRead ? null : await RefuseAsync(context, CallFailure.OfUnread(StatusCode.Unknown, time)!);
    }

    private static async Task<StatusCode> RefuseAsync(HttpContext context, RpcException refusal)
    {
        if (!context.Response.HasStarted)
            await JsonAnswer.WriteAsync(context.Response, refusal);
        return refusal.StatusCode;
    }

    private static GrpcJsonTranscodingMetadata? Find(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>();
}
