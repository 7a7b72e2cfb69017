using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Server.Tests.Hosting;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>An authority of the tests' own, and certificates of it, made when they are asked for.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");

    private int _serial;

    public TestAuthority(string name = "Authority")
    {
        using ECDsa key = NewKey();
        Certificate = AuthorityRequest(name, key).CreateSelfSigned(TestServer.Start.AddYears(-5), TestServer.Start.AddYears(20));
    }

    private TestAuthority(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>Its own certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>An authority under this one.</summary>
    public TestAuthority Below(string name = "Below")
    {
        using ECDsa key = NewKey();
        using X509Certificate2 issued = AuthorityRequest(name, key).Create(Certificate, TestServer.Start.AddYears(-4), TestServer.Start.AddYears(10), BitConverter.GetBytes(++_serial));
        return new(issued.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate of it with its key, which holds for a year about when a test server's clock starts.</summary>
    public X509Certificate2 Issue(string subject, string dns = "", DateTimeOffset? from = null, DateTimeOffset? to = null, bool forServers = false, Uri? revocations = null)
    {
        using ECDsa key = NewKey();
        CertificateRequest request = Request(subject, key, forServers, dns);
        if (revocations is not null)
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([revocations.AbsoluteUri]));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using X509Certificate2 issued = request.Create(Certificate, from ?? TestServer.Start.AddMonths(-6), to ?? TestServer.Start.AddMonths(6), BitConverter.GetBytes(++_serial));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>The list of the certificates of it that hold no longer.</summary>
    public byte[] Revoke(params X509Certificate2[] certificates)
    {
        CertificateRevocationListBuilder list = new();
        foreach (X509Certificate2 certificate in certificates)
            list.AddEntry(certificate, TestServer.Start.AddDays(-1));
        return list.Build(Certificate, crlNumber: 1, TestServer.Start.AddDays(30), HashAlgorithmName.SHA256, thisUpdate: TestServer.Start.AddDays(-1));
    }

    /// <summary>A certificate that no authority made.</summary>
    public static X509Certificate2 SelfSign(string subject)
    {
        using ECDsa key = NewKey();
        return Request(subject, key, forServers: false, "").CreateSelfSigned(TestServer.Start.AddMonths(-6), TestServer.Start.AddMonths(6));
    }

    /// <summary>Writes a server's certificate and this authority's, with others', into a directory; the settings that name them.</summary>
    public string[] Settings(string directory, params X509Certificate2[] others)
    {
        using X509Certificate2 server = Issue("CN=localhost", "localhost", forServers: true);
        string pfx = Path.Combine(directory, "server.pfx"), pem = Path.Combine(directory, "authority.pem");
        File.WriteAllBytes(pfx, server.Export(X509ContentType.Pfx));
        File.WriteAllText(pem, string.Join('\n', others.Prepend(Certificate).Select(certificate => certificate.ExportCertificatePem())));
        return ["--Benchmarking:Listen", "https://127.0.0.1:0", "--Benchmarking:Certificate", pfx, "--Benchmarking:ClientCertificates:AuthorityFile", pem];
    }

    public void Dispose() => Certificate.Dispose();

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest Request(string subject, ECDsa key, bool forServers, string dns)
    {
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([forServers ? ServerUse : ClientUse], critical: false));
        if (dns.Length == 0)
            return request;
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(dns);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
