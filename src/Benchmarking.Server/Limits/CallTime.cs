namespace Benchmarking.Server.Limits;

/// <summary>How far a call has come, and until when it may take: a feature of each call of the platform.</summary>
/// <param name="longest">The longest it may take.</param>
/// <param name="clock">The one clock.</param>
/// <param name="aborted">Ends when the caller has gone.</param>
internal sealed class CallTime(TimeSpan longest, TimeProvider clock, CancellationToken aborted) : IDisposable
{
    private readonly CancellationTokenSource _over = new(longest, clock);
    private CancellationTokenSource? _either;

    /// <summary>Ends when the caller has gone, or the call has taken too long.</summary>
    public CancellationToken Token => (_either ??= CancellationTokenSource.CreateLinkedTokenSource(aborted, _over.Token)).Token;

    /// <summary>Whether it has taken too long.</summary>
    public bool IsOver => _over.IsCancellationRequested;

    /// <summary>The longest it may take.</summary>
    public TimeSpan Longest => longest;

    /// <summary>Whether its first message was read: until then whatever is wrong is wrong with the message.</summary>
    public bool IsRead { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _either?.Dispose();
        _over.Dispose();
    }
}
