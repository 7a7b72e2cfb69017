namespace Benchmarking.Client;

/// <summary>How a <see cref="BenchmarkingClient"/> calls; the defaults suit a member's own programs.</summary>
public sealed record BenchmarkingClientOptions
{
    /// <summary>How long a unary call may take when the caller sets no deadline; null for ever. Default 100 s.</summary>
    public TimeSpan? DefaultDeadline { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Sends the key over plain http to another machine too, where whoever is between can read it. Default false: for a
    /// network that is encrypted below, such as a service mesh or a tunnel.
    /// </summary>
    public bool AllowKeyOverPlainHttp { get; init; }
}
