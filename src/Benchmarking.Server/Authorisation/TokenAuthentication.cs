using Benchmarking.Server.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Benchmarking.Server.Authorisation;

/// <summary>Sets up what validates the tokens of an identity provider.</summary>
internal static class TokenAuthentication
{
    /// <summary>The name of the scheme.</summary>
    public const string Scheme = "Oidc";

    // Signatures that only the provider can make. An HS* signature is made with the key it is checked with, and that one is public.
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>Adds the scheme.</summary>
    public static void Add(IServiceCollection services, OidcOptions oidc)
    {
        Schemes.Add(services).AddJwtBearer(Scheme, bearer =>
        {
            // Claims keep the names that the provider gave them.
            bearer.MapInboundClaims = false;
            bearer.Authority = oidc.Authority;
            bearer.RequireHttpsMetadata = NeedsHttps(oidc);
            bearer.Events = new()
            {
                OnMessageReceived = ReadToken,
                // Whatever is wrong with a token is told in the platform's own words.
                OnAuthenticationFailed = context =>
                {
                    context.Fail(context.Exception);
                    return Task.CompletedTask;
                },
            };
        });
        services.AddOptions<JwtBearerOptions>(Scheme).Configure<TimeProvider>((bearer, clock) => bearer.TokenValidationParameters = ParametersOf(oidc, oidc.Audience, clock));
    }

    /// <summary>Whether the provider must be asked over TLS: the settings allow http on this machine only.</summary>
    public static bool NeedsHttps(OidcOptions oidc) => !oidc.Authority.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>What must be true of a token (RFC 8725).</summary>
    /// <param name="oidc">The provider.</param>
    /// <param name="audience">Whom it must be for.</param>
    /// <param name="clock">The one clock.</param>
    public static TokenValidationParameters ParametersOf(OidcOptions oidc, string audience, TimeProvider clock) => new()
    {
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        IssuerSigningKeys = oidc.JwksFile.Length > 0 ? TokenKeys.Read(oidc.JwksFile).Keys : null,
        ValidateIssuer = true,
        ValidIssuer = oidc.Issuer.Length > 0 ? oidc.Issuer : null,
        ValidateAudience = true,
        RequireAudience = true,
        ValidAudience = audience,
        ValidateLifetime = true,
        RequireExpirationTime = true,
        // The library's own check reads the machine's clock.
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires, clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(oidc.ClockSkewSeconds)),
    };

    // Keys are none of its business: they are looked up, not validated.
    private static Task ReadToken(MessageReceivedContext context)
    {
        if (Credential.Of(context.HttpContext) is { IsToken: true } credential)
            context.Token = credential.Text;
        else
            context.NoResult();
        return Task.CompletedTask;
    }

    // The skew is taken from the present time: added to a token's it could go beyond the calendar.
    private static bool IsAlive(DateTime? notBefore, DateTime? expires, DateTime now, TimeSpan skew) =>
        expires is { } end && now - skew < end && (notBefore is not { } start || start <= now + skew);
}
