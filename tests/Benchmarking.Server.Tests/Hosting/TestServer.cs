using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Disclosure;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Hosting;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>A real server on a free port, with its own directory and a clock that stands still unless a test moves it.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly bool _ownsDirectory;
    private bool _isStopped;

    private TestServer(WebApplication application, FakeTimeProvider clock, TemporaryDirectory directory, bool ownsDirectory)
    {
        (Application, Clock, _directory, _ownsDirectory) = (application, clock, directory, ownsDirectory);
        Url = application.Urls.First();
        Channel = ChannelWith();
        Steward = new Api(Channel, "");
    }

    /// <summary>When every test server's clock starts.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public WebApplication Application { get; }

    public FakeTimeProvider Clock { get; }

    public string Url { get; }

    /// <summary>Where the pages are, when the server was started with them.</summary>
    public string PagesUrl => Application.Urls.Last();

    public GrpcChannel Channel { get; }

    /// <summary>Calls with a steward's key.</summary>
    public Api Steward { get; private set; }

    /// <summary>Calls without a key.</summary>
    public Api Anonymous => new(Channel, "");

    public string DataDirectory => _directory.Path;

    /// <summary>Starts a server on a directory of its own.</summary>
    public static Task<TestServer> StartAsync() => StartAsync(new TemporaryDirectory(), ownsDirectory: true);

    /// <summary>Starts a server on a directory of its own, with a policy of its own.</summary>
    public static Task<TestServer> StartAsync(DisclosurePolicy policy) => StartAsync(new TemporaryDirectory(), ownsDirectory: true, policy);

    /// <summary>Starts a server on a directory that outlives it, with the default policy or another.</summary>
    public static Task<TestServer> StartAsync(TemporaryDirectory directory, DisclosurePolicy? policy = null) => StartAsync(directory, ownsDirectory: false, policy);

    /// <summary>Starts a server on a directory of its own, with further settings.</summary>
    public static Task<TestServer> StartWithAsync(params string[] settings) => StartAsync(new TemporaryDirectory(), ownsDirectory: true, policy: null, settings);

    /// <summary>Starts a server on a directory that outlives it, with further settings.</summary>
    public static Task<TestServer> StartWithAsync(TemporaryDirectory directory, params string[] settings) => StartAsync(directory, ownsDirectory: false, policy: null, settings);

    /// <summary>Starts a server on a directory of its own, with pages on a free port.</summary>
    // Tests ask from one address for more than readers do.
    public static Task<TestServer> StartWithPagesAsync(params string[] settings) => StartWithAsync(
        ["--Benchmarking:WebListen", "http://127.0.0.1:0", "--Benchmarking:Limits:PagesPerSecond", "0", "--Benchmarking:Limits:FailedSignInsPerMinute", "0", .. settings]);

    /// <summary>Starts a server on a PostgreSQL database that is laid out.</summary>
    public static Task<TestServer> StartOnPostgresAsync(string database, params string[] settings) => StartAsync(new TemporaryDirectory(), ownsDirectory: true, policy: null,
        ["--Benchmarking:Store", "postgres", "--Benchmarking:ConnectionString", database, "--Benchmarking:SiloPort", "0", .. settings]);

    /// <summary>Another connection, with client certificates. The server's own certificate, if it has one, is a test's and taken as it is.</summary>
    public GrpcChannel ChannelWith(params X509Certificate2[] certificates)
    {
        SocketsHttpHandler handler = new() { EnableMultipleHttp2Connections = true };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        // Whatever it is: the library would leave out one that no server should take.
        if (certificates is [var only])
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(only, additionalCertificates: null, offline: true);
        return GrpcChannel.ForAddress(Url, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    /// <summary>Sets the clock to a time months away at once. Timers stay as far off as they were: one that ticks each second would tick through them all.</summary>
    public void JumpTo(DateTimeOffset now) => Clock.AdjustTime(now);

    /// <summary>Calls with a new key of a role.</summary>
    public async Task<Api> SignInAsync(V1.Role role, string organisation = "", string body = "") =>
        new(Channel, (await Steward.Keys.IssueKeyAsync(new() { Role = role, Organisation = organisation, Body = body })).Secret);

    /// <summary>Starts a server on a directory that outlives it, at a time of its own.</summary>
    public static Task<TestServer> StartAtAsync(TemporaryDirectory directory, DateTimeOffset now) => StartAsync(directory, ownsDirectory: false, now);

    /// <summary>The same, with pages on a free port.</summary>
    public static Task<TestServer> StartWithPagesAsync(TemporaryDirectory directory, DateTimeOffset now) =>
        StartAsync(directory, ownsDirectory: false, now, policy: null, "--Benchmarking:WebListen", "http://127.0.0.1:0");

    /// <summary>Calls with a key that was issued before, or is none.</summary>
    public Api With(string key) => new(Channel, key);

    /// <summary>Stops the server and gives its directory back.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        Channel.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsDirectory)
            _directory.Dispose();
    }

    // Nor does it wait before it stops: its clock would have to be moved.
    private static string[] Quiet => ["--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Benchmarking", "None", "--Benchmarking:DrainSeconds", "0"];

    private static Task<TestServer> StartAsync(TemporaryDirectory directory, bool ownsDirectory, DisclosurePolicy? policy = null, params string[] settings) =>
        StartAsync(directory, ownsDirectory, Start, policy, settings);

    private static async Task<TestServer> StartAsync(TemporaryDirectory directory, bool ownsDirectory, DateTimeOffset start, DisclosurePolicy? policy = null, params string[] settings)
    {
        FakeTimeProvider clock = new(start);
        WebApplication application = ServerHost.Build(
            ["--Benchmarking:Listen", "http://127.0.0.1:0", "--Benchmarking:WebListen", "", "--Benchmarking:DataDirectory", directory.Path, .. Quiet, .. settings], clock, policy);
        await application.StartAsync();
        TestServer server = new(application, clock, directory, ownsDirectory);
        server.Steward = new Api(server.Channel, (await application.Services.GetRequiredService<KeyRing>().IssueAsync(Role.Steward, null)).Key);
        return server;
    }
}

/// <summary>A directory that is removed with everything in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("benchmarking-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
