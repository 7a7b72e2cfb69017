using Benchmarking.Server.Hosting;
using Benchmarking.Server.Tests.Authorisation;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>The settings of an identity provider: every problem at once, and keys from a file.</summary>
public sealed class OidcSettingsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_a_provider_there_is_nothing_to_say() => Assert.Empty(new BenchmarkingOptions().Validate());

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        BenchmarkingOptions options = new()
        {
            Oidc = new()
            {
                Authority = "http://login.example.org",
                RoleClaim = " ",
                OrganisationClaim = "",
                ClockSkewSeconds = 301,
                Roles = { ["king"] = ["a"], ["viewer"] = ["b", ""], ["analyst"] = ["b"], ["steward"] = [] },
            },
        };
        string[] problems = [.. options.Validate()];
        string[] expected = ["Authority", "Audience", "ClockSkewSeconds", "RoleClaim", "OrganisationClaim", "Roles:king", "Roles:steward", "Roles:viewer", "Roles gives two roles"];
        Assert.Equal(expected.Length, problems.Length);
        Assert.All(expected.Zip(problems), pair => Assert.StartsWith($"Benchmarking:Oidc:{pair.First}", pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_of_signing_in_at_the_pages_is_told_at_once()
    {
        BenchmarkingOptions options = new()
        {
            BehindTlsProxy = true,
            Oidc = new() { JwksFile = "none.json", Issuer = "x", Audience = "x", ClientId = "pages", Scopes = "profile", Roles = { ["viewer"] = ["b"] } },
        };
        string[] expected = ["JwksFile", "ClientId and", "ClientId is set", "Scopes", "PagesAddress is empty"];
        string[] problems = [.. options.Validate()];
        Assert.Equal(expected.Length, problems.Length);
        Assert.All(expected.Zip(problems), pair => Assert.StartsWith($"Benchmarking:Oidc:{pair.First}", pair.Second, StringComparison.Ordinal));
        foreach (string address in (string[])["http://example.org", "https://example.org/pages", "example.org"])
        {
            OidcOptions oidc = new() { Authority = "https://login.example.org", Audience = "x", Roles = { ["viewer"] = ["b"] }, PagesAddress = address };
            Assert.StartsWith("Benchmarking:Oidc:PagesAddress", Assert.Single(new BenchmarkingOptions { Oidc = oidc }.Validate()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_tokens_are_like_without_whose_they_are_is_a_mistake() =>
        Assert.StartsWith("Benchmarking:Oidc says", Assert.Single(new BenchmarkingOptions { Oidc = new() { Audience = "x" } }.Validate()), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"keys":[]}""", "no key that signs")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}]}""", "secret")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"sXchDaQebSXKcvLRZBUe","e":"AQAB"}]}""", "less than 2048")]
    [InlineData("nonsense", "cannot be read")]
    [InlineData("", "cannot be read")]
    public async Task A_file_without_public_keys_prevents_the_start(string content, string problem)
    {
        string path = await WriteAsync(content);
        Assert.Contains(problem, Assert.Single(Offline(path).Validate()), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Single(Offline(path + ".none").Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_from_a_file_check_tokens_without_a_call_to_the_provider()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        string path = await WriteAsync(issuer.Jwks);
        await using TestServer server = await TestServer.StartWithAsync(
            [.. TestIssuer.RoleSettings, "--Benchmarking:Oidc:JwksFile", path, "--Benchmarking:Oidc:Issuer", "https://issuer.example"]);
        Dictionary<string, object> claims = issuer.Claims("analyst");
        (await Refused.ByAsync(server.With(issuer.Sign(claims)).Measures.ListMeasuresAsync(new()))).Is(Grpc.Core.StatusCode.Unauthenticated, "TOKEN_INVALID");
        claims["iss"] = "https://issuer.example";
        await server.With(issuer.Sign(claims)).Measures.ListMeasuresAsync(new());
        await server.With(issuer.SignEc(claims)).Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_harms_no_key()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        issuer.Hide();
        await using TestServer server = await TestServer.StartWithAsync(issuer.Settings);
        (await Refused.ByAsync(server.With(issuer.Sign(issuer.Claims("analyst"))).Measures.ListMeasuresAsync(new()))).Is(Grpc.Core.StatusCode.Unauthenticated, "TOKEN_INVALID");
        await server.Steward.Measures.ListMeasuresAsync(new());
    }

    private static BenchmarkingOptions Offline(string path) =>
        new() { Oidc = new() { JwksFile = path, Issuer = "https://issuer.example", Audience = "x", Roles = { ["viewer"] = ["v"] } } };

    private async Task<string> WriteAsync(string content)
    {
        string path = Path.Combine(_directory.Path, "jwks.json");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
