using System.Net;

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

    /// <summary>The directory of the embedded store; made on first start.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>A PFX or PEM certificate with its key, for <c>https</c>.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The certificate's password, if it has one.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>Says that a proxy ends TLS in front of the server: plain HTTP may then listen beyond loopback.</summary>
    public bool BehindTlsProxy { get; set; }

    /// <summary>The file of the disclosure policy; empty for the built-in default, which is <c>deploy/disclosure-policy.json</c>.</summary>
    public string DisclosurePolicy { get; set; } = "";

    /// <summary>Every problem of the settings themselves, each with its remedy; empty when there is none. The policy's file is not read.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(DataDirectory))
            problems.Add("Benchmarking:DataDirectory is empty. Name a directory that the server may write to.");
        if (TryReadListen() is not { } listen)
        {
            problems.Add($"Benchmarking:Listen is \"{Listen}\". Write http://127.0.0.1:50051, or https:// with an IP address and a port.");
            return problems;
        }
        if (listen.IsTls && Certificate.Length == 0)
            problems.Add("Benchmarking:Listen is https, and Benchmarking:Certificate is empty. Name the certificate's file.");
        if (listen.IsTls && Certificate.Length > 0 && !File.Exists(Certificate))
            problems.Add($"Benchmarking:Certificate \"{Certificate}\" is not there. Name the certificate's file.");
        if (!listen.IsTls && !IPAddress.IsLoopback(listen.EndPoint.Address) && !BehindTlsProxy)
        {
            problems.Add($"Benchmarking:Listen is \"{Listen}\": keys and figures would cross the network in clear. "
                + "Use https, listen on 127.0.0.1, or set Benchmarking:BehindTlsProxy to true when a proxy ends TLS.");
        }
        return problems;
    }

    /// <summary>The end point to listen on, or null when <see cref="Listen"/> is not of its form.</summary>
    internal (IPEndPoint EndPoint, bool IsTls)? TryReadListen()
    {
        if (!Uri.TryCreate(Listen, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
            return null;
        IPAddress? address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? parsed) ? parsed : null;
        return address is null ? null : (new IPEndPoint(address, uri.Port), uri.Scheme == "https");
    }
}
