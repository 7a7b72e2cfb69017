using Benchmarking.Grains.Keys;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Json;
using Benchmarking.Server.Telemetry;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace Benchmarking.Server.Limits;

/// <summary>
/// Lets calls in before a byte of their messages is read: finds out who calls, and that they do not call too much. A message, of up to 4 MB, is
/// held in memory only for those who may send one.
/// </summary>
internal sealed class Admission(CallerFinder callers, CallLimits limits, BenchmarkingOptions options, CallMeter meter, TimeProvider clock, ILogger<Admission> logger)
{
    /// <summary>Runs before everything else that a call meets.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method is not { } method)
        {
            await next(context);
            return;
        }
        long began = clock.GetTimestamp();
        IDisposable lease;
        try
        {
            lease = await AdmitAsync(context, method);
        }
        catch (RpcException refusal)
        {
            meter.RecordRefused(method, began, refusal.StatusCode);
            if (JsonCall.Is(context))
                await JsonAnswer.WriteAsync(context.Response, refusal);
            else
                GrpcAnswer.Write(context.Response, refusal);
            return;
        }
        using (lease)
            await RunAsync(context, method, began, next);
    }

    private async Task RunAsync(HttpContext context, IMethod method, long began, RequestDelegate next)
    {
        int longest = Calls.IsOpen(method.FullName) ? 0 : options.Limits.LongestCallSeconds;
        using CallTime time = new(longest == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(longest), clock, context.RequestAborted);
        context.RequestAborted = time.Token;
        context.Features.Set(time);
        // One whose message is never read reaches no interceptor that would count it.
        if (await (JsonCall.Is(context) ? JsonCall.RunAsync(context, time, ServerHost.LargestMessage, next) : RunGrpcAsync(context, method, time, next)) is { } code)
            meter.RecordRefused(method, began, code);
    }

    // How a call ended whose message was never read; null when it was read.
    private async Task<StatusCode?> RunGrpcAsync(HttpContext context, IMethod method, CallTime time, RequestDelegate next)
    {
        await next(context);
        UnguardedFailure.Tell(context, method, time, logger);
        if (time.IsRead)
            return null;
        if (context.RequestAborted.IsCancellationRequested && !time.IsOver)
            return StatusCode.Cancelled;
        StatusCode? code = GrpcAnswer.CodeOf(context.Response);
        // The library fails in its own words over a message that it cannot read.
        if (context.Response.HasStarted || code is null || CallFailure.OfUnread(code.Value, time) is not { } failure)
            return code ?? StatusCode.Unknown;
        GrpcAnswer.Write(context.Response, failure);
        return failure.StatusCode;
    }

    private async Task<IDisposable> AdmitAsync(HttpContext context, IMethod method)
    {
        string address = ClientAddress.Of(context.Connection.RemoteIpAddress);
        bool isStream = Calls.IsStream(method);
        try
        {
            if (Calls.IsOpen(method.FullName, context))
                return await limits.EnterAsync(address, isStream, context.RequestAborted);
            Caller caller = await FindAsync(context, address, isStream);
            context.Features.Set(caller);
            return await limits.EnterAsync(caller.Id, isStream, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            throw new RpcException(new(StatusCode.Cancelled, "The call was cancelled."));
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw CallFailure.Of(exception, method.FullName, logger);
        }
    }

    private async Task<Caller> FindAsync(HttpContext context, string address, bool isStream)
    {
        // Whoever brings nothing tries nothing: any page elsewhere can have its readers' browsers ask so, who would keep out all others of their address.
        bool isAttempt = Calls.HasCredential(context);
        if (isAttempt)
            limits.CheckAttempts(address);
        else
            (await limits.EnterAsync(address, isStream, context.RequestAborted)).Dispose();
        try
        {
            return await callers.FindAsync(context);
        }
        catch (RpcException refusal) when (isAttempt && refusal.StatusCode == StatusCode.Unauthenticated)
        {
            limits.CountFailedAttempt(address);
            throw;
        }
    }
}
