using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>
/// Every call that names an organisation, by every role, with a key and with a token, about its own organisation, another's and one that
/// does not exist: for members the last two answer alike, byte for byte but for the name.
/// </summary>
public sealed class MatrixTests(MatrixTests.Fixture fixture) : IClassFixture<MatrixTests.Fixture>
{
    // Names of one length that nothing else has in it, so that answers can be compared once the name is taken out.
    private const string Own = "q7zm";
    internal const string Other = "q7zt";

    public sealed class Fixture : ServerFixture
    {
        private TestIssuer? _issuer;

        public List<(Role Role, bool HasToken, Api Api)> Callers { get; } = [];

        protected override async Task<TestServer> StartAsync()
        {
            _issuer = await TestIssuer.StartAsync();
            return await TestServer.StartWithAsync(_issuer.Settings);
        }

        protected override async Task PrepareAsync()
        {
            await Steward.AddOrganisationAsync(Own);
            await Steward.AddOrganisationAsync(Other);
            await Steward.OpenAsync("2025");
            foreach (Role role in Enum.GetValues<Role>().Where(role => role != Role.Unspecified))
            {
                Callers.Add((role, false, await Server.SignInAsync(role, IsMember(role) ? $"organisations/{Own}" : "")));
                Callers.Add((role, true, Server.With(_issuer!.Sign(_issuer.Claims(role.ToString().ToLowerInvariant(), Own)))));
            }
        }

        protected override ValueTask FinishAsync() => _issuer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    // A request of each call, with @ for the organisation. A call that names one and has no row here fails the test below.
    internal static readonly Dictionary<string, string> Requests = new()
    {
        ["GetOrganisation"] = """{ "name": "organisations/@" }""",
        ["CreateOrganisation"] = """{ "organisationId": "@", "organisation": { "displayName": "A", "sector": "local-authority" } }""",
        ["UpdateOrganisation"] = """{ "organisation": { "name": "organisations/@", "displayName": "A", "sector": "local-authority" } }""",
        ["ImportOrganisations"] = """{ "line": 1, "organisation": { "name": "@", "displayName": "A", "sector": "local-authority" } }""",
        // Without a reason, so that it is refused, and the others find their organisations.
        ["WithdrawOrganisation"] = """{ "name": "organisations/@" }""",
        ["GetReturn"] = """{ "name": "organisations/@/returns/2025" }""",
        ["UpdateReturn"] = """{ "name": "organisations/@/returns/2025", "lines": [ { "measure": "measures/emp-01", "stage": "STAGE_DELIVERED", "numerator": "1", "denominator": "2" } ] }""",
        ["ValidateReturn"] = """{ "name": "organisations/@/returns/2025" }""",
        ["SubmitReturn"] = """{ "name": "organisations/@/returns/2025" }""",
        ["WithdrawReturn"] = """{ "name": "organisations/@/returns/2025" }""",
        ["ListReturnRevisions"] = """{ "parent": "organisations/@/returns/2025" }""",
        ["ImportReturns"] = """{ "period": "periods/2025", "lines": [ { "line": 1, "organisation": "@", "measure": "emp-01", "stage": "delivered", "numerator": "1", "denominator": "2" } ] }""",
        ["Compare"] = """{ "organisation": "organisations/@", "edition": "periods/2025" }""",
        ["CompareTrend"] = """{ "organisation": "organisations/@", "measure": "measures/emp-01" }""",
        ["ListReleaseUses"] = """{ "parent": "organisations/@" }""",
        ["IssueKey"] = """{ "role": "ROLE_VIEWER", "organisation": "organisations/@" }""",
        ["ListJournalEntries"] = """{ "organisation": "organisations/@" }""",
    };

    // What a steward asks for by these comes into being.
    private static readonly string[] Creating = ["CreateOrganisation", "ImportOrganisations"];

    public static TheoryData<string> CallNames => [.. Requests.Keys];

    [Fact]
    public void Every_call_that_names_an_organisation_has_a_row_here() =>
        Assert.Equal(PermissionTests.Calls.Where(NamedOrganisations.IsNamedIn).Select(call => call.Name).Order(StringComparer.Ordinal), Requests.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task Anothers_organisation_and_one_that_does_not_exist_answer_alike(string name)
    {
        MethodDescriptor call = PermissionTests.Calls.Single(call => call.Name == name);
        string absent = $"x7{Requests.Keys.ToList().IndexOf(name):00}";
        foreach ((Role role, bool hasToken, Api api) in fixture.Callers)
        {
            RawAnswer own = await AskAsync(api, call, Own);
            RawAnswer other = await AskAsync(api, call, Other);
            RawAnswer none = await AskAsync(api, call, absent);
            string who = $"{name} by {role}{(hasToken ? " with a token" : "")}";
            if (!PermissionTests.Allows(name, role))
                Assert.All([own, other, none], answer => Assert.Equal((who, StatusCode.PermissionDenied, own.Everything), (who, answer.Code, answer.Everything)));
            else if (IsMember(role))
                CheckMember(who, own, other, none);
            else
                CheckOthers(who, own, other, none, creates: Creating.Contains(name));
        }
    }

    private static void CheckMember(string who, RawAnswer own, RawAnswer other, RawAnswer none)
    {
        Assert.NotEqual((who, "ORGANISATION_UNKNOWN"), (who, own.Reason));
        Assert.Equal((who, "ORGANISATION_UNKNOWN"), (who, other.Reason));
        Assert.Equal((who, other), (who, none));
    }

    // The other roles act for no organisation: none is their own, and those that read profiles may know which exist.
    private static void CheckOthers(string who, RawAnswer own, RawAnswer other, RawAnswer none, bool creates)
    {
        Assert.Equal((who, own.Code, own.Reason), (who, other.Code, other.Reason));
        Assert.NotEqual((who, "ORGANISATION_UNKNOWN"), (who, own.Reason));
        if (!creates)
            Assert.Equal((who, "ORGANISATION_UNKNOWN"), (who, none.Reason));
    }

    private static async Task<RawAnswer> AskAsync(Api api, MethodDescriptor call, string organisation)
    {
        IMessage request = JsonParser.Default.Parse(Requests[call.Name].Replace("@", organisation, StringComparison.Ordinal), call.InputType);
        RawAnswer answer = await RawCall.SendAsync(api, call, request);
        return answer with { Everything = answer.Everything.Replace(organisation, "@", StringComparison.Ordinal) };
    }

    private static bool IsMember(Role role) => role is Role.Contributor or Role.Viewer;
}
