using System.Net;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Benchmarking.Server.Tests.Json;

/// <summary>Every (call, role) pair by JSON, by the rows of the calls' own tests: what gRPC refuses, JSON refuses in the same words.</summary>
public sealed class JsonPermissionTests(MatrixTests.Fixture fixture) : IClassFixture<MatrixTests.Fixture>
{
    // Calls without an address, each for its reason.
    private static readonly Dictionary<string, string> WithoutRule = new()
    {
        ["ImportOrganisations"] = "a stream of requests, which a request of HTTP is not",
        ["ImportMeasures"] = "the same",
        ["ImportReturns"] = "the same",
    };

    private static IEnumerable<MethodDescriptor> Calls => PermissionTests.Calls.Where(call => RuleOf(call) is not null);

    public static TheoryData<string> CallNames => [.. Calls.Select(call => call.Name)];

    [Fact]
    public void Every_call_has_an_address_but_those_named_here()
    {
        Assert.Equal(WithoutRule.Keys.Order(), PermissionTests.Calls.Where(call => RuleOf(call) is null).Select(call => call.Name).Order());
        Assert.All(WithoutRule.Keys, name => Assert.True(PermissionTests.Calls.Single(call => call.Name == name).IsClientStreaming));
    }

    [Fact]
    public void What_is_asked_with_GET_changes_nothing()
    {
        string[] noted = [.. Calls.Where(call => Rules(call).Any(rule => rule.PatternCase == HttpRule.PatternOneofCase.Get))
            .Where(call => Benchmarking.Server.Authorisation.Permissions.IsJournalled($"/{call.Service.FullName}/{call.Name}")).Select(call => call.Name)];
        // The journal has who looked at an audit.
        Assert.Equal(["GetEditionAudit"], noted);
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task Each_role_may_make_just_its_calls(string name)
    {
        MethodDescriptor call = Calls.Single(call => call.Name == name);
        foreach ((Role role, bool hasToken, Api api) in fixture.Callers)
        {
            using JsonCaller caller = new(fixture.Server.Url, api.Key, HttpVersion.Version20);
            JsonAnswered answer = await caller.SendAsync(call);
            Assert.Equal((role, hasToken, !PermissionTests.Allows(name, role)), (role, hasToken, answer.Code == HttpStatusCode.Forbidden && answer.Reason == "ROLE_NOT_ALLOWED"));
        }
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task Without_a_key_that_holds_no_call_answers(string name)
    {
        MethodDescriptor call = Calls.Single(call => call.Name == name);
        foreach (string key in (string[])["", "nonsense", "bmk_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
        {
            using JsonCaller caller = new(fixture.Server.Url, key, HttpVersion.Version20);
            JsonAnswered answer = await caller.SendAsync(call);
            bool isOpen = key.Length == 0 && PermissionTests.AllowsAnyone(name);
            Assert.Equal((key, !isOpen), (key, answer.Code == HttpStatusCode.Unauthorized && answer.Reason == "KEY_INVALID"));
        }
    }

    [Fact]
    public async Task What_gRPC_refuses_JSON_refuses_in_the_same_words()
    {
        foreach (MethodDescriptor call in Calls.Where(call => MatrixTests.Requests.ContainsKey(call.Name)))
        {
            foreach ((Role role, bool hasToken, Api api) in fixture.Callers)
            {
                bool isMember = role is Role.Contributor or Role.Viewer;
                // Whoever may, does: that is for other tests.
                if (PermissionTests.Allows(call.Name, role) && !isMember)
                    continue;
                IMessage request = JsonParser.Default.Parse(MatrixTests.Requests[call.Name].Replace("@", MatrixTests.Other, StringComparison.Ordinal), call.InputType);
                RawAnswer byGrpc = await RawCall.SendAsync(api, call, request);
                using JsonCaller caller = new(fixture.Server.Url, api.Key, HttpVersion.Version20);
                JsonAnswered byJson = await caller.SendAsync(call, request);
                string who = $"{call.Name} by {role}{(hasToken ? " with a token" : "")}";
                Assert.Equal((who, byGrpc.Code, byGrpc.Reason), (who, (Grpc.Core.StatusCode)byJson.Status.Code, byJson.Reason));
                Assert.Contains(System.Text.Encoding.Latin1.GetString(byJson.Status.ToByteArray()), byGrpc.Everything, StringComparison.Ordinal);
            }
        }
    }

    private static HttpRule? RuleOf(MethodDescriptor call) => call.GetOptions()?.GetExtension(AnnotationsExtensions.Http);

    private static IEnumerable<HttpRule> Rules(MethodDescriptor call) => RuleOf(call)!.AdditionalBindings.Prepend(RuleOf(call)!);
}
