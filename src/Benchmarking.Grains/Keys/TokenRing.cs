using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Keys;

/// <summary>What a validated token of an identity provider says of its holder.</summary>
/// <param name="Issuer">Who made it.</param>
/// <param name="Subject">Whom it is of, in the issuer's words.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Organisation">The organisation that it names; null when it names none.</param>
/// <param name="Body">The umbrella body that it names; null when it names none.</param>
public sealed record TokenClaims(string Issuer, string Subject, Role Role, string? Organisation, string? Body = null);

/// <summary>Makes callers from tokens whose signature, issuer, audience and lifetime have been checked: the key ring's counterpart.</summary>
public sealed class TokenRing(OrganisationGateway organisations)
{
    /// <summary>
    /// The caller that a validated token stands for; null when its role acts for an organisation and it names none that takes part. An
    /// organisation named for another role is left out: providers put it in everyone's token.
    /// </summary>
    public async Task<Caller?> FindAsync(TokenClaims claims)
    {
        string id = $"{claims.Issuer} {claims.Subject}";
        if (!KeyRing.ActsForOrganisation(claims.Role))
            return new Caller(id, claims.Role, organisation: null, BodyId.TryParse(claims.Body));
        return OrganisationId.TryParse(claims.Organisation) is { } own && await organisations.GetAsync(own) is { Withdrawal: null } ? new Caller(id, claims.Role, own) : null;
    }
}
