using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Limits;
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
            if (context.GetHttpContext().Features.Get<CallTime>() is { } time)
                time.IsRead = true;
            return await call();
        }
        catch (Exception exception) when (exception is not RpcException && context.CancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(exception, "{Method} was cancelled.", Calls.NameOf(context));
            throw CallFailure.OfCancelled(context);
        }
        catch (Exception exception)
        {
            throw CallFailure.Of(exception, Calls.NameOf(context), logger);
        }
    }
}
