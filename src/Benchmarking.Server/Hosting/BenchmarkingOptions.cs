using System.Net;
using Benchmarking.Grains.Editions;
using Benchmarking.Server.Telemetry;

namespace Benchmarking.Server.Hosting;

/// <summary>
/// Settings of the server, section <c>Benchmarking</c> of appsettings.json, environment variables <c>Benchmarking__Listen</c> and so on,
/// or arguments <c>--Benchmarking:Listen</c> and so on.
/// </summary>
public sealed class BenchmarkingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Benchmarking";

    /// <summary>Where to listen: <c>http://</c> or <c>https://</c>, an IP address or <c>localhost</c>, and a port; port 0 takes a free one.</summary>
    public string Listen { get; set; } = "http://127.0.0.1:50051";

    /// <summary>
    /// Where the pages are, in the form of <see cref="Listen"/>; empty for no pages. Left out, they are on the port of an <c>https</c>
    /// <see cref="Listen"/>, and otherwise at <c>http://127.0.0.1:50080</c>: without TLS one port cannot speak both to gRPC and to browsers.
    /// </summary>
    public string? WebListen { get; set; }

    /// <summary>
    /// The origins, such as <c>https://dashboard.example.org</c>, whose pages' scripts may call from a reader's browser; none by default. A script
    /// still needs a key: no session of the pages here makes a call.
    /// </summary>
    public IList<string> BrowserOrigins { get; } = [];

    /// <summary>Where figures are kept: <c>embedded</c>, in a directory of this machine, or <c>postgres</c>, in a database that several servers share.</summary>
    public string Store { get; set; } = "embedded";

    /// <summary>The PostgreSQL database of <see cref="Store"/> <c>postgres</c>: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>With <c>postgres</c>: the IP address at which the other servers reach this one.</summary>
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>With <c>postgres</c>: the port at which the other servers reach this one; 0 takes a free one.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>With <c>postgres</c>: a PFX certificate with its key, the same on every server, by which they know each other and encrypt what they say.</summary>
    public string SiloCertificate { get; set; } = "";

    /// <summary>The password of <see cref="SiloCertificate"/>, if it has one.</summary>
    public string SiloCertificatePassword { get; set; } = "";

    /// <summary>
    /// Certificates that other servers may show instead of <see cref="SiloCertificate"/>, PEM or PFX, while one takes another's place; none by
    /// default. What is in it is trusted: leave out what is needed no more.
    /// </summary>
    public IList<CertificateOptions> OtherSiloCertificates { get; } = [];

    /// <summary>Says that nobody but the servers can reach the network between them: it may then be in clear.</summary>
    public bool SiloNetworkIsPrivate { get; set; }

    /// <summary>
    /// A PFX certificate with its RSA key, the same on every server, that protects the keys under which returns are encrypted; empty for keys that
    /// only the rights on their file or tables protect.
    /// </summary>
    public string EncryptionCertificate { get; set; } = "";

    /// <summary>The password of <see cref="EncryptionCertificate"/>, if it has one.</summary>
    public string EncryptionCertificatePassword { get; set; } = "";

    /// <summary>
    /// Certificates, each a PFX with its RSA key, that also open the keys of the store while <see cref="EncryptionCertificate"/> takes another's place, or is
    /// going to; none by default. <c>Benchmarking.Server rewrap</c> ends the need for those from before.
    /// </summary>
    public IList<CertificateOptions> OtherEncryptionCertificates { get; } = [];

    /// <summary>The directory of the embedded store; made on first start.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>A PFX or PEM file with a certificate, its key, and what leads to its authority, for <c>https</c>; a relative path is from the working directory.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The password of <see cref="Certificate"/>, if it has one.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>Says that a proxy ends TLS in front of the server: plain HTTP may then listen beyond loopback.</summary>
    public bool BehindTlsProxy { get; set; }

    /// <summary>
    /// How long, in seconds, the server goes on serving once it has been told to stop and says that it is not ready, so that others stop
    /// sending it calls; null for 5 with <c>postgres</c>, where others take over, and 0 otherwise.
    /// </summary>
    public int? DrainSeconds { get; set; }

    /// <summary>How long, in seconds, calls under way may go on after that.</summary>
    public int FinishSeconds { get; set; } = 25;

    /// <summary>The file of the disclosure policy; empty for the built-in default, which is <c>deploy/disclosure-policy.json</c>.</summary>
    public string DisclosurePolicy { get; set; } = "";

    /// <summary>Most cells of editions that the server keeps in memory, about 500 bytes each; 0 keeps none, and reads them from the store each time.</summary>
    public long EditionCacheCells { get; set; } = EditionCacheSize.Default.Cells;

    /// <summary>The campaigns in which no release may appear.</summary>
    public IList<PreElectionOptions> PreElectionPeriods { get; } = [];

    /// <summary>The identity provider whose tokens are taken beside keys.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>The client certificates that are taken beside keys.</summary>
    public ClientCertificateOptions ClientCertificates { get; set; } = new();

    /// <summary>Where traces, metrics and logs go.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>How much one caller may ask of this server.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>Every problem of the settings themselves, each with its remedy; empty when there is none. The policy's file is not read.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        problems.AddRange(ValidateStore());
        problems.AddRange(Oidc.Validate(BehindTlsProxy));
        problems.AddRange(ClientCertificates.Validate(TryReadListen() is { IsTls: true }, BehindTlsProxy));
        problems.AddRange(PreElectionPeriods.SelectMany((period, index) => period.Validate(index)));
        problems.AddRange(Limits.Validate());
        problems.AddRange(ValidateStop());
        if (EditionCacheCells < 0)
            problems.Add($"Benchmarking:EditionCacheCells is {EditionCacheCells}. Write how many cells of editions are kept in memory, about 500 bytes each, or 0 for none.");
        problems.AddRange(ValidateOrigins());
        problems.AddRange(Telemetry.Validate());
        problems.AddRange(ValidateEndPoint(nameof(Listen), Listen, "http://127.0.0.1:50051"));
        if (WebListen is { Length: > 0 })
            problems.AddRange(ValidateEndPoint(nameof(WebListen), WebListen, "http://127.0.0.1:50080"));
        if (TryReadListen() is { EndPoint.Port: > 0 } listen && TryReadWebListen() is { } web && web.EndPoint.Equals(listen.EndPoint))
            problems.Add($"Benchmarking:WebListen is \"{WebListen}\", where Benchmarking:Listen is already. Leave it out with https, or give it a port of its own.");
        return problems;
    }

    /// <summary>How long calls are taken after the server was told to stop.</summary>
    internal TimeSpan DrainTime => TimeSpan.FromSeconds(DrainSeconds ?? (IsClustered ? 5 : 0));

    /// <summary>How long calls under way may go on after <see cref="DrainTime"/>.</summary>
    internal TimeSpan FinishTime => TimeSpan.FromSeconds(FinishSeconds);

    /// <summary>Whether figures are kept in PostgreSQL.</summary>
    internal bool IsClustered => Store == "postgres";

    private IEnumerable<string> ValidateOrigins() => BrowserOrigins.Where(origin => !IsOrigin(origin)).Select(origin =>
        $"Benchmarking:BrowserOrigins has \"{origin}\". Write https:// and a host, without a path or a slash at the end; http:// is for localhost alone, and * for nobody.");

    // As browsers write it, since it is compared letter by letter.
    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.GetLeftPart(UriPartial.Authority) == text
        && uri.UserInfo.Length == 0 && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));

    private IEnumerable<string> ValidateStop()
    {
        if (DrainSeconds is < 0 or > 300)
            yield return $"Benchmarking:DrainSeconds is {DrainSeconds}. Write a number from 0 to 300.";
        if (FinishSeconds is < 0 or > 3600)
            yield return $"Benchmarking:FinishSeconds is {FinishSeconds}. Write a number from 0 to 3600.";
    }

    /// <summary>Every problem of the settings that say where figures are kept.</summary>
    internal IEnumerable<string> ValidateStore()
    {
        if (Store is not ("embedded" or "postgres"))
            yield return $"Benchmarking:Store is \"{Store}\". Write embedded, or postgres.";
        if (Store == "embedded" && string.IsNullOrWhiteSpace(DataDirectory))
            yield return "Benchmarking:DataDirectory is empty. Name a directory that the server may write to.";
        if (Store == "embedded" && ConnectionString.Length > 0)
            yield return "Benchmarking:ConnectionString is set, and Benchmarking:Store is embedded. Set Benchmarking:Store to postgres, or leave the connection string out.";
        foreach (string problem in CertificateFiles.Validate(this))
            yield return problem;
        if (!IsClustered)
            yield break;
        if (string.IsNullOrWhiteSpace(ConnectionString))
            yield return "Benchmarking:ConnectionString is empty. Write Host=…;Database=…;Username=…;Password=….";
        if (!IPAddress.TryParse(AdvertisedAddress, out IPAddress? address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            yield return $"Benchmarking:AdvertisedAddress is \"{AdvertisedAddress}\". Write the IP address at which the other servers reach this one.";
        else if (!IPAddress.IsLoopback(address) && SiloCertificate.Length == 0 && !SiloNetworkIsPrivate)
        {
            yield return $"Benchmarking:AdvertisedAddress is \"{AdvertisedAddress}\", and Benchmarking:SiloCertificate is empty: figures would cross the network in clear, and whoever reaches the port could ask for them. "
                + "Name a certificate, the same on every server, or set Benchmarking:SiloNetworkIsPrivate to true when nobody else can reach that network.";
        }
        if (SiloPort is < 0 or > 65535)
            yield return $"Benchmarking:SiloPort is {SiloPort}. Write a port from 1 to 65535, or 0 for a free one.";
    }

    /// <summary>Where other servers reach this one.</summary>
    internal IPEndPoint Advertised => new(IPAddress.Parse(AdvertisedAddress), SiloPort);

    /// <summary>The end point to listen on, or null when <see cref="Listen"/> is not of its form.</summary>
    internal (IPEndPoint EndPoint, bool IsTls)? TryReadListen() => TryRead(Listen);

    /// <summary>The end point of the pages alone; null when there are none, or they share that of <see cref="Listen"/>.</summary>
    internal (IPEndPoint EndPoint, bool IsTls)? TryReadWebListen() => WebListen switch
    {
        null => TryReadListen() is { IsTls: false } ? TryRead("http://127.0.0.1:50080") : null,
        _ => TryRead(WebListen),
    };

    /// <summary>Whether there are pages at all.</summary>
    internal bool HasPages => WebListen != "";

    /// <summary>Whether readers' browsers reach the pages over TLS, the server's own or a proxy's.</summary>
    internal bool PagesAreEncrypted => BehindTlsProxy || (TryReadWebListen() ?? TryReadListen()) is { IsTls: true };

    private IEnumerable<string> ValidateEndPoint(string setting, string text, string example)
    {
        if (TryRead(text) is not { } listen)
        {
            yield return $"Benchmarking:{setting} is \"{text}\". Write {example}, or https:// with an IP address and a port.";
            yield break;
        }
        if (listen.IsTls && Certificate.Length == 0)
            yield return $"Benchmarking:{setting} is https, and Benchmarking:Certificate is empty. Name the certificate's file.";
        if (listen.IsTls && Certificate.Length > 0 && !File.Exists(Certificate))
            yield return $"Benchmarking:Certificate \"{Certificate}\" is not there. Name the certificate's file.";
        if (!listen.IsTls && !IPAddress.IsLoopback(listen.EndPoint.Address) && !BehindTlsProxy)
        {
            yield return $"Benchmarking:{setting} is \"{text}\": keys and figures would cross the network in clear. "
                + "Use https, listen on 127.0.0.1, or set Benchmarking:BehindTlsProxy to true when a proxy ends TLS.";
        }
    }

    private static (IPEndPoint EndPoint, bool IsTls)? TryRead(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
            return null;
        IPAddress? address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? parsed) ? parsed : null;
        return address is null ? null : (new IPEndPoint(address, uri.Port), uri.Scheme == "https");
    }
}
