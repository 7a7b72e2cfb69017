using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Benchmarking.Server.Hosting;

/// <summary>
/// Settings of client certificates, section <c>Benchmarking:ClientCertificates</c>, which are taken beside keys and tokens. Without
/// <see cref="AuthorityFile"/> none are asked for.
/// </summary>
public sealed class ClientCertificateOptions
{
    internal const string Section = $"{BenchmarkingOptions.Section}:ClientCertificates";

    /// <summary>The PEM file of the authorities whose certificates are taken, and of those between them and a certificate; it is read at start.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Whether the authority is asked if a certificate was revoked, at each new connection and every ten minutes; it must then be reachable.</summary>
    public bool CheckRevocation { get; set; }

    /// <summary>Whose certificates are which callers. One that is not here is nobody's.</summary>
    public IList<CertifiedCaller> Callers { get; } = [];

    /// <summary>Whether certificates are taken at all.</summary>
    internal bool IsEnabled => AuthorityFile.Length > 0;

    /// <summary>The certificates of the file.</summary>
    /// <exception cref="CryptographicException">The file has no certificate, or is none.</exception>
    internal X509Certificate2Collection ReadAuthorities()
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPemFile(AuthorityFile);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("It has no certificate.");
    }

    /// <summary>Every problem of these settings, each with its remedy; the file of authorities is read.</summary>
    /// <param name="isTls">Whether calls come over TLS.</param>
    /// <param name="isBehindProxy">Whether a proxy ends it: only who ends TLS sees a caller's certificate.</param>
    internal IEnumerable<string> Validate(bool isTls, bool isBehindProxy)
    {
        if (!IsEnabled)
            return Callers.Count > 0 || CheckRevocation ? [$"{Section} says whose certificates are taken, and not of which authority. Name {Section}:AuthorityFile."] : [];
        return [.. ValidateDoor(isTls, isBehindProxy), .. ValidateAuthorities(), .. ValidateCallers(Callers)];
    }

    /// <summary>Every problem of a list of callers.</summary>
    internal static IEnumerable<string> ValidateCallers(IList<CertifiedCaller> callers) =>
    [
        .. callers.SelectMany((caller, i) => caller.Validate($"{Section}:Callers:{i}")),
        .. callers.Where(caller => caller.Identity.Length > 0).GroupBy(caller => caller.Identity, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => $"{Section}:Callers has \"{group.Key}\" twice. Leave one out."),
    ];

    private static IEnumerable<string> ValidateDoor(bool isTls, bool isBehindProxy)
    {
        if (!isTls)
            yield return $"{Section}:AuthorityFile is set, and Benchmarking:Listen is not https: no certificate would be seen. Listen on https, or leave it out.";
        if (isBehindProxy)
            yield return $"{Section}:AuthorityFile and Benchmarking:BehindTlsProxy are both set: the only certificate seen would be the proxy's, whoever calls. Leave one out.";
    }

    private IEnumerable<string> ValidateAuthorities()
    {
        string problem = "";
        try
        {
            if (!ReadAuthorities().Any(IsRoot))
                problem = "It has no authority's own certificate, only some between.";
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = exception.Message;
        }
        if (problem.Length > 0)
            yield return $"{Section}:AuthorityFile \"{AuthorityFile}\" cannot be used: {problem} Name the PEM file of the authority's certificate.";
        if (Callers.Count == 0)
            yield return $"{Section}:Callers is empty. Say whose certificates are which callers: {Section}:Callers:0:Subject, Role and Organisation.";
    }

    private static bool IsRoot(X509Certificate2 authority) => authority.SubjectName.RawData.AsSpan().SequenceEqual(authority.IssuerName.RawData);
}
