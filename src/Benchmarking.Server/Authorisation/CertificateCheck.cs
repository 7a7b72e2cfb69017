using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Server.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Benchmarking.Server.Authorisation;

/// <summary>What was found out about the certificate of a connection: it is a feature of it.</summary>
internal sealed class CertificateVerdict
{
    /// <summary>When it was found out, and why the certificate does not hold; an empty text when it does.</summary>
    public (DateTimeOffset Time, string Problem)? Last { get; set; }
}

/// <summary>
/// Checks client certificates (RFC 5280, 6): a chain to an authority of the settings, for the use of clients, at the present time of the
/// one clock. Nothing that a certificate names is fetched, but the revocation lists that a trusted authority itself put into it.
/// </summary>
/// <remarks>Not by ASP.NET Core's own handler, which reads the machine's clock and lets a stranger's certificate name addresses to be fetched.</remarks>
internal sealed class CertificateCheck(BenchmarkingOptions options, TimeProvider clock)
{
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");

    /// <summary>How long a chain that held is not looked at again. The certificate's own end is looked at with each call.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly X509Certificate2Collection _authorities = options.ClientCertificates.IsEnabled ? options.ClientCertificates.ReadAuthorities() : [];

    /// <summary>Has connections ask for a certificate. One that does not hold is refused call by call, in words, rather than by a broken connection.</summary>
    public static void Ask(HttpsConnectionAdapterOptions https)
    {
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.AllowAnyClientCertificate();
        https.OnAuthenticate = (_, server) => server.CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
    }

    /// <summary>Why the certificate of a connection does not hold; empty when it does.</summary>
    public string ProblemOf(X509Certificate2 certificate, CertificateVerdict verdict)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
            return "It is not valid at this time.";
        if (verdict.Last is not { } last || now >= last.Time + Remembered)
            verdict.Last = last = (now, Check(certificate, now));
        return last.Problem;
    }

    private string Check(X509Certificate2 certificate, DateTimeOffset now)
    {
        string problem = Build(certificate, now, X509RevocationMode.NoCheck);
        // Only of a certificate that an authority made: what a stranger's names is not asked for.
        return problem.Length == 0 && options.ClientCertificates.CheckRevocation ? Build(certificate, now, X509RevocationMode.Online) : problem;
    }

    private string Build(X509Certificate2 certificate, DateTimeOffset now, X509RevocationMode revocation)
    {
        using X509Chain chain = new();
        X509ChainPolicy policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_authorities);
        policy.ApplicationPolicy.Add(ClientUse);
        policy.DisableCertificateDownloads = true;
        (policy.RevocationMode, policy.RevocationFlag) = (revocation, X509RevocationFlag.ExcludeRoot);
        (policy.VerificationTimeIgnored, policy.VerificationTime) = (false, now.UtcDateTime);
        if (!chain.Build(certificate))
            return string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()));
        return chain.ChainElements.Count < 2 || IsAuthority(certificate) ? "It is an authority's own." : "";
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
}
