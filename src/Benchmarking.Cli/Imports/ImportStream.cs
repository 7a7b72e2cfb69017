using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Imports;

/// <summary>Sends a file's rows and reads the answers meanwhile: either side may be ahead of the other.</summary>
internal static class ImportStream
{
    /// <param name="call">Opened, with nothing written.</param>
    /// <param name="requests">Made as they are sent.</param>
    /// <param name="receive">Takes what was stored, and returns what was refused.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="RefusalException">With every problem the server found.</exception>
    public static async Task RunAsync<TRequest, TResponse>(AsyncDuplexStreamingCall<TRequest, TResponse> call, IEnumerable<TRequest> requests,
        Func<TResponse, IEnumerable<Problem>> receive, CancellationToken cancellation)
    {
        List<Problem> problems = [];
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var writing = WriteAsync(call, requests, ended.Token);
        try
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync(cancellation)) problems.AddRange(receive(response));
        }
        catch (RpcException refused) when (problems.Count > 0)
        {
            throw Refused(ExitCode.Of(refused.StatusCode), problems, refused);
        }
        finally
        {
            // The server has ended the call. A writer that still waits for room to write is not always told so: nobody waits for it, and
            // how it fails says less than the status does.
            await ended.CancelAsync();
            _ = writing.ContinueWith(left => left.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (problems.Count > 0) throw Refused(ExitCode.BadInput, problems, null);
    }

    private static async Task WriteAsync<TRequest, TResponse>(
        AsyncDuplexStreamingCall<TRequest, TResponse> call, IEnumerable<TRequest> requests, CancellationToken cancellation)
    {
        foreach (var request in requests) await call.RequestStream.WriteAsync(request, cancellation);
        await call.RequestStream.CompleteAsync();
    }

    private static RefusalException Refused(int exitCode, List<Problem> problems, RpcException? status)
    {
        var said = status is null ? null : BenchmarkingException.From(status);
        // A stream tells most of them, and its end how many there are.
        int count = Math.Max(problems.Count, said?.ProblemCount ?? 0);
        return new(exitCode, Invariant($"Nothing was stored: {count:N0} {(count == 1 ? "problem" : "problems")}."),
            said?.Remedy ?? "", problems, status, count);
    }
}
