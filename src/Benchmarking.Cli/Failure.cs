using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli;

/// <summary>Tells a person what went wrong and what to do, and a script the exit code.</summary>
internal static class Failure
{
    public const string StartTheServer = "dotnet run -c Release --project src/Benchmarking.Server -- --sample";

    private const int ProblemsShown = 50;
    private const string Interrupted = "Interrupted; what was sent may have been done, or be going on.";

    public static int Report(Exception exception, Invocation invocation)
    {
        var refusal = Understand(exception, invocation);
        var error = invocation.Terminal.Error;
        bool mayBeDone = invocation.WhenUnknown.Count > 0 && IsUnknown(exception);
        if (refusal.ExitCode == ExitCode.Interrupted && !mayBeDone) return refusal.ExitCode;
        error.WriteLine(Printable.Of(refusal.Message));
        if (invocation.Format == OutputFormat.Json && refusal.Problems.Count > 0)
            invocation.Terminal.Out.WriteLine(JsonText.Of(ProblemText.AsJson(refusal.Problems, refusal.ProblemCount)));
        else if (!SaysAll(refusal))
            WriteProblems(refusal, error);
        // Each problem has said its own remedy.
        if (refusal.Problems.Count == 0 && refusal.Remedy.Length > 0 && !refusal.Message.Contains(refusal.Remedy, StringComparison.Ordinal))
            error.WriteLine(Printable.Of(refusal.Remedy));
        foreach (string line in mayBeDone ? invocation.WhenUnknown : []) error.WriteLine(Printable.Of(line));
        return refusal.ExitCode;
    }

    // What is refused was not done. What broke off may have been, or be on its way.
    private static bool IsUnknown(Exception exception) => exception is OperationCanceledException
        or RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Unknown or StatusCode.Internal };

    // A lone problem of no line is the message itself: saying it twice would only make people look for the difference.
    private static bool SaysAll(RefusalException refusal) =>
        refusal.Problems is [{ Line: 0 } only] && refusal.Message.Contains(only.Message, StringComparison.Ordinal);

    private static void WriteProblems(RefusalException refusal, TextWriter error)
    {
        foreach (var problem in refusal.Problems.Take(ProblemsShown)) error.WriteLine("  " + ProblemText.Of(problem));
        int told = refusal.Problems.Count, more = refusal.ProblemCount - Math.Min(told, ProblemsShown);
        if (more == 0 || told == 0) return;
        error.WriteLine(Invariant($"  and {more:N0} more; ") + (told > ProblemsShown
            ? told == refusal.ProblemCount ? "--output json has them all" : Invariant($"--output json has the first {told:N0}")
            : "they are told once these are mended"));
    }

    private static RefusalException Understand(Exception exception, Invocation invocation) => exception switch
    {
        RefusalException refusal => refusal,
        OperationCanceledException => new(ExitCode.Interrupted, Interrupted),
        RpcException when invocation.Cancellation.IsCancellationRequested => new(ExitCode.Interrupted, Interrupted),
        RpcException rpc => Understand(BenchmarkingException.From(rpc), invocation),
        _ => new(ExitCode.Unexpected, $"Unexpected failure: {exception.Message}"),
    };

    private static RefusalException Understand(BenchmarkingException failure, Invocation invocation) => failure switch
    {
        { StatusCode: StatusCode.Unavailable, Reason: null } => new(ExitCode.Unavailable,
            $"Cannot reach {invocation.Server}: {failure.Message}", WhenUnreachable(invocation.Server)),
        { StatusCode: StatusCode.DeadlineExceeded, Reason: null } => new(ExitCode.Unavailable,
            $"{invocation.Server} did not answer in time; whether it did the work is unknown.",
            invocation.WhenUnknown.Count > 0 ? "" : "Run the command again, or with a longer --timeout."),
        // The server says how a program sends a key; a person types it.
        { Reason: ErrorReason.KeyInvalid } => new(ExitCode.NotAllowed, failure.Problems is [var only] ? only.Message : failure.Message,
            $"Give your key with --key or in the environment variable {GlobalOptions.KeyVariable}. If you did, it has ended or is not whole: ask a steward for another."),
        { StatusCode: StatusCode.Cancelled } => new(ExitCode.Unexpected, $"The server ended the call: {failure.Message}"),
        _ => new(ExitCode.Of(failure.StatusCode), failure.Message, failure.Remedy, failure.Problems, failure, failure.ProblemCount),
    };

    /// <summary>What to do when a server cannot be reached: only one on this machine can whoever asks start.</summary>
    internal static string WhenUnreachable(string server) => Uri.TryCreate(server, UriKind.Absolute, out var address) && address.IsLoopback
        ? $"Is the server running there? This starts one with a sample: {StartTheServer}"
        : "Check --server and your network; if they are right, ask whoever runs the platform.";
}
