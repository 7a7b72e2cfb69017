using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Keys;

/// <summary>What the settings say of the holder of a client certificate that has been checked.</summary>
/// <param name="Thumbprint">The SHA-256 of the certificate, in hexadecimal.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Organisation">The organisation of a contributor or viewer; null for the other roles.</param>
/// <param name="Body">The umbrella body of a publisher; null for the other roles, and for a publisher that only reads.</param>
public sealed record CertificateClaims(string Thumbprint, Role Role, OrganisationId? Organisation, BodyId? Body = null);

/// <summary>Makes callers from client certificates that have been checked and are whose the settings say: the key ring's counterpart.</summary>
public sealed class CertificateRing(OrganisationGateway organisations)
{
    /// <summary>The caller that a certificate stands for; null when its organisation does not take part.</summary>
    /// <exception cref="ArgumentException">The organisation is missing, or given for a role that acts for none.</exception>
    public async Task<Caller?> FindAsync(CertificateClaims claims)
    {
        if (KeyRing.ActsForOrganisation(claims.Role) != claims.Organisation is not null)
            throw new ArgumentException("A contributor or viewer acts for one organisation, the other roles for none.", nameof(claims));
        return claims.Organisation is null || await organisations.GetAsync(claims.Organisation) is { Withdrawal: null }
            ? new Caller($"certificates/{claims.Thumbprint.ToLowerInvariant()}", claims.Role, claims.Organisation, claims.Body)
            : null;
    }
}
