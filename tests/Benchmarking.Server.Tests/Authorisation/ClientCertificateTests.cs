using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>Client certificates beside keys: those of the authority that the settings name are whose they say, and no others are anyone's.</summary>
public sealed class ClientCertificateTests(ClientCertificateTests.Fixture fixture) : IClassFixture<ClientCertificateTests.Fixture>
{
    private const string Steward = "CN=Steward, O=Umbrella";

    public sealed class Fixture : ServerFixture
    {
        private readonly TemporaryDirectory _directory = new();

        public TestAuthority Authority { get; } = new();

        public TestAuthority Below { get; private set; } = null!;

        public X509Certificate2 Analyst { get; private set; } = null!;

        protected override async Task<TestServer> StartAsync()
        {
            Analyst = Authority.Issue("CN=analyst");
            Below = Authority.Below();
            return await TestServer.StartWithAsync(
            [
                .. Authority.Settings(_directory.Path, Below.Certificate),
                // Spaced otherwise than in the certificate.
                .. Caller(0, "Subject", "CN=Steward,O=Umbrella", "steward"),
                .. Caller(1, "AlternativeName", "returns.mine.example", "contributor", "mine"),
                .. Caller(2, "Thumbprint", Analyst.GetCertHashString(HashAlgorithmName.SHA256), "Analyst"),
                .. Caller(3, "Subject", "CN=Ghost", "viewer", "nowhere"),
                .. Caller(4, "Subject", "CN=Leaving", "viewer", "leaving"),
                .. Caller(5, "Subject", "CN=Publisher", "publisher", body: "umbrella"),
                .. Caller(6, "Subject", "CN=Twice", "analyst"),
                .. Caller(7, "AlternativeName", "twice.example", "steward"),
            ]);
        }

        protected override async Task PrepareAsync()
        {
            foreach (string organisation in (string[])["mine", "theirs", "leaving"])
                await Steward.AddOrganisationAsync(organisation);
            await Steward.OpenAsync("2025");
        }

        protected override ValueTask FinishAsync()
        {
            Authority.Dispose();
            Below.Dispose();
            _directory.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private TestAuthority Authority => fixture.Authority;

    private X509Certificate2 Mine => Authority.Issue("CN=anything", "returns.mine.example");

    [Fact]
    public async Task A_certificate_needs_no_key_whichever_way_the_settings_name_it()
    {
        await With(Authority.Issue(Steward)).Keys.IssueKeyAsync(new() { Role = Role.Viewer, Organisation = "organisations/mine" });
        await With(fixture.Analyst).Measures.ListMeasuresAsync(new());
        await With(Authority.Issue("CN=Publisher")).Releases.ListReleaseDraftsAsync(new());
        Return saved = await With(Mine).Returns.UpdateReturnAsync(new() { Name = "organisations/mine/returns/2025", Lines = { Scenario.Line("spd-01", "1", "2") } });
        Assert.Equal("organisations/mine/returns/2025", saved.Name);
    }

    [Fact]
    public async Task An_authority_between_that_is_in_the_file_may_have_made_it() => await With(fixture.Below.Issue(Steward)).Measures.ListMeasuresAsync(new());

    [Fact]
    public async Task A_certificate_may_do_what_its_role_may_for_its_organisation_and_no_more()
    {
        (await Refused.ByAsync(With(Mine).Returns.GetReturnAsync(new() { Name = "organisations/theirs/returns/2025" }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
        (await Refused.ByAsync(With(Mine).Periods.OpenPeriodAsync(new() { Name = "periods/2030" }))).Is(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED");
    }

    [Fact]
    public async Task What_it_did_is_in_the_journal_under_its_thumbprint()
    {
        X509Certificate2 certificate = Authority.Issue(Steward);
        await With(certificate).Periods.OpenPeriodAsync(new() { Name = "periods/2031" });
        string name = $"certificates/{certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()}";
        Assert.Equal(2, (await fixture.Steward.Journal.ListJournalEntriesAsync(new() { Caller = name })).JournalEntries.Count);
    }

    [Fact]
    public async Task A_certificate_that_does_not_hold_is_refused_in_words_and_a_key_beside_it_does_not_help()
    {
        using TestAuthority other = new(), unlisted = Authority.Below("Below");
        Dictionary<string, X509Certificate2> bad = new()
        {
            ["expired"] = Authority.Issue(Steward, from: TestServer.Start.AddYears(-1), to: TestServer.Start.AddSeconds(-1)),
            ["not yet valid"] = Authority.Issue(Steward, from: TestServer.Start.AddSeconds(1)),
            ["another authority of the same name"] = other.Issue(Steward),
            ["an authority between that is in no file"] = unlisted.Issue(Steward),
            ["self-signed"] = TestAuthority.SelfSign(Steward),
            ["of nobody"] = Authority.Issue("CN=nobody"),
            ["of nobody, but nearly"] = Authority.Issue($"{Steward}, C=GB"),
            ["of nobody, in other letters"] = Authority.Issue("CN=steward, O=Umbrella"),
            ["of nobody, with one's name within a name"] = Authority.Issue("CN=\"Steward, O=Umbrella\""),
            ["of two"] = Authority.Issue("CN=Twice", "twice.example"),
            ["for servers"] = Authority.Issue(Steward, forServers: true),
            ["the authority itself"] = Authority.Certificate,
            ["the authority between itself"] = fixture.Below.Certificate,
            ["of an organisation that does not exist"] = Authority.Issue("CN=Ghost"),
        };
        foreach ((string what, X509Certificate2 certificate) in bad)
        {
            foreach (string key in (string[])["", fixture.Steward.Key])
                await IsInvalidAsync(With(certificate, key), what);
        }
    }

    [Fact]
    public async Task A_bad_certificate_is_refused_even_where_no_key_is_needed()
    {
        await fixture.Server.Anonymous.Releases.ListReleasesAsync(new());
        await With(Mine).Releases.ListReleasesAsync(new());
        (await Refused.ByAsync(With(TestAuthority.SelfSign(Steward)).Releases.ListReleasesAsync(new()))).Is(StatusCode.Unauthenticated, "CERTIFICATE_INVALID");
    }

    [Fact]
    public async Task With_a_withdrawn_organisation_its_certificate_ends()
    {
        Api member = With(Authority.Issue("CN=Leaving"));
        await member.Measures.ListMeasuresAsync(new());
        await fixture.Steward.Organisations.WithdrawOrganisationAsync(new() { Name = "organisations/leaving", Reason = "It has left." });
        await IsInvalidAsync(member);
    }

    [Fact]
    public async Task A_key_beside_a_certificate_must_be_the_same_callers()
    {
        IssueKeyResponse same = await IssueAsync("mine", Role.Contributor), theirs = await IssueAsync("theirs", Role.Contributor), viewer = await IssueAsync("mine", Role.Viewer);
        await With(Mine, same.Secret).Measures.ListMeasuresAsync(new());
        foreach (string key in (string[])[theirs.Secret, viewer.Secret, fixture.Steward.Key])
            await IsInvalidAsync(With(Mine, key));
        await fixture.Steward.Keys.RevokeKeyAsync(new() { Name = same.Key.Name });
        foreach (string key in (string[])[same.Secret, "nonsense"])
            (await Refused.ByAsync(With(Mine, key).Measures.ListMeasuresAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
    }

    [Fact]
    public async Task Without_a_certificate_a_key_is_as_good_as_ever_and_nothing_is_not()
    {
        await fixture.Steward.Measures.ListMeasuresAsync(new());
        (await Refused.ByAsync(fixture.Server.Anonymous.Measures.ListMeasuresAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
    }

    [Fact]
    public async Task A_connection_outlives_neither_its_certificate_nor_the_place_in_the_settings()
    {
        using TemporaryDirectory directory = new();
        await using TestServer server = await TestServer.StartWithAsync(
            [.. Authority.Settings(directory.Path), .. Caller(0, "Subject", "CN=Short", "analyst"), .. Caller(1, "Subject", "CN=Out", "analyst")]);
        Api brief = With(Authority.Issue("CN=Short", to: TestServer.Start.AddMinutes(1)), on: server), outgoing = With(Authority.Issue("CN=Out"), on: server);
        await brief.Measures.ListMeasuresAsync(new());
        server.Clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
        await IsInvalidAsync(brief);
        await outgoing.Measures.ListMeasuresAsync(new());
        // A list with a problem is not taken.
        ((IConfigurationBuilder)server.Application.Configuration).AddInMemoryCollection([new("Benchmarking:ClientCertificates:Callers:1:Role", "king")]);
        await outgoing.Measures.ListMeasuresAsync(new());
        ((IConfigurationBuilder)server.Application.Configuration).AddInMemoryCollection(
            [new("Benchmarking:ClientCertificates:Callers:1:Role", "analyst"), new("Benchmarking:ClientCertificates:Callers:1:Subject", "CN=In")]);
        await IsInvalidAsync(outgoing);
        await With(Authority.Issue("CN=In"), on: server).Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task A_revoked_certificate_ends_and_so_do_all_when_the_authority_does_not_answer()
    {
        using TemporaryDirectory directory = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        await using WebApplication lists = builder.Build();
        byte[] list = [];
        lists.Run(context => context.Response.Body.WriteAsync(list).AsTask());
        lists.Urls.Add("http://127.0.0.1:0");
        await lists.StartAsync(TestContext.Current.CancellationToken);
        Uri address = new($"{lists.Urls.Single()}/{Guid.NewGuid():N}.crl");
        using TestAuthority authority = new($"Authority {Guid.NewGuid():N}");
        await using TestServer server = await TestServer.StartWithAsync(
            [.. authority.Settings(directory.Path), "--Benchmarking:ClientCertificates:CheckRevocation", "true", .. Caller(0, "Subject", Steward, "steward")]);
        X509Certificate2 good = authority.Issue(Steward, revocations: address), revoked = authority.Issue(Steward, revocations: address);
        await IsInvalidAsync(With(good, on: server));
        list = authority.Revoke(revoked);
        await With(good, on: server).Measures.ListMeasuresAsync(new());
        await IsInvalidAsync(With(revoked, on: server));
        await IsInvalidAsync(With(authority.Issue(Steward), on: server), "one that names no list");
    }

    [Fact]
    public async Task Limits_are_each_certificates_own_and_bad_ones_are_counted_by_address()
    {
        using TemporaryDirectory directory = new();
        await using TestServer server = await TestServer.StartWithAsync(
        [
            .. Authority.Settings(directory.Path), .. Caller(0, "Subject", Steward, "steward"),
            "--Benchmarking:Limits:CallsPerSecond", "1", "--Benchmarking:Limits:CallsInBurst", "2", "--Benchmarking:Limits:FailedAttemptsPerMinute", "3",
        ]);
        X509Certificate2 one = Authority.Issue(Steward), two = Authority.Issue(Steward);
        await UntilRateLimitedAsync(With(one, on: server), refused: null);
        await With(two, on: server).Measures.ListMeasuresAsync(new());
        await UntilRateLimitedAsync(With(Authority.Issue("CN=nobody"), on: server), refused: "CERTIFICATE_INVALID");
    }

    // The limiters go by the machine's clock, which gives a call back now and then.
    private static async Task UntilRateLimitedAsync(Api api, string? refused)
    {
        for (string? reason = refused; reason != "RATE_LIMITED";)
        {
            Assert.Equal(refused, reason);
            try
            {
                await api.Measures.ListMeasuresAsync(new());
                reason = null;
            }
            catch (RpcException exception)
            {
                reason = Refused.Of(exception).Reason;
            }
        }
    }

    private static async Task IsInvalidAsync(Api api, string what = "")
    {
        Refused refused = await Refused.ByAsync(api.Measures.ListMeasuresAsync(new()));
        Assert.Equal((what, StatusCode.Unauthenticated, "CERTIFICATE_INVALID"), (what, refused.Code, refused.Reason));
    }

    private async Task<IssueKeyResponse> IssueAsync(string organisation, Role role) =>
        await fixture.Steward.Keys.IssueKeyAsync(new() { Role = role, Organisation = $"organisations/{organisation}" });

    private Api With(X509Certificate2 certificate, string key = "", TestServer? on = null) => new((on ?? fixture.Server).ChannelWith(certificate), key);

    private static string[] Caller(int index, string kind, string identity, string role, string organisation = "", string body = "")
    {
        string section = $"--Benchmarking:ClientCertificates:Callers:{index}";
        return [$"{section}:{kind}", identity, $"{section}:Role", role, $"{section}:Organisation", organisation, $"{section}:Body", body];
    }
}
