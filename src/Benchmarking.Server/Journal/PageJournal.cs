using Benchmarking.Grains.Journal;
using Benchmarking.Grains.Keys;
using Benchmarking.Journal;

namespace Benchmarking.Server.Journal;

/// <summary>What a page writes is in the journal as the call that the page stands for: noted before anything of it is done, and once it has ended.</summary>
internal sealed class PageJournal(JournalGateway journal)
{
    /// <summary>Does what gives no outcome to refuse.</summary>
    /// <inheritdoc cref="RunAsync{T}(Caller, string, string, string, Func{JournalledCall, Task{T}}, Func{T, ProblemReason?})"/>
    public Task<T> RunAsync<T>(Caller caller, string call, string resource, Func<Task<T>> act) => RunAsync(caller, call, resource, "", _ => act(), _ => null);

    /// <summary>Does what may be refused.</summary>
    /// <inheritdoc cref="RunAsync{T}(Caller, string, string, string, Func{JournalledCall, Task{T}}, Func{T, ProblemReason?})"/>
    public Task<Outcome<T>> RunAsync<T>(Caller caller, string call, string resource, string requestId, Func<Task<Outcome<T>>> act) where T : notnull =>
        RunAsync(caller, call, resource, requestId, _ => act(), outcome => outcome.IsAccepted ? null : outcome.Problems[0].Reason);

    /// <summary>Does what a page asks for.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="call">The call it stands for, such as <c>ReturnService/SubmitReturn</c>.</param>
    /// <param name="resource">The resource it is about.</param>
    /// <param name="requestId">The request's id; empty for none.</param>
    /// <param name="act">Does it.</param>
    /// <param name="refusalOf">Why the answer refuses; null when it does not.</param>
    public async Task<T> RunAsync<T>(Caller caller, string call, string resource, string requestId, Func<JournalledCall, Task<T>> act, Func<T, ProblemReason?> refusalOf)
    {
        JournalAction action = JournalledNames.ActionOf(caller, call, resource, requestId);
        JournalledCall journalled = new(journal, action, await journal.BeginAsync(action));
        return await journalled.RunAsync(() => act(journalled), _ => "", refusalOf);
    }
}
