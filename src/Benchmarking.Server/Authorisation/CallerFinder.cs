using System.Security.Claims;
using Benchmarking.Grains.Keys;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;

namespace Benchmarking.Server.Authorisation;

/// <summary>Finds out who makes a call, from the key or the token it carries, or the certificate of its connection.</summary>
internal sealed class CallerFinder(KeyRing keys, TokenRing tokens, CertificateFinder certificates, BenchmarkingOptions options, ILogger<CallerFinder> logger)
{
    private OidcOptions Oidc => options.Oidc;

    /// <summary>The caller.</summary>
    /// <exception cref="RpcException">There is no key, token or certificate, or one of them does not hold, or they are of different callers.</exception>
    public async Task<Caller> FindAsync(HttpContext context)
    {
        if (await certificates.FindAsync(context) is not { } certified)
            return await FindByHeaderAsync(context);
        return context.Request.Headers.Authorization.Count == 0 ? certified : CertificateFinder.One(certified, await FindByHeaderAsync(context));
    }

    private async Task<Caller> FindByHeaderAsync(HttpContext context)
    {
        Credential credential = Credential.Of(context);
        if (credential.IsToken && Oidc.IsEnabled)
            return await FindByTokenAsync(context);
        Caller? caller = credential.IsKey ? await keys.AuthenticateAsync(credential.Text) : null;
        return caller ?? throw new Problem(0, "authorization", ProblemReason.KeyInvalid, "There is no key, or it does not hold.",
            "Send the header authorization: Bearer <key>; a steward issues keys with `benchmarking keys issue`.").ToException();
    }

    private async Task<Caller> FindByTokenAsync(HttpContext context)
    {
        AuthenticateResult result = await context.AuthenticateAsync(TokenAuthentication.Scheme);
        if (result.Principal is not { } principal || principal.FindFirst("sub") is not { Value.Length: > 0 } subject)
        {
            // Why, only the log says: it is for whoever set the provider up. One line of it, whatever the token has in it.
            logger.LogInformation("A token was refused: {Reason}", result.Failure?.Message.Split('\r', '\n')[0] ?? "it has no subject.");
            throw Invalid("The token does not hold.", $"Get a new one from your identity provider, for the audience {Oidc.Audience}.");
        }
        Role[] roles = [.. Oidc.RolesOf(principal.FindAll(Oidc.RoleClaim).Select(claim => claim.Value))];
        if (roles is not [var role])
        {
            throw new Problem(0, "authorization", ProblemReason.RoleNotAllowed, roles.Length == 0 ? "The token gives no role here." : "The token gives more than one role here.",
                $"Have your identity provider put one role into the claim {Oidc.RoleClaim}.").ToException();
        }
        return await tokens.FindAsync(new(subject.Issuer, subject.Value, role, OrganisationOf(principal), BodyOf(principal)))
            ?? throw Invalid("The token names no organisation of this platform.", $"Have your identity provider put your organisation's identifier into the claim {Oidc.OrganisationClaim}.");
    }

    // Of several it is unclear which is meant.
    private string? OrganisationOf(ClaimsPrincipal principal) => principal.FindAll(Oidc.OrganisationClaim).ToArray() is [var only] ? only.Value : null;

    private string? BodyOf(ClaimsPrincipal principal) => principal.FindAll(Oidc.BodyClaim).ToArray() is [var only] ? only.Value : null;

    private static RpcException Invalid(string message, string remedy) => new Problem(0, "authorization", ProblemReason.TokenInvalid, message, remedy).ToException();
}
