using System.Threading.RateLimiting;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Hosting;
using Grpc.Core;

namespace Benchmarking.Server.Limits;

/// <summary>
/// How much each caller, and each address, has asked of this server lately. The limiters are the library's; they go by the machine's own
/// steady clock, which nobody can set, and forget whoever has rested for some seconds.
/// </summary>
internal sealed class CallLimits(BenchmarkingOptions options) : IDisposable
{
    // Of one caller, for a turn among its calls at once: nothing of them has been read yet, so that they cost little.
    private const int MostWaiting = 1_000;

    private readonly PartitionedRateLimiter<string> _rate = Limiters.Rate(options.Limits.CallsInBurst, options.Limits.CallsPerSecond, TimeSpan.FromSeconds(1));
    private readonly PartitionedRateLimiter<string> _calls = Limiters.AtOnce(options.Limits.CallsAtOnce, MostWaiting);
    private readonly PartitionedRateLimiter<string> _streams = Limiters.AtOnce(options.Limits.StreamsAtOnce);
    private readonly PartitionedRateLimiter<string> _attempts = Limiters.PerMinute(options.Limits.FailedAttemptsPerMinute);
    private readonly PartitionedRateLimiter<string> _lines = Limiters.PerDay(options.Limits.ImportedLinesPerDay);

    /// <summary>Lets a call in, or not; the lease is given back when it ends. Calls beyond those at once wait for their turn, streams do not.</summary>
    /// <param name="who">The caller, or an address.</param>
    /// <param name="isStream">Whether it is one of the few long ones.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RpcException">There are too many.</exception>
    public async Task<IDisposable> EnterAsync(string who, bool isStream, CancellationToken cancellation)
    {
        using RateLimitLease rate = _rate.AttemptAcquire(who);
        if (!rate.IsAcquired)
            throw Refusal($"More than {options.Limits.CallsPerSecond:N0} calls a second.", Limiters.WaitOf(rate));
        RateLimitLease lease = isStream ? _streams.AttemptAcquire(who) : await _calls.AcquireAsync(who, permitCount: 1, cancellation);
        return lease.IsAcquired ? lease
            : throw Refusal(isStream ? $"More than {options.Limits.StreamsAtOnce:N0} imports, watches, downloads and queries at once." : "Too many calls wait for their turn.", Limiters.WaitOf(lease));
    }

    /// <summary>Refuses an address that has lately failed too often to say who it is. Those that hold are not counted.</summary>
    /// <exception cref="RpcException">It has.</exception>
    public void CheckAttempts(string address)
    {
        if (Limiters.WaitOf(_attempts, address) is { } wait)
            throw Refusal("Too many calls from your address with a key, token or certificate that does not hold.", wait);
    }

    /// <summary>Counts a call with a key, token or certificate that does not hold.</summary>
    public void CountFailedAttempt(string address) => _attempts.AttemptAcquire(address).Dispose();

    /// <summary>Counts the lines of an import.</summary>
    /// <exception cref="RpcException">They are too many for the day.</exception>
    public void CountLines(string who, int lines)
    {
        int most = options.Limits.ImportedLinesPerDay;
        if (most > 0 && lines > most)
        {
            throw new Problem(0, "lines", ProblemReason.TooManyLines, $"The import has more than the {most:N0} lines that may be sent in a day.",
                "Split it between organisations, never within one, and send the parts a day apart: an import replaces the whole return of each organisation in it.").ToException();
        }
        using RateLimitLease lease = _lines.AttemptAcquire(who, lines);
        if (!lease.IsAcquired)
            throw Refusal($"More than {most:N0} lines in a day.", Limiters.WaitOf(lease));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PartitionedRateLimiter<string> limiter in (PartitionedRateLimiter<string>[])[_rate, _calls, _streams, _attempts, _lines])
            limiter.Dispose();
    }

    private static RpcException Refusal(string message, TimeSpan wait) =>
        new Problem(0, "", ProblemReason.RateLimited, message, $"Try again in {Limiters.Words(wait)}.").ToException(wait);
}
