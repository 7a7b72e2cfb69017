using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Hosting;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Benchmarking.Server.Limits;

/// <summary>Ends a stream whose sender goes silent: the next message must be there, whole, within the longest silence.</summary>
internal sealed class SilenceInterceptor(BenchmarkingOptions options, TimeProvider clock) : Interceptor
{
    private readonly TimeSpan _longest = TimeSpan.FromSeconds(options.Limits.LongestSilenceSeconds);

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        // Reflection is the library's: a tool may hold it open while somebody types.
        continuation(_longest == TimeSpan.Zero || Calls.IsOpen(Calls.NameOf(context)) ? requestStream : new Reader<TRequest>(requestStream, _longest, clock), responseStream, context);

    private sealed class Reader<T>(IAsyncStreamReader<T> inner, TimeSpan longest, TimeProvider clock) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            using CancellationTokenSource silence = new(longest, clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
            try
            {
                return await inner.MoveNext(either.Token);
            }
            catch (Exception) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new Problem(0, "", ProblemReason.CallTooSlow, $"No whole message came for {longest.TotalSeconds:N0} seconds.",
                    "Send the messages of a stream one after another, and say when there are no more.").ToException();
            }
        }
    }
}
