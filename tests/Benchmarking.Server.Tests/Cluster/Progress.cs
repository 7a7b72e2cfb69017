namespace Benchmarking.Server.Tests.Cluster;

/// <summary>Counts what is done, and wakes whoever waits for so much of it.</summary>
internal sealed class Progress
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    public int Done { get; private set; }

    public void Advance()
    {
        lock (_lock)
        {
            Done++;
            foreach ((_, TaskCompletionSource reached) in _waiting.FindAll(waiting => waiting.Count <= Done))
                reached.TrySetResult();
        }
    }

    public Task ReachAsync(int count)
    {
        lock (_lock)
        {
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (count <= Done)
                reached.SetResult();
            else
                _waiting.Add((count, reached));
            return reached.Task;
        }
    }
}
