using Microsoft.Data.Sqlite;
using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>What becomes of a write, or of a read, that meets a fault.</summary>
public enum FaultKind
{
    /// <summary>None: with a hold, the store is merely slow.</summary>
    None,
    /// <summary>The connection is lost before the write is committed.</summary>
    BeforeCommit,
    /// <summary>The write is committed, and its acknowledgement lost.</summary>
    AfterCommit,
    /// <summary>The store says that another has written the record.</summary>
    VersionConflict,
    /// <summary>The disk is full.</summary>
    DiskFull,
    /// <summary>The record cannot be read.</summary>
    Unreadable,
}

/// <summary>A fault that the next matching write or read meets, once.</summary>
/// <param name="kind">What becomes of it.</param>
/// <param name="state">The state's name, such as <c>return.v1</c>.</param>
/// <param name="key">The end of the grain's key; empty for any.</param>
/// <param name="skip">Matching writes that go well before.</param>
internal sealed class StorageFault(FaultKind kind, string state, string key = "", int skip = 0)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _skip = skip;

    /// <summary>Whether the store waits for <see cref="Release"/>; it does not answer before.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Completes once something has met the fault; it fails, rather than wait for ever, when nothing does.</summary>
    public Task Reached => _reached.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public bool IsReached => _reached.Task.IsCompleted;

    /// <summary>How long a test waits for what comes at once unless the code is wrong.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public void Release() => _released.TrySetResult();

    /// <summary>Whether this access is the one; asked once for each, one at a time.</summary>
    public bool Takes(string accessed, GrainId grain, bool isRead) =>
        isRead == (kind == FaultKind.Unreadable) && !_reached.Task.IsCompleted && accessed == state
        && grain.Key.ToString()!.EndsWith(key, StringComparison.Ordinal) && _skip-- <= 0 && _reached.TrySetResult();

    public async Task RunAsync<T>(IGrainState<T> record, Func<Task> access)
    {
        if (IsHeld)
            await _released.Task;
        string? version = record.ETag;
        if (kind is FaultKind.None or FaultKind.AfterCommit)
            await access();
        if (kind == FaultKind.None)
            return;
        // Without an acknowledgement nobody has learnt the new version.
        record.ETag = version;
        throw kind switch
        {
            FaultKind.VersionConflict => new InconsistentStateException("Another has written the record."),
            FaultKind.DiskFull => new SqliteException("database or disk is full", SQLitePCL.raw.SQLITE_FULL),
            _ => new IOException("The store's own words, with secrets in them."),
        };
    }
}
