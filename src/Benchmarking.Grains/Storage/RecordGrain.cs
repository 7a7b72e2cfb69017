using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Storage;

/// <summary>
/// A grain that is one stored record. A change is decided on <see cref="Newest"/>, made at once, and acknowledged when it is durable;
/// callers that come while a write is under way share the next one (group commit). Readers are served from <see cref="Written"/>.
/// Records are immutable: the provider serialises them after it has waited for its turn, on another thread.
/// </summary>
internal abstract class RecordGrain<TRecord>(IPersistentState<TRecord> storage, ILogger logger) : Grain where TRecord : class, new()
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _waiting;
    private bool _isWriting;
    private Exception? _failure;

    /// <summary>The last durable record.</summary>
    protected TRecord Written { get; private set; } = new();

    /// <summary>The newest record, perhaps not yet durable.</summary>
    protected TRecord Newest { get; private set; } = new();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Written = Newest = storage.State;
        return base.OnActivateAsync(cancellationToken);
    }

    /// <summary>Makes a record the newest and waits until it, or a later one, is durable.</summary>
    /// <exception cref="NotAcknowledgedException">The outcome is unknown; the activation ends, and the next one reads what is stored.</exception>
    protected Task CommitAsync(TRecord next)
    {
        if (_failure is not null)
            return Task.FromException(NotAcknowledged(_failure));
        Newest = next;
        _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task durable = _waiting.Task;
        if (!_isWriting)
            _ = WriteAllAsync();
        return durable;
    }

    /// <summary>The same for a record that may be written already, or be the newest and under way for another call.</summary>
    /// <exception cref="NotAcknowledgedException">As <see cref="CommitAsync"/>.</exception>
    protected Task CommitUnlessWrittenAsync(TRecord next) => ReferenceEquals(next, Written) ? Task.CompletedTask : CommitAsync(next);

    /// <summary>
    /// Waits for long work, and gives it up as soon as a write fails: an activation that ends answers nobody, and hands nobody on, until the last of its
    /// calls has gone. What the work still does is superseded.
    /// </summary>
    /// <exception cref="NotAcknowledgedException">A write has failed meanwhile.</exception>
    protected async Task<T> UnlessFailedAsync<T>(Task<T> work)
    {
        if (await Task.WhenAny(work, _failed.Task) == work)
            return await work;
        // Nobody waits for it any more, nor for how it ends.
        _ = work.ContinueWith(given => given.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw NotAcknowledged(_failure!);
    }

    /// <summary>Reads again what is stored, whoever wrote it; no write may be under way.</summary>
    protected async Task<TRecord> ReadAgainAsync()
    {
        await storage.ReadStateAsync();
        return Written = Newest = storage.State;
    }

    private async Task WriteAllAsync()
    {
        _isWriting = true;
        while (_waiting is { } batch)
        {
            _waiting = null;
            TRecord writing = Newest;
            try
            {
                storage.State = writing;
                await storage.WriteStateAsync();
                Written = writing;
                batch.SetResult();
            }
            catch (Exception failure) // whatever the provider throws, the outcome is unknown
            {
                Fail(failure, batch);
                break;
            }
        }
        _isWriting = false;
    }

    private void Fail(Exception failure, TaskCompletionSource batch)
    {
        _failure = failure;
        logger.LogWarning(failure, "The record of {Grain} was not written; the activation ends.", this.GetPrimaryKeyString());
        batch.SetException(NotAcknowledged(failure));
        _waiting?.SetException(NotAcknowledged(failure));
        _waiting = null;
        _failed.TrySetResult();
        DeactivateOnIdle();
    }

    // The cause stays in the log: an exception that travels to a caller must not carry the store's own words.
    private static NotAcknowledgedException NotAcknowledged(Exception failure) =>
        new($"The store did not acknowledge the write ({failure.GetBaseException().GetType().Name}).");
}
