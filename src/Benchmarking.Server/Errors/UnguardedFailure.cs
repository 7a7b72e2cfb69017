using Benchmarking.Server.Limits;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace Benchmarking.Server.Errors;

/// <summary>
/// What goes wrong around the interceptors, where the library reads a call's message and writes its answer. The library's own log of it is silenced, since it
/// takes whatever a caller sends for a failure of the server, with the whole stack: a caller that means ill would fill a disk with it.
/// </summary>
internal static class UnguardedFailure
{
    /// <summary>Logs what went wrong with a call that has ended: the caller's fault in a line that is hardly ever written, the platform's as an error.</summary>
    /// <param name="context">The request.</param>
    /// <param name="method">Which call.</param>
    /// <param name="time">How far it came.</param>
    /// <param name="logger">Takes it.</param>
    public static void Tell(HttpContext context, IMethod method, CallTime time, ILogger logger)
    {
        if (context.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status.DebugException is not { } exception)
            return;
        if (IsCallers(exception, time, context.RequestAborted))
            logger.LogDebug("{Method}: its message could not be read, or its answer not be sent ({Kind}).", method.FullName, exception.GetType().Name);
        else
            logger.LogError(exception, "{Method} failed.", method.FullName);
    }

    // Once the message was read, only that the caller has gone is the caller's doing.
    private static bool IsCallers(Exception exception, CallTime time, CancellationToken aborted) =>
        exception is OperationCanceledException || (exception is IOException or InvalidDataException && (!time.IsRead || aborted.IsCancellationRequested));
}
