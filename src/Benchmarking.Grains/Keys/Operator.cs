using Benchmarking.Grains.Journal;
using Benchmarking.Journal;
using Benchmarking.Organisations;

namespace Benchmarking.Grains.Keys;

/// <summary>What whoever runs the machine does without a key; the journal has it as anyone's.</summary>
public sealed class Operator(KeyRing keys, JournalGateway journal)
{
    /// <summary>Makes a key, as <see cref="KeyRing.IssueAsync"/> does.</summary>
    public async Task<string> IssueKeyAsync(Role role, OrganisationId? organisation = null)
    {
        JournalAction action = Action("KeyService/IssueKey", organisation?.Name ?? "keys");
        return (await RunAsync(action, () => keys.IssueAsync(role, organisation), issued => KeyNames.Of(issued.Info.Id))).Key;
    }

    /// <summary>Does something else that writes, such as filling an empty store.</summary>
    /// <param name="call">What it is, in the manner of a call.</param>
    /// <param name="resource">The resource it is done to.</param>
    /// <param name="act">Does it.</param>
    public Task RunAsync(string call, string resource, Func<Task> act) => RunAsync(Action(call, resource), async () =>
    {
        await act();
        return true;
    }, _ => "");

    private static JournalAction Action(string call, string resource) => JournalAction.Of(JournalAction.Operator, JournalAction.Operator, "", call, resource);

    private async Task<T> RunAsync<T>(JournalAction action, Func<Task<T>> act, Func<T, string> resultOf)
    {
        long begun = await journal.BeginAsync(action);
        try
        {
            T done = await act();
            await journal.EndAsync(begun, action, JournalOutcome.Accepted, result: resultOf(done));
            return done;
        }
        catch (Exception)
        {
            await journal.EndAsync(begun, action, JournalOutcome.Unknown);
            throw;
        }
    }
}
