using System.Threading.RateLimiting;
using Benchmarking.Server.Hosting;

namespace Benchmarking.Server.Limits;

/// <summary>How much each reader, and each address, has asked of this server's pages lately; <see cref="CallLimits"/>' counterpart.</summary>
internal sealed class PageLimits(BenchmarkingOptions options) : IDisposable
{
    // Of one reader, for a turn among its pages at once.
    private const int MostWaiting = 200;

    private readonly PartitionedRateLimiter<string> _rate = Limiters.Rate(options.Limits.PagesInBurst, options.Limits.PagesPerSecond, TimeSpan.FromSeconds(1));
    private readonly PartitionedRateLimiter<string> _pages = Limiters.AtOnce(options.Limits.PagesAtOnce, MostWaiting);
    private readonly PartitionedRateLimiter<string> _signIns = Limiters.PerMinute(options.Limits.FailedSignInsPerMinute);

    /// <summary>Lets a request for a page in; the lease is given back when it is answered.</summary>
    /// <param name="who">The reader, or an address.</param>
    /// <param name="cancellation">Ends the wait for a turn.</param>
    /// <returns>The lease; or null, and in how long to try again.</returns>
    public async Task<(IDisposable? Lease, TimeSpan Wait)> EnterAsync(string who, CancellationToken cancellation)
    {
        using RateLimitLease rate = _rate.AttemptAcquire(who);
        if (!rate.IsAcquired)
            return (null, Limiters.WaitOf(rate));
        RateLimitLease lease = await _pages.AcquireAsync(who, permitCount: 1, cancellation);
        return lease.IsAcquired ? (lease, default) : (null, Limiters.WaitOf(lease));
    }

    /// <summary>How long an address must wait that has lately failed too often to sign in; null when it need not. Those that succeed are not counted.</summary>
    public TimeSpan? WaitToSignIn(string address) => Limiters.WaitOf(_signIns, address);

    /// <summary>Counts a sign-in that failed.</summary>
    public void CountFailedSignIn(string address) => _signIns.AttemptAcquire(address).Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PartitionedRateLimiter<string> limiter in (PartitionedRateLimiter<string>[])[_rate, _pages, _signIns])
            limiter.Dispose();
    }
}
