using Benchmarking.Grains.Journal;
using Benchmarking.Journal;
using Benchmarking.Server.Errors;
using Google.Rpc;
using Grpc.Core;

namespace Benchmarking.Server.Journal;

/// <summary>A call that the journal has: it began, and its end is noted when it comes.</summary>
internal sealed class JournalledCall(JournalGateway journal, JournalAction action, long begun)
{
    private bool _hasParts;

    /// <summary>Notes resources that the call is about to write; none of them may be written before.</summary>
    public Task TakePartsAsync(IEnumerable<string> resources)
    {
        _hasParts = true;
        return journal.TakePartsAsync(begun, action, resources);
    }

    /// <summary>Does what the call is to do, and notes how it came out.</summary>
    public Task RunAsync(Func<Task> act) => RunAsync(async () =>
    {
        await act();
        return true;
    }, _ => "");

    /// <summary>The same for a call whose answer may name the resource that came into being, or say why it is refused.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> act, Func<T, string> resultOf, Func<T, ProblemReason?>? refusalOf = null)
    {
        try
        {
            T answer = await act();
            ProblemReason? refusal = refusalOf?.Invoke(answer);
            await journal.EndAsync(begun, action, refusal is null ? JournalOutcome.Accepted : JournalOutcome.Refused, refusal, resultOf(answer));
            return answer;
        }
        catch (Exception exception)
        {
            // Of an import that broke off some parts may be done.
            ProblemReason? reason = _hasParts ? null : ReasonOf(exception);
            await journal.EndAsync(begun, action, reason is null ? JournalOutcome.Unknown : JournalOutcome.Refused, reason);
            throw;
        }
    }

    private static ProblemReason? ReasonOf(Exception exception) =>
        exception is RpcException refused && Refusals.ReasonOf(refused.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason) is { } reason && reason != ProblemReason.StorageUnavailable ? reason : null;
}

/// <summary>The journal's part of a call.</summary>
internal static class JournalledCalls
{
    /// <summary>The call as the journal has it.</summary>
    public static JournalledCall Journalled(this ServerCallContext context) => (JournalledCall)context.UserState[typeof(JournalledCall)];
}
