using System.Security.Claims;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Hosting;
using Grpc.Core;

namespace Benchmarking.Server.Authorisation;

/// <summary>What a validated token of an identity provider says of its holder, in the provider's own words.</summary>
/// <param name="Issuer">Who made it.</param>
/// <param name="Subject">Whom it is of.</param>
/// <param name="Roles">The values of the claim that says the role.</param>
/// <param name="Organisation">The organisation; null when it names none, or several, of which it is unclear which is meant.</param>
/// <param name="Body">The umbrella body, in the same way.</param>
internal sealed record TokenIdentity(string Issuer, string Subject, string[] Roles, string? Organisation, string? Body);

/// <summary>Finds out whom a validated token is of: for calls and for pages alike, by the same settings.</summary>
internal sealed class TokenFinder(TokenRing tokens, BenchmarkingOptions options)
{
    private OidcOptions Oidc => options.Oidc;

    /// <summary>What a token says; null when it names no subject.</summary>
    public TokenIdentity? IdentityOf(ClaimsPrincipal principal) => principal.FindFirst("sub") is { Value.Length: > 0 } subject
        ? new(subject.Issuer, subject.Value, [.. principal.FindAll(Oidc.RoleClaim).Select(claim => claim.Value)], OnlyOf(principal, Oidc.OrganisationClaim), OnlyOf(principal, Oidc.BodyClaim))
        : null;

    /// <summary>The caller, as the settings say it now.</summary>
    /// <exception cref="RpcException">The token gives no role, or more than one, or names no organisation that takes part.</exception>
    public async Task<Caller> FindAsync(TokenIdentity identity)
    {
        Role[] roles = [.. Oidc.RolesOf(identity.Roles)];
        if (roles is not [var role])
        {
            throw new Problem(0, "authorization", ProblemReason.RoleNotAllowed, roles.Length == 0 ? "The token gives no role here." : "The token gives more than one role here.",
                $"Have your identity provider put one role into the claim {Oidc.RoleClaim}.").ToException();
        }
        return await tokens.FindAsync(new(identity.Issuer, identity.Subject, role, identity.Organisation, identity.Body))
            ?? throw new Problem(0, "authorization", ProblemReason.TokenInvalid, "The token names no organisation of this platform.",
                $"Have your identity provider put your organisation's identifier into the claim {Oidc.OrganisationClaim}.").ToException();
    }

    private static string? OnlyOf(ClaimsPrincipal principal, string claim) => principal.FindAll(claim).ToArray() is [var only] ? only.Value : null;
}
