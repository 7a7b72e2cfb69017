using System.Text;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>Every (call, role) pair, over the wire: what a role may not do is refused before the request is read.</summary>
public sealed class PermissionTests(PermissionTests.Fixture fixture) : IClassFixture<PermissionTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        public Dictionary<Role, Api> Callers { get; } = [];

        protected override async Task PrepareAsync()
        {
            await Steward.AddOrganisationAsync("mine");
            await Steward.AddOrganisationAsync("theirs");
            await Steward.OpenAsync("2025");
            foreach (Role role in Enum.GetValues<Role>().Where(role => role != Role.Unspecified))
                Callers[role] = await Server.SignInAsync(role, role is Role.Contributor or Role.Viewer ? "organisations/mine" : "", role == Role.Publisher ? "bodies/mine" : "");
        }
    }

    // c contributor, v viewer, p publisher, a analyst, s steward, - anyone without a key. A call without a row fails the test below.
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["GetOrganisation"] = "cvpas",
        ["ListOrganisations"] = "cvpas",
        ["CreateOrganisation"] = "s",
        ["UpdateOrganisation"] = "s",
        ["ImportOrganisations"] = "s",
        ["WithdrawOrganisation"] = "s",
        ["GetMeasure"] = "cvpas",
        ["ListMeasures"] = "cvpas",
        ["ImportMeasures"] = "s",
        ["GetPeriod"] = "cvpas",
        ["ListPeriods"] = "cvpas",
        ["OpenPeriod"] = "s",
        ["ClosePeriod"] = "s",
        ["FinishPeriod"] = "s",
        ["GetReturn"] = "cv",
        ["UpdateReturn"] = "c",
        ["ValidateReturn"] = "cv",
        ["SubmitReturn"] = "c",
        ["WithdrawReturn"] = "c",
        ["ListReturnRevisions"] = "cv",
        ["ImportReturns"] = "cs",
        ["CutEdition"] = "s",
        ["GetEdition"] = "cvpas",
        ["GetEditionAudit"] = "s",
        ["ListEditions"] = "cvpas",
        ["WithdrawEdition"] = "s",
        ["WatchCut"] = "s",
        ["Compare"] = "cv",
        ["GetBenchmark"] = "cvpas",
        ["GetTrend"] = "cvpas",
        ["CompareTrend"] = "cv",
        ["CompareSectors"] = "cvpas",
        ["ListCohorts"] = "cvpas",
        ["Query"] = "cvpas",
        ["DryRun"] = "cvpas",
        ["ProposeCohort"] = "as",
        ["ListCohortProposals"] = "as",
        ["AcceptCohortProposal"] = "s",
        ["DeclineCohortProposal"] = "s",
        ["GetRelease"] = "cvpas-",
        ["DownloadRelease"] = "cvpas-",
        ["ListReleases"] = "cvpas-",
        ["ListReleaseCalendar"] = "cvpas-",
        ["ListReleaseUses"] = "cv",
        ["GetReleaseDraft"] = "p",
        ["ListReleaseDrafts"] = "p",
        ["PreviewRelease"] = "p",
        ["CreateRelease"] = "p",
        ["UpdateRelease"] = "p",
        ["ScheduleRelease"] = "p",
        ["PublishRelease"] = "p",
        ["ReviseRelease"] = "p",
        ["WithdrawRelease"] = "p",
        ["IssueKey"] = "s",
        ["RotateKey"] = "s",
        ["RevokeKey"] = "s",
        ["GetKey"] = "s",
        ["ListJournalEntries"] = "cs",
        ["VerifyJournal"] = "s",
    };

    /// <summary>Whether a role may make a call.</summary>
    public static bool Allows(string call, Role role) => Expected[call].Contains(char.ToLowerInvariant(role.ToString()[0]), StringComparison.Ordinal);

    /// <summary>Whether anyone may make a call, without a key.</summary>
    public static bool AllowsAnyone(string call) => Expected[call].Contains('-', StringComparison.Ordinal);

    public static IEnumerable<MethodDescriptor> Calls => Permissions.Services.SelectMany(service => service.Methods);

    public static TheoryData<string> CallNames => [.. Calls.Select(call => call.FullName)];

    [Fact]
    public void Every_call_has_a_row_here() =>
        Assert.Equal(Calls.Select(call => call.Name).Order(), Expected.Keys.Order());

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task Each_role_may_make_just_its_calls(string name)
    {
        MethodDescriptor call = Calls.Single(call => call.FullName == name);
        foreach ((Role role, Api caller) in fixture.Callers)
        {
            StatusCode code = await SendEmptyAsync(caller, call);
            bool isAllowed = Allows(call.Name, role);
            // An empty request that is let through is refused for what it lacks, or answered; never for the role.
            Assert.Equal((role, !isAllowed), (role, code == StatusCode.PermissionDenied));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("bmk_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("bmk_../../platform_x_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_key_that_holds_no_call_answers(string key)
    {
        foreach (MethodDescriptor call in Calls)
        {
            StatusCode code = await SendEmptyAsync(fixture.Server.With(key), call);
            bool isOpen = key.Length == 0 && AllowsAnyone(call.Name);
            Assert.Equal((call.Name, !isOpen), (call.Name, code == StatusCode.Unauthenticated));
        }
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once()
    {
        IssueKeyResponse issued = await fixture.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        Api analyst = fixture.Server.With(issued.Secret);
        await analyst.Measures.ListMeasuresAsync(new());
        await fixture.Steward.Keys.RevokeKeyAsync(new() { Name = issued.Key.Name });
        (await Refused.ByAsync(analyst.Measures.ListMeasuresAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
    }

    [Fact]
    public async Task Anothers_return_and_one_that_does_not_exist_answer_alike()
    {
        Api member = fixture.Callers[Role.Contributor];
        // Names of the same length, so that the answers can be compared byte for byte once the name is taken out.
        Refused theirs = await Refused.ByAsync(member.Returns.GetReturnAsync(new() { Name = "organisations/theirs/returns/2025" }));
        Refused absent = await Refused.ByAsync(member.Returns.GetReturnAsync(new() { Name = "organisations/nobody/returns/2025" }));
        theirs.Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
        Assert.Equal(theirs.Message.Replace("theirs", "nobody", StringComparison.Ordinal), absent.Message);
        Assert.Equal(Encoding.Latin1.GetString(theirs.Bytes).Replace("theirs", "nobody", StringComparison.Ordinal), Encoding.Latin1.GetString(absent.Bytes));
        (await Refused.ByAsync(member.Organisations.GetOrganisationAsync(new() { Name = "organisations/theirs" }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
        (await Refused.ByAsync(member.Benchmarks.CompareAsync(new() { Organisation = "organisations/theirs", Edition = "periods/2025" }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
    }

    [Fact]
    public async Task The_store_has_no_key_in_it()
    {
        IssueKeyResponse issued = await fixture.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        string secret = issued.Secret[(issued.Secret.IndexOf('_', 4) + 1)..];
        byte[] id = Encoding.UTF8.GetBytes(issued.Key.Name["keys/".Length..]);
        List<byte[]> files = [];
        foreach (string path in Directory.GetFiles(fixture.Server.DataDirectory, "benchmarking.db*"))
        {
            await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using MemoryStream bytes = new();
            await file.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            files.Add(bytes.ToArray());
        }
        // Its identifier is there, so that the search is known to find; the secret is not.
        Assert.Contains(files, bytes => bytes.AsSpan().IndexOf(id) >= 0);
        Assert.DoesNotContain(files, bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0);
    }

    private static async Task<StatusCode> SendEmptyAsync(Api caller, MethodDescriptor call) => (await RawCall.SendAsync(caller, call)).Code;
}
