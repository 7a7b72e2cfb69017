using Benchmarking.Grains.Journal;
using Benchmarking.Journal;
using Benchmarking.Server.Authorisation;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Benchmarking.Server.Journal;

/// <summary>
/// Has every call that the permissions mark in the journal: before anything of it is done, and once it has ended. A call that cannot be
/// noted is not done. Whoever makes it is known by now, and may.
/// </summary>
internal sealed class JournalInterceptor(JournalGateway journal) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!Permissions.IsJournalled(Calls.NameOf(context)))
            return await continuation(request, context);
        JournalledCall call = await BeginAsync(context, JournalledNames.Of((IMessage)request, context));
        return await call.RunAsync(() => continuation(request, context), response => JournalledNames.Of((IMessage)response));
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!Permissions.IsJournalled(Calls.NameOf(context)))
        {
            await continuation(request, responseStream, context);
            return;
        }
        JournalledCall call = await BeginAsync(context, JournalledNames.Of((IMessage)request, context));
        await call.RunAsync(() => continuation(request, responseStream, context));
    }

    /// <inheritdoc/>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!Permissions.IsJournalled(Calls.NameOf(context)))
        {
            await continuation(requestStream, responseStream, context);
            return;
        }
        // What the call is about stands in its first message.
        ReplayedStream<TRequest> replayed = await ReplayedStream<TRequest>.OfAsync(requestStream, context.CancellationToken);
        JournalledCall call = await BeginAsync(context, replayed.First is IMessage first ? JournalledNames.OfStream(first, context) : JournalledNames.OfNothing(context));
        await call.RunAsync(() => continuation(replayed, responseStream, context));
    }

    private async Task<JournalledCall> BeginAsync(ServerCallContext context, JournalAction action)
    {
        JournalledCall call = new(journal, action, await journal.BeginAsync(action));
        context.UserState[typeof(JournalledCall)] = call;
        return call;
    }
}

/// <summary>A stream of which the first message was read already.</summary>
internal sealed class ReplayedStream<T> : IAsyncStreamReader<T>
{
    private readonly IAsyncStreamReader<T> _rest;
    private readonly bool _hasFirst;
    private bool _isReplayed;

    private ReplayedStream(IAsyncStreamReader<T> rest, bool hasFirst) => (_rest, _hasFirst, First) = (rest, hasFirst, hasFirst ? rest.Current : default);

    /// <summary>The first message; default when there is none.</summary>
    public T? First { get; }

    /// <inheritdoc/>
    public T Current => _rest.Current;

    /// <summary>Reads the first message of a stream.</summary>
    public static async Task<ReplayedStream<T>> OfAsync(IAsyncStreamReader<T> stream, CancellationToken cancellation) => new(stream, await stream.MoveNext(cancellation));

    /// <inheritdoc/>
    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_isReplayed)
            return _rest.MoveNext(cancellationToken);
        _isReplayed = true;
        return Task.FromResult(_hasFirst);
    }
}
