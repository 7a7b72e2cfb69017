using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>An identity provider of the tests' own: two keys, published on a free port of this machine, and tokens put together by hand.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "benchmarking-test";

    public const string ClientId = "pages-test";
    public const string ClientSecret = "the secret of the tests' pages, which is long enough";

    private readonly ConcurrentDictionary<string, Grant> _grants = new();
    private readonly WebApplication _application;
    private int _isHidden;

    private TestIssuer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.MapGet("/.well-known/openid-configuration", () => _isHidden == 1 ? null : JsonSerializer.Serialize(new
        {
            issuer = Url,
            jwks_uri = $"{Url}/keys",
            authorization_endpoint = $"{Url}/authorize",
            token_endpoint = $"{Url}/token",
        }));
        _application.MapGet("/keys", () => Jwks);
        _application.MapPost("/token", async (HttpRequest request) => Redeem(await request.ReadFormAsync()));
    }

    public RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Its address, which is also what its tokens name as issuer.</summary>
    public string Url => _application.Urls.Single();

    /// <summary>What a server that takes its tokens is started with.</summary>
    public string[] Settings =>
    [
        "--Benchmarking:Oidc:Authority", Url, .. RoleSettings,
    ];

    /// <summary>The same for a server at whose pages readers sign in with its accounts.</summary>
    public string[] SignInSettings => [.. Settings, "--Benchmarking:Oidc:ClientId", ClientId, "--Benchmarking:Oidc:ClientSecret", ClientSecret];

    /// <summary>The same without the provider's address.</summary>
    public static string[] RoleSettings =>
    [
        "--Benchmarking:Oidc:Audience", Audience, "--Benchmarking:Oidc:Roles:contributor:0", "urn:bm:contributor", "--Benchmarking:Oidc:Roles:viewer:0", "urn:bm:viewer",
        "--Benchmarking:Oidc:Roles:publisher:0", "urn:bm:publisher", "--Benchmarking:Oidc:Roles:analyst:0", "urn:bm:analyst", "--Benchmarking:Oidc:Roles:analyst:1", "urn:bm:reader",
        "--Benchmarking:Oidc:Roles:steward:0", "urn:bm:steward",
    ];

    /// <summary>Its public keys.</summary>
    public string Jwks
    {
        get
        {
            RSAParameters rsa = Rsa.ExportParameters(includePrivateParameters: false);
            ECParameters ec = Ec.ExportParameters(includePrivateParameters: false);
            return JsonSerializer.Serialize(new
            {
                keys = new object[]
                {
                    new { kty = "RSA", use = "sig", kid = "rsa", n = Encode(rsa.Modulus!), e = Encode(rsa.Exponent!) },
                    new { kty = "EC", use = "sig", kid = "ec", crv = "P-256", x = Encode(ec.Q.X!), y = Encode(ec.Q.Y!) },
                },
            });
        }
    }

    public static async Task<TestIssuer> StartAsync()
    {
        TestIssuer issuer = new();
        await issuer._application.StartAsync();
        return issuer;
    }

    /// <summary>No longer says who it is.</summary>
    public void Hide() => Interlocked.Exchange(ref _isHidden, 1);

    /// <summary>The claims of a token that holds for an hour from when a test server's clock starts.</summary>
    public Dictionary<string, object> Claims(string role, string? organisation = null, DateTimeOffset? now = null)
    {
        long start = (now ?? Hosting.TestServer.Start).ToUnixTimeSeconds();
        Dictionary<string, object> claims = new()
        {
            ["iss"] = Url,
            ["aud"] = Audience,
            ["sub"] = "someone",
            ["iat"] = start,
            ["nbf"] = start,
            ["exp"] = start + 3600,
            ["roles"] = new[] { $"urn:bm:{role}" },
        };
        if (organisation is not null)
            claims["organisation"] = organisation;
        return claims;
    }

    /// <summary>Signs somebody in whose browser was sent here; the path and query at which it goes back.</summary>
    /// <param name="asked">Where it was sent.</param>
    /// <param name="claims">What the token will say, beside the nonce that was asked for unless it is there already.</param>
    /// <param name="sign">Makes the token; null for a good signature.</param>
    public string SignIn(Uri asked, Dictionary<string, object> claims, Func<Dictionary<string, object>, string>? sign = null)
    {
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(asked.Query);
        Dictionary<string, object> said = new() { ["nonce"] = query["nonce"].ToString() };
        foreach ((string name, object value) in claims)
            said[name] = value;
        string code = Guid.NewGuid().ToString("N");
        _grants[code] = new(query["code_challenge"].ToString(), query["redirect_uri"].ToString(), (sign ?? Sign)(said));
        return QueryHelpers.AddQueryString(new Uri(query["redirect_uri"].ToString()).AbsolutePath, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] });
    }

    /// <summary>The claims of a token for the pages.</summary>
    public Dictionary<string, object> PageClaims(string role, string? organisation = null) => new(Claims(role, organisation)) { ["aud"] = ClientId };

    /// <summary>A token signed with the RSA key.</summary>
    public string Sign(Dictionary<string, object> claims) => Sign("RS256", "rsa", claims, data => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>A token signed with the elliptic curve key.</summary>
    public string SignEc(Dictionary<string, object> claims) => Sign("ES256", "ec", claims, data => Ec.SignData(data, HashAlgorithmName.SHA256));

    /// <summary>A token put together as told.</summary>
    public static string Sign(string algorithm, string? kid, Dictionary<string, object> claims, Func<byte[], byte[]> sign)
    {
        Dictionary<string, object> header = new() { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (kid is not null)
            header["kid"] = kid;
        string signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{signed}.{Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Rsa.Dispose();
        Ec.Dispose();
    }

    // A code is for whoever was sent here with it, once (RFC 6749, 4.1.3; RFC 7636, 4.6).
    private IResult Redeem(IFormCollection form)
    {
        bool isTheirs = form["grant_type"] == "authorization_code" && form["client_id"] == ClientId && form["client_secret"] == ClientSecret;
        if (!isTheirs || !_grants.TryRemove(form["code"].ToString(), out Grant? grant) || form["redirect_uri"] != grant.RedirectUri
            || Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != grant.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }
        return Results.Json(new { access_token = "none", token_type = "Bearer", id_token = grant.Token });
    }

    private sealed record Grant(string Challenge, string RedirectUri, string Token);

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
