using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>An identity provider of the tests' own: two keys, published on a free port of this machine, and tokens put together by hand.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "benchmarking-test";

    private readonly WebApplication _application;
    private int _isHidden;

    private TestIssuer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.MapGet("/.well-known/openid-configuration", () => _isHidden == 1 ? null : JsonSerializer.Serialize(new { issuer = Url, jwks_uri = $"{Url}/keys" }));
        _application.MapGet("/keys", () => Jwks);
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

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
