using System.Security.Cryptography.X509Certificates;

namespace Benchmarking.Client;

/// <summary>How a <see cref="BenchmarkingClient"/> calls; the defaults suit a member's own programs.</summary>
public sealed record BenchmarkingClientOptions
{
    /// <summary>How long a unary call may take when the caller sets no deadline; null for ever. Default 100 s.</summary>
    public TimeSpan? DefaultDeadline { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// A client certificate with its key, by which a server that takes certificates knows the caller; it needs an https address, and no key
    /// beside it. Null for none. The client does not dispose of it.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// Sends the key over plain http to another machine too, where whoever is between can read it. Default false: for a
    /// network that is encrypted below, such as a service mesh or a tunnel.
    /// </summary>
    public bool AllowKeyOverPlainHttp { get; init; }
}
