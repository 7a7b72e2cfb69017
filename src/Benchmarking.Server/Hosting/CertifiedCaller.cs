using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Grains.Keys;
using Benchmarking.Organisations;
using Benchmarking.Releases;

namespace Benchmarking.Server.Hosting;

/// <summary>
/// Whose a client certificate is: one of <see cref="Subject"/>, <see cref="AlternativeName"/> and <see cref="Thumbprint"/> says which, as RFC 8705
/// (2.1.2, 2.2.2) has clients registered.
/// </summary>
public sealed class CertifiedCaller
{
    private const int ThumbprintDigits = 64;

    /// <summary>The certificate's whole subject, such as <c>CN=returns, O=City of Ely, C=GB</c>.</summary>
    public string Subject { get; set; } = "";

    /// <summary>One of its alternative names: a DNS name, such as <c>returns.ely.example</c>.</summary>
    public string AlternativeName { get; set; } = "";

    /// <summary>The SHA-256 of the certificate, 64 hexadecimal digits: this one alone, until it is renewed.</summary>
    public string Thumbprint { get; set; } = "";

    /// <summary><c>contributor</c>, <c>viewer</c>, <c>publisher</c>, <c>analyst</c> or <c>steward</c>.</summary>
    public string Role { get; set; } = "";

    /// <summary>The organisation of a contributor or viewer: its identifier; none for the other roles.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>The umbrella body of a publisher, or none when it only reads; none for the other roles.</summary>
    public string Body { get; set; } = "";

    /// <summary>What says which certificate.</summary>
    internal string Identity => $"{SubjectName}{AlternativeName}{Thumbprint}";

    /// <summary>Whether a certificate is this caller's.</summary>
    internal bool Matches(X509Certificate2 certificate) =>
        (Subject.Length > 0 && certificate.Subject == SubjectName)
        || (Thumbprint.Length > 0 && string.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), Thumbprint, StringComparison.OrdinalIgnoreCase))
        || (AlternativeName.Length > 0 && certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .Any(names => names.EnumerateDnsNames().Contains(AlternativeName, StringComparer.OrdinalIgnoreCase)));

    /// <summary>What the caller is, with a certificate that is its own.</summary>
    internal CertificateClaims ClaimsOf(X509Certificate2 certificate) =>
        new(certificate.GetCertHashString(HashAlgorithmName.SHA256), ReadRole()!.Value, OrganisationId.TryParse(Organisation), BodyId.TryParse(Body));

    /// <summary>Every problem of it.</summary>
    /// <param name="section">Where in the settings it is.</param>
    internal IEnumerable<string> Validate(string section)
    {
        if (new[] { Subject, AlternativeName, Thumbprint }.Count(text => text.Length > 0) != 1)
            yield return $"{section} must have one of Subject, AlternativeName and Thumbprint. Write which certificate it is in one way.";
        if (Subject.Length > 0 && SubjectName is null)
            yield return $"{section}:Subject is \"{Subject}\". Write the whole subject, such as CN=returns, O=City of Ely, C=GB.";
        if (Thumbprint.Length > 0 && !(Thumbprint.Length == ThumbprintDigits && Thumbprint.All(char.IsAsciiHexDigit)))
            yield return $"{section}:Thumbprint is \"{Thumbprint}\". Write the 64 digits that `openssl x509 -fingerprint -sha256` tells, without colons.";
        foreach (string problem in ReadRole() is { } role ? ValidateFor(role, section) : [$"{section}:Role is \"{Role}\". Write contributor, viewer, publisher, analyst or steward."])
            yield return problem;
    }

    private IEnumerable<string> ValidateFor(Role role, string section)
    {
        string word = Role.ToLowerInvariant();
        if (KeyRing.ActsForOrganisation(role) && OrganisationId.TryParse(Organisation) is null)
            yield return $"{section}:Organisation is \"{Organisation}\". Write the identifier of the organisation that the {word} acts for.";
        if (!KeyRing.ActsForOrganisation(role) && Organisation.Length > 0)
            yield return $"{section}:Organisation is \"{Organisation}\", and a {word} acts for none. Leave it out.";
        if (role != Grains.Keys.Role.Publisher && Body.Length > 0)
            yield return $"{section}:Body is \"{Body}\", and a {word} publishes for none. Leave it out.";
        if (role == Grains.Keys.Role.Publisher && Body.Length > 0 && BodyId.TryParse(Body) is null)
            yield return $"{section}:Body is \"{Body}\". Write the identifier of the body that the publisher publishes for.";
    }

    private Role? ReadRole() => Enum.GetNames<Role>().Contains(Role, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<Role>(Role, ignoreCase: true) : null;

    // As a certificate's own is written, however the settings space it; null when it is none.
    private string? SubjectName
    {
        get
        {
            try
            {
                // From the bytes: made from a text it would keep that text.
                return Subject.Length == 0 ? null : new X500DistinguishedName(new X500DistinguishedName(Subject).RawData).Name;
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }
}
