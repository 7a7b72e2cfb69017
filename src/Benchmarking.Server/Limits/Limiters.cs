using System.Globalization;
using System.Threading.RateLimiting;

namespace Benchmarking.Server.Limits;

/// <summary>The library's limiters as the settings ask for them, one for each caller or address; 0 is no limit.</summary>
internal static class Limiters
{
    // When a place comes free nobody can tell: a call may take a moment, or an hour.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>So many at a stretch, of which so many come back each period, steadily.</summary>
    public static PartitionedRateLimiter<string> Rate(int burst, int perPeriod, TimeSpan period) => Of(perPeriod, who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perPeriod,
        ReplenishmentPeriod = period,
        QueueLimit = 0,
    }));

    /// <summary>So many a minute; each comes back by itself, so that nobody waits a whole minute for one.</summary>
    public static PartitionedRateLimiter<string> PerMinute(int count) => Rate(count, Math.Min(count, 1), TimeSpan.FromMinutes(1) / Math.Max(count, 1));

    /// <summary>So many a day, which come back by the hour.</summary>
    public static PartitionedRateLimiter<string> PerDay(int count) => Rate(count, (count + 23) / 24, TimeSpan.FromHours(1));

    /// <summary>So many at once, and so many more that wait for their turn, the first come first.</summary>
    public static PartitionedRateLimiter<string> AtOnce(int count, int waiting = 0) =>
        Of(count, who => RateLimitPartition.GetConcurrencyLimiter(who, _ => new() { PermitLimit = count, QueueLimit = waiting }));

    /// <summary>In how long somebody may try again who has none left; null when there is one, which is not taken.</summary>
    public static TimeSpan? WaitOf(PartitionedRateLimiter<string> limiter, string who)
    {
        // Whole ones alone: asked for none at all, a bucket lets in whoever has a fraction of one, which comes back within a moment.
        if (limiter.GetStatistics(who) is not { CurrentAvailablePermits: < 1 })
            return null;
        using RateLimitLease lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired ? null : WaitOf(lease);
    }

    /// <summary>In how long to try again what a lease refuses.</summary>
    public static TimeSpan WaitOf(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : Moment;

    /// <summary>A wait as the header <c>Retry-After</c> has it: whole seconds, at least one.</summary>
    public static string RetryAfter(TimeSpan wait) => Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>A wait in words: <c>a second</c>, <c>30 seconds</c>, <c>2 hours</c>.</summary>
    public static string Words(TimeSpan wait) => Math.Ceiling(wait.TotalSeconds) is var seconds && seconds <= 1 ? "a second" : seconds < 120 ? $"{seconds:0} seconds"
        : wait.TotalMinutes < 120 ? $"{Math.Ceiling(wait.TotalMinutes):0} minutes" : $"{Math.Ceiling(wait.TotalHours):0} hours";

    private static PartitionedRateLimiter<string> Of(int limit, Func<string, RateLimitPartition<string>> partition) =>
        PartitionedRateLimiter.Create<string, string>(limit == 0 ? RateLimitPartition.GetNoLimiter : partition, StringComparer.Ordinal);
}
