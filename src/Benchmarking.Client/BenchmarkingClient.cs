using System.Net;
using System.Net.Security;
using Benchmarking.V1;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Benchmarking.Client;

/// <summary>
/// A connection to a Benchmarking server: the generated service clients over one channel, with the key on each call and a
/// repeat of what may be repeated while the server is unavailable. Safe to share between threads; make one, and keep it.
/// Calls fail with <see cref="Grpc.Core.RpcException"/>; <see cref="BenchmarkingException.From"/> reads what the server said. Whole lists are read
/// by <see cref="WholeLists"/>, and the rows of a query by <see cref="QueryPages"/>.
/// </summary>
public sealed class BenchmarkingClient : IDisposable
{
    private readonly GrpcChannel _channel;

    /// <summary>Connects at the first call; making a client sends nothing.</summary>
    /// <param name="server">Such as <c>https://benchmarking.example.org</c>, or <c>http://127.0.0.1:50051</c> on this machine.</param>
    /// <param name="key">The key the platform issued; null for the calls that need none.</param>
    /// <param name="options">How to call; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The address is not http or https, the key cannot be sent in a header, or it would cross a network unencrypted; or there is a
    /// certificate without its key, or for an address that is not https.
    /// </exception>
    public BenchmarkingClient(Uri server, string? key = null, BenchmarkingClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        options ??= new();
        key = string.IsNullOrWhiteSpace(key) ? null : key.Trim();
        CheckAddress(server);
        CheckKey(server, key, options);
        CheckCertificate(server, options);
        _channel = GrpcChannel.ForAddress(server, new() { ServiceConfig = CallPolicy.ServiceConfig, HttpHandler = HandlerOf(options), DisposeHttpClient = true });
        var invoker = _channel.Intercept(new CallPolicy(key, options.DefaultDeadline));
        Organisations = new(invoker);
        Measures = new(invoker);
        Periods = new(invoker);
        Returns = new(invoker);
        Editions = new(invoker);
        Benchmarks = new(invoker);
        Queries = new(invoker);
        CohortProposals = new(invoker);
        Releases = new(invoker);
        Keys = new(invoker);
        Journal = new(invoker);
    }

    /// <summary>Who the members are.</summary>
    public OrganisationService.OrganisationServiceClient Organisations { get; }

    /// <summary>The catalogue of measures.</summary>
    public MeasureService.MeasureServiceClient Measures { get; }

    /// <summary>Reporting periods.</summary>
    public PeriodService.PeriodServiceClient Periods { get; }

    /// <summary>Your returns.</summary>
    public ReturnService.ReturnServiceClient Returns { get; }

    /// <summary>The protected tables of each cut.</summary>
    public EditionService.EditionServiceClient Editions { get; }

    /// <summary>Comparisons with your sector.</summary>
    public BenchmarkService.BenchmarkServiceClient Benchmarks { get; }

    /// <summary>Many protected figures at once, for analysts' programs.</summary>
    public QueryService.QueryServiceClient Queries { get; }

    /// <summary>Cohorts that analysts propose for the next editions, and stewards decide on.</summary>
    public CohortProposalService.CohortProposalServiceClient CohortProposals { get; }

    /// <summary>What umbrella bodies publish; what is published can be read without a key.</summary>
    public ReleaseService.ReleaseServiceClient Releases { get; }

    /// <summary>Keys; stewards only.</summary>
    public KeyService.KeyServiceClient Keys { get; }

    /// <summary>Who did what: all of it for stewards, their own organisation's for contributors.</summary>
    public JournalService.JournalServiceClient Journal { get; }

    /// <summary>Closes the connection; calls under way are cancelled.</summary>
    public void Dispose() => _channel.Dispose();

    // Null leaves the library's own.
    private static SocketsHttpHandler? HandlerOf(BenchmarkingClientOptions options)
    {
        if (options.Certificate is not { } certificate) return null;
        SocketsHttpHandler handler = new() { EnableMultipleHttp2Connections = true };
        // This one, whatever use it is for: the library would leave a doubtful one out without a word, and the server tells why it refuses it.
        handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        return handler;
    }

    private static void CheckCertificate(Uri server, BenchmarkingClientOptions options)
    {
        if (options.Certificate is not { } certificate) return;
        if (!certificate.HasPrivateKey)
            throw new ArgumentException("The certificate has no private key. Give the file that has both.", nameof(options));
        if (server.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"The certificate cannot be sent to {server}. Use an https:// address.", nameof(server));
    }

    private static void CheckAddress(Uri server)
    {
        if (!server.IsAbsoluteUri || (server.Scheme != Uri.UriSchemeHttp && server.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"The server address \"{server}\" is not of the form https://host or http://host:port.", nameof(server));
    }

    private static void CheckKey(Uri server, string? key, BenchmarkingClientOptions options)
    {
        if (key is null) return;
        if (key.Any(c => c is <= ' ' or > '~'))
            throw new ArgumentException("The key holds a character that no key has. Copy it again, whole and on one line.", nameof(key));
        if (server.Scheme == Uri.UriSchemeHttp && !IsLoopback(server) && !options.AllowKeyOverPlainHttp)
            throw new ArgumentException(
                $"The key is not sent to {server} because plain http shows it to whoever is between. Use an https:// address.", nameof(server));
    }

    private static bool IsLoopback(Uri server) =>
        server.IsLoopback || (IPAddress.TryParse(server.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
}
