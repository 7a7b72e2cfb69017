using Benchmarking.Grains.Storage;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Benchmarking.Server.Errors;

/// <summary>Turns whatever a call throws into an error that tells the caller what to do, and nothing of the inside.</summary>
internal sealed class ErrorInterceptor(ILogger<ErrorInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Guard(() => continuation(request, context), context);

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(() => continuation(request, responseStream, context), context);

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(() => continuation(requestStream, responseStream, context), context);

    private async Task Guard(Func<Task> call, ServerCallContext context) => await Guard(async () =>
    {
        await call();
        return true;
    }, context);

    private async Task<T> Guard<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (RpcException)
        {
            throw;
        }
        catch (Exception exception) when (context.CancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(exception, "{Method} was cancelled.", context.Method);
            throw new RpcException(context.Deadline < DateTime.UtcNow
                ? new Status(StatusCode.DeadlineExceeded, "The deadline has passed.")
                : new Status(StatusCode.Cancelled, "The call was cancelled."));
        }
        catch (InvalidProtocolBufferException exception)
        {
            logger.LogDebug(exception, "{Method}: a message is none.", context.Method);
            throw new Problem(0, "", ProblemReason.MessageMalformed, "What came is no message of this call.", "Send messages made from the platform's protos.").ToException();
        }
        catch (Exception exception) when (exception is NotAcknowledgedException or TimeoutException or Orleans.Runtime.OrleansException)
        {
            logger.LogWarning(exception, "{Method}: the outcome is unknown.", context.Method);
            throw new Problem(0, "", ProblemReason.StorageUnavailable, "The store did not answer, and the outcome is unknown.",
                "Send the request again with the same request_id.").ToException();
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "{Method} failed.", context.Method);
            throw new RpcException(new Status(StatusCode.Internal, "The platform failed. Try again; if it goes on, tell whoever runs it the time."));
        }
    }
}
