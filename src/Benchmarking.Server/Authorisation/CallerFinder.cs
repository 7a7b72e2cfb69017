using Benchmarking.Grains.Keys;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;

namespace Benchmarking.Server.Authorisation;

/// <summary>Finds out who makes a call, from the key or the token it carries, or the certificate of its connection.</summary>
internal sealed class CallerFinder(KeyRing keys, TokenFinder tokens, CertificateFinder certificates, BenchmarkingOptions options, ILogger<CallerFinder> logger)
{
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
        if (credential.IsToken && options.Oidc.IsEnabled)
            return await FindByTokenAsync(context);
        Caller? caller = credential.IsKey ? await keys.AuthenticateAsync(credential.Text) : null;
        return caller ?? throw new Problem(0, "authorization", ProblemReason.KeyInvalid, "There is no key, or it does not hold.",
            "Send the header authorization: Bearer <key>; a steward issues keys with `benchmarking keys issue`.").ToException();
    }

    private async Task<Caller> FindByTokenAsync(HttpContext context)
    {
        AuthenticateResult result = await context.AuthenticateAsync(TokenAuthentication.Scheme);
        if (result.Principal is { } principal && tokens.IdentityOf(principal) is { } identity)
            return await tokens.FindAsync(identity);
        // Why, only the log says: it is for whoever set the provider up. One line of it, whatever the token has in it.
        logger.LogInformation("A token was refused: {Reason}", result.Failure?.Message.Split('\r', '\n')[0] ?? "it has no subject.");
        throw new Problem(0, "authorization", ProblemReason.TokenInvalid, "The token does not hold.",
            $"Get a new one from your identity provider, for the audience {options.Oidc.Audience}.").ToException();
    }
}
