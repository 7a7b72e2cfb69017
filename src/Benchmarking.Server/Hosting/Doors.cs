using System.Net;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Limits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Benchmarking.Server.Hosting;

/// <summary>What a connection may be used for, by where it came in.</summary>
[Flags]
internal enum Door
{
    /// <summary>Calls of programs, over gRPC.</summary>
    Calls = 1,
    /// <summary>Pages, for browsers; and calls by JSON and gRPC-Web, which need no HTTP/2.</summary>
    Pages = 2,
}

/// <summary>
/// The ports the server listens on. Without TLS nothing negotiates, so one speaks HTTP/2 alone, to gRPC, and the other HTTP/1.1 alone, to
/// browsers and to programs that call by JSON; with TLS one port serves both.
/// </summary>
internal static class Doors
{
    private sealed record Entered(Door Door);

    /// <summary>Opens the doors that the settings name, that of calls first.</summary>
    /// <param name="kestrel">The server of HTTP.</param>
    /// <param name="options">The settings.</param>
    /// <param name="certificate">What is shown at those that speak TLS; null when none does.</param>
    public static void Open(KestrelServerOptions kestrel, BenchmarkingOptions options, TlsCertificate? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = options.Limits.Connections > 0 ? options.Limits.Connections : null;
        // More wait for their turn at the client.
        kestrel.Limits.Http2.MaxStreamsPerConnection = 100;
        // An answer waits in 64 kB, which Kestrel's own 240 bytes a second would hold for five minutes.
        kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 4_096, gracePeriod: TimeSpan.FromSeconds(10));
        // Whoever has gone without a word holds nothing for long.
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        (IPEndPoint endPoint, bool isTls) = options.TryReadListen()!.Value;
        (IPEndPoint EndPoint, bool IsTls)? web = options.TryReadWebListen();
        Open(kestrel, options, endPoint, isTls ? certificate : null, options.HasPages && web is null ? Door.Calls | Door.Pages : Door.Calls);
        if (web is { } own)
            Open(kestrel, options, own.EndPoint, own.IsTls ? certificate : null, Door.Pages);
    }

    /// <summary>Whether a request came in by a door.</summary>
    public static bool Came(this HttpContext context, Door door) => context.Features.Get<Entered>() is { } entered && entered.Door.HasFlag(door);

    private static void Open(KestrelServerOptions kestrel, BenchmarkingOptions options, IPEndPoint endPoint, TlsCertificate? certificate, Door door) => kestrel.Listen(endPoint, listen =>
    {
        listen.Protocols = door switch
        {
            _ when certificate is not null => HttpProtocols.Http1AndHttp2,
            Door.Calls => HttpProtocols.Http2,
            _ => HttpProtocols.Http1,
        };
        if (options.Limits.ConnectionsPerAddress > 0 && !options.BehindTlsProxy)
            ConnectionLimit.Use(listen, options.Limits.ConnectionsPerAddress);
        if (certificate is not null)
            listen.UseHttps(https => Configure(https, options, certificate, door));
        listen.Use(next => connection =>
        {
            connection.Features.Set(new Entered(door));
            connection.Features.Set(new CertificateVerdict());
            return next(connection);
        });
    });

    private static void Configure(HttpsConnectionAdapterOptions https, BenchmarkingOptions options, TlsCertificate certificate, Door door)
    {
        (https.ServerCertificate, https.ServerCertificateChain) = (certificate.Certificate, certificate.Chain);
        // Pages alone have sessions instead: a browser would ask its reader for a certificate.
        if (options.ClientCertificates.IsEnabled && door.HasFlag(Door.Calls))
            CertificateCheck.Ask(https);
    }
}
