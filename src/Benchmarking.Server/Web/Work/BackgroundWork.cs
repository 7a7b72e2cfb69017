using System.Collections.Concurrent;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Errors;
using Grpc.Core;

namespace Benchmarking.Server.Web.Work;

/// <summary>How far work is, and how it ended.</summary>
/// <param name="What">What is being done, as a heading has it.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Of how many; 0 while that is not known.</param>
/// <param name="HasEnded">Whether it has ended.</param>
/// <param name="Problems">Why nothing came of it, the first by their lines; empty when all is well.</param>
/// <param name="ProblemCount">How many there were, of which a page shows no more than are kept.</param>
internal sealed record WorkProgress(string What, int Done, int Total, bool HasEnded, IReadOnlyList<V1.Problem> Problems, int ProblemCount);

/// <summary>
/// Work that a form began and that goes on after its answer; a page that loads itself again tells how far it is. It is in this server's
/// memory alone: what matters of it is in the store, and a form that is sent again repeats it with one effect.
/// </summary>
internal sealed class BackgroundWork(TimeProvider clock, ILogger<BackgroundWork> logger)
{
    /// <summary>Most that is remembered at once; the oldest that has ended makes room.</summary>
    private const int Most = 200;

    /// <summary>Most of one caller, so that nobody's leaves no room for others'.</summary>
    private const int MostOfOne = 10;

    /// <summary>Most problems that are kept of one: a page shows no more.</summary>
    private const int MostProblems = 1_000;

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Lock _beginning = new();
    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    private sealed class Entry(string owner, WorkProgress progress, DateTimeOffset begun)
    {
        public string Owner { get; } = owner;

        public DateTimeOffset Begun { get; } = begun;

        public WorkProgress Progress { get; set; } = progress;
    }

    /// <summary>Begins work; it gives the problems for which nothing came of it. Null when there is too much going on, of the caller's or in all.</summary>
    /// <param name="caller">Whose it is: nobody else is told of it.</param>
    /// <param name="what">What is being done.</param>
    /// <param name="work">The work, which reports steps done and of how many.</param>
    /// <returns>The name under which its progress is found.</returns>
    public string? Begin(Caller caller, string what, Func<Action<int, int>, Task<IReadOnlyList<V1.Problem>>> work)
    {
        string id = Guid.NewGuid().ToString("N");
        Entry entry = new(caller.Id, new(what, 0, 0, HasEnded: false, [], 0), clock.GetUtcNow());
        lock (_beginning)
        {
            Forget(caller.Id);
            if (IsFull(caller.Id))
                return null;
            _entries[id] = entry;
        }
        _ = RunAsync(entry, work);
        return id;
    }

    /// <summary>How far a caller's work is; null when it has none of that name.</summary>
    public WorkProgress? Find(Caller caller, string id) => _entries.TryGetValue(id, out Entry? entry) && entry.Owner == caller.Id ? entry.Progress : null;

    private async Task RunAsync(Entry entry, Func<Action<int, int>, Task<IReadOnlyList<V1.Problem>>> work)
    {
        IReadOnlyList<V1.Problem> problems;
        try
        {
            await Task.Yield();
            problems = await work((done, total) => entry.Progress = entry.Progress with { Done = done, Total = total });
        }
        catch (RpcException exception)
        {
            problems = [new() { Message = exception.Status.Detail }];
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "{What} failed.", entry.Progress.What);
            problems = [new Problem(0, "", ProblemReason.StorageUnavailable, "The service could not finish, and what came of it is not known.", "Send the same again: it counts once.").ToWire()];
        }
        entry.Progress = entry.Progress with { HasEnded = true, Problems = [.. problems.OrderBy(problem => problem.Line).Take(MostProblems)], ProblemCount = problems.Count };
    }

    private bool IsFull(string owner) => _entries.Count >= Most || _entries.Values.Count(entry => entry.Owner == owner) >= MostOfOne;

    private void Forget(string owner)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((string id, Entry entry) in _entries.Where(pair => pair.Value.Progress.HasEnded).OrderBy(pair => pair.Value.Begun))
        {
            if (_entries.Count >= Most || entry.Begun + Remembered < now || (entry.Owner == owner && IsFull(owner)))
                _entries.TryRemove(id, out _);
        }
    }
}
