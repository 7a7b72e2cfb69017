using System.Security.Cryptography;
using System.Text;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>Tokens of an identity provider: which hold, and each way in which one does not.</summary>
public sealed class TokenTests(TokenTests.Fixture fixture) : IClassFixture<TokenTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        public TestIssuer Issuer { get; private set; } = null!;

        protected override async Task<TestServer> StartAsync()
        {
            Issuer = await TestIssuer.StartAsync();
            return await TestServer.StartWithAsync(Issuer.Settings);
        }

        protected override async Task PrepareAsync()
        {
            await Steward.AddOrganisationAsync("mine");
            await Steward.AddOrganisationAsync("theirs");
        }

        protected override ValueTask FinishAsync() => Issuer.DisposeAsync();
    }

    private static readonly long Now = TestServer.Start.ToUnixTimeSeconds();

    private TestIssuer Issuer => fixture.Issuer;

    [Fact]
    public async Task A_member_with_a_token_sees_its_own_organisation_and_no_other()
    {
        foreach (string named in (string[])["mine", "organisations/mine"])
        {
            Api member = fixture.Server.With(Issuer.Sign(Issuer.Claims("contributor", named)));
            ListOrganisationsResponse seen = await member.Organisations.ListOrganisationsAsync(new());
            Assert.Equal("organisations/mine", Assert.Single(seen.Organisations).Name);
            (await Refused.ByAsync(member.Organisations.GetOrganisationAsync(new() { Name = "organisations/theirs" }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
        }
    }

    [Fact]
    public async Task Either_kind_of_key_may_sign_and_a_claim_may_be_a_text_or_a_list()
    {
        Dictionary<string, object> claims = Issuer.Claims("reader");
        await HoldsAsync(Issuer.SignEc(claims));
        claims["roles"] = "urn:bm:reader";
        claims["aud"] = new[] { "another", TestIssuer.Audience };
        await HoldsAsync(Issuer.Sign(claims));
        // An organisation in an analyst's token is no reason to refuse it, nor may it read as one.
        claims["organisation"] = "mine";
        Assert.Equal(2, (await fixture.Server.With(Issuer.Sign(claims)).Organisations.ListOrganisationsAsync(new())).Organisations.Count);
    }

    /// <summary>What a claim is changed to; null takes it out.</summary>
    public static TheoryData<string, object?> BadClaims => new()
    {
        { "exp", Now - 30 }, { "exp", Now - 86_400 }, { "exp", null }, { "exp", "tomorrow" }, { "exp", long.MinValue }, { "exp", 0 },
        { "nbf", Now + 31 }, { "nbf", Now + 86_400 },
        { "iss", "https://elsewhere.example" }, { "iss", null }, { "iss", "" },
        { "aud", "another-platform" }, { "aud", null }, { "aud", "" }, { "aud", "BENCHMARKING-TEST" },
        { "sub", null }, { "sub", "" },
    };

    [Theory]
    [MemberData(nameof(BadClaims))]
    public async Task A_token_with_a_bad_claim_does_not_hold(string claim, object? value)
    {
        Dictionary<string, object> claims = Issuer.Claims("analyst");
        await HoldsAsync(Issuer.Sign(claims));
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = value;
        await DoesNotHoldAsync(Issuer.Sign(claims));
    }

    [Fact]
    public async Task Clocks_may_be_half_a_minute_apart_and_the_end_of_time_is_no_trouble()
    {
        foreach ((string claim, long value) in ((string, long)[])[("exp", Now - 29), ("nbf", Now + 30), ("exp", 253_402_300_799), ("exp", long.MaxValue)])
        {
            Dictionary<string, object> claims = Issuer.Claims("analyst");
            claims[claim] = value;
            await HoldsAsync(Issuer.Sign(claims));
        }
    }

    [Fact]
    public async Task Only_the_providers_signature_makes_a_token_hold()
    {
        Dictionary<string, object> claims = Issuer.Claims("steward");
        string good = Issuer.Sign(claims);
        using RSA other = RSA.Create(2048);
        byte[] publicKey = Encoding.ASCII.GetBytes(Issuer.Rsa.ExportSubjectPublicKeyInfoPem());
        string[] bad =
        [
            TestIssuer.Sign("none", null, claims, _ => []),
            TestIssuer.Sign("None", "rsa", claims, _ => []),
            TestIssuer.Sign("none", "rsa", claims, data => Issuer.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            TestIssuer.Sign("HS256", "rsa", claims, data => HMACSHA256.HashData(publicKey, data)),
            TestIssuer.Sign("HS256", null, claims, data => HMACSHA256.HashData(Issuer.Rsa.ExportSubjectPublicKeyInfo(), data)),
            TestIssuer.Sign("HS256", "rsa", claims, data => HMACSHA256.HashData(Issuer.Rsa.ExportParameters(false).Modulus!, data)),
            TestIssuer.Sign("RS256", "rsa", claims, data => other.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            TestIssuer.Sign("RS256", "elsewhere", claims, data => other.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            TestIssuer.Sign("RS256", null, claims, _ => []),
            TestIssuer.Sign("ES256", "rsa", claims, data => Issuer.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            TestIssuer.Sign("ES256", "ec", claims, _ => new byte[64]),
            good[..^8], good[..(good.LastIndexOf('.') + 1)], $"{good[..good.IndexOf('.')]}..{good[(good.LastIndexOf('.') + 1)..]}",
            // Another's claims before a good signature.
            Issuer.Sign(Issuer.Claims("analyst"))[..^342] + good[^342..],
            "..", "a.b.c",
        ];
        await HoldsAsync(good);
        foreach (string token in bad)
            await DoesNotHoldAsync(token);
        // What is neither a key nor three parts is told what a key looks like.
        (await Refused.ByAsync(fixture.Server.With($"{good}.x").Measures.ListMeasuresAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
    }

    [Fact]
    public async Task A_token_gives_one_role()
    {
        foreach (object roles in (object[])["", "urn:bm:king", "URN:BM:STEWARD", Array.Empty<string>(), new[] { "urn:bm:steward", "urn:bm:analyst" }, 5])
        {
            Dictionary<string, object> claims = Issuer.Claims("analyst");
            claims["roles"] = roles;
            (await Refused.ByAsync(fixture.Server.With(Issuer.Sign(claims)).Measures.ListMeasuresAsync(new()))).Is(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED");
        }
        Dictionary<string, object> same = Issuer.Claims("analyst");
        same["roles"] = new[] { "urn:bm:reader", "urn:bm:analyst", "urn:bm:unrelated" };
        await HoldsAsync(Issuer.Sign(same));
    }

    [Fact]
    public async Task A_members_token_names_one_organisation_that_exists()
    {
        foreach (object? organisation in (object?[])[null, "", "nobody", "../mine", "organisations/mine/returns/2025", new[] { "mine", "theirs" }, 5])
        {
            Dictionary<string, object> claims = Issuer.Claims("viewer");
            if (organisation is not null)
                claims["organisation"] = organisation;
            await DoesNotHoldAsync(Issuer.Sign(claims));
        }
    }

    [Fact]
    public async Task What_begins_like_a_key_is_a_key_and_keys_hold_beside_tokens()
    {
        (await Refused.ByAsync(fixture.Server.With($"bmk_{Issuer.Sign(Issuer.Claims("steward"))}").Measures.ListMeasuresAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
        await fixture.Steward.Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task Two_credentials_are_none()
    {
        Metadata headers = new() { { "authorization", $"Bearer {Issuer.Sign(Issuer.Claims("analyst"))}" }, { "authorization", $"Bearer {fixture.Steward.Key}" } };
        Assert.Equal(StatusCode.Unauthenticated, (await Refused.ByAsync(fixture.Server.Anonymous.Measures.ListMeasuresAsync(new(), headers))).Code);
    }

    [Theory]
    [InlineData("bmk_")]
    [InlineData("")]
    [InlineData("a.b.")]
    public async Task A_header_of_100_kB_is_refused_and_the_server_goes_on(string prefix)
    {
        await using TestServer server = await TestServer.StartWithAsync(Issuer.Settings);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => server.With(prefix + new string('A', 100_000)).Measures.ListMeasuresAsync(new()).ResponseAsync);
        Assert.NotEqual(StatusCode.OK, refused.StatusCode);
        await server.Steward.Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task Health_needs_no_token_and_a_bad_one_does_not_harm_it()
    {
        Grpc.Health.V1.Health.HealthClient health = new(fixture.Server.Channel);
        using var watch = health.Watch(new(), new Metadata { { "authorization", "Bearer a.b.c" } }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
    }

    private async Task HoldsAsync(string token) => await fixture.Server.With(token).Measures.ListMeasuresAsync(new());

    private async Task DoesNotHoldAsync(string token) =>
        (await Refused.ByAsync(fixture.Server.With(token).Measures.ListMeasuresAsync(new()))).Is(StatusCode.Unauthenticated, "TOKEN_INVALID");
}
