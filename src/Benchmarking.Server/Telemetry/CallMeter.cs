using System.Diagnostics.Metrics;
using Benchmarking.Grains.Telemetry;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Benchmarking.Server.Telemetry;

/// <summary>
/// Counts calls by method and by how they ended, and how long they took, as the caller sees it: outermost of the interceptors, and told by
/// <see cref="Limits.Admission"/> of what never reaches them.
/// </summary>
internal sealed class CallMeter(IMeterFactory meters, TimeProvider clock) : Interceptor
{
    private readonly Histogram<double> _duration = meters.Create(PlatformMeter.Name).CreateHistogram<double>(
        "benchmarking.call.duration", "s", "How long calls took, by method and status code; its count is how many there were.");

    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        MeasureAsync(() => continuation(request, context), context);

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        MeasureAsync(() => continuation(request, responseStream, context), context);

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        MeasureAsync(() => continuation(requestStream, responseStream, context), context);

    /// <summary>Counts a call that was refused before any interceptor ran.</summary>
    /// <param name="method">Which call.</param>
    /// <param name="began">When it began: a timestamp of the clock.</param>
    /// <param name="code">How it ended.</param>
    public void RecordRefused(IMethod method, long began, StatusCode code) => Record(method, began, code);

    private async Task<T> MeasureAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        Task<T>? answer = null;
        await MeasureAsync(() => (Task)(answer = call()), context);
        return await answer!;
    }

    private async Task MeasureAsync(Func<Task> call, ServerCallContext context)
    {
        long began = clock.GetTimestamp();
        StatusCode code = StatusCode.Unknown;
        try
        {
            await call();
            code = context.Status.StatusCode;
        }
        catch (RpcException exception)
        {
            code = exception.StatusCode;
            throw;
        }
        finally
        {
            Record(context.GetHttpContext().GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method, began, code);
        }
    }

    // The name as the server itself writes it: a path reaches its method in any case of its letters, and each would be a series of its own.
    private void Record(IMethod? method, long began, StatusCode code) =>
        _duration.Record(clock.GetElapsedTime(began).TotalSeconds, new("method", method?.FullName.TrimStart('/')), new("code", code.ToString()));
}
