using System.Threading.RateLimiting;

namespace Benchmarking.Server.Limits;

/// <summary>The library's limiters as the settings ask for them, one for each caller or address; 0 is no limit.</summary>
internal static class Limiters
{
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

    private static PartitionedRateLimiter<string> Of(int limit, Func<string, RateLimitPartition<string>> partition) =>
        PartitionedRateLimiter.Create<string, string>(limit == 0 ? RateLimitPartition.GetNoLimiter : partition, StringComparer.Ordinal);
}
