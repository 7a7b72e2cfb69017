using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Flight;

/// <summary>Flight's calls by every role, and without a key: as queries.</summary>
public sealed class FlightPermissionTests(MatrixTests.Fixture fixture) : IClassFixture<MatrixTests.Fixture>
{
    public static TheoryData<string> CallNames => [.. FlightCalls.All.Select(call => call.Name)];

    [Fact]
    public void Every_call_that_the_server_answers_has_a_row() =>
        Assert.Equal(PermissionTests.Calls.Concat(FlightCalls.All).Select(call => $"/{call.Service.FullName}/{call.Name}").Order(StringComparer.Ordinal), Permissions.Methods.Order(StringComparer.Ordinal));

    [Fact]
    public void A_call_without_a_row_and_a_row_without_a_call_are_gaps()
    {
        Assert.Empty(Permissions.Gaps(Permissions.Methods.Append("/grpc.health.v1.Health/Check")));
        Assert.Equal(["/arrow.flight.protocol.FlightService/DoGet"], Permissions.Gaps(Permissions.Methods.Where(method => !method.EndsWith("/DoGet", StringComparison.Ordinal))));
        Assert.Equal(["/arrow.flight.protocol.sql.FlightSqlService/Query"], Permissions.Gaps([.. Permissions.Methods, "/arrow.flight.protocol.sql.FlightSqlService/Query"]));
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task Every_role_may_make_each_call(string name)
    {
        foreach ((Role role, bool hasToken, Api api) in fixture.Callers)
        {
            RawAnswer answer = await RawCall.SendAsync(api, FlightCalls.Find(name));
            Assert.False(answer.Code is StatusCode.PermissionDenied or StatusCode.Unauthenticated, $"{name} by {role}{(hasToken ? " with a token" : "")}: {answer.Everything}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("bmk_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_key_that_holds_no_call_answers(string key)
    {
        foreach (MethodDescriptor call in FlightCalls.All)
        {
            RawAnswer answer = await RawCall.SendAsync(fixture.Server.With(key), call);
            Assert.Equal((call.Name, StatusCode.Unauthenticated, "KEY_INVALID"), (call.Name, answer.Code, answer.Reason));
        }
    }

    [Fact]
    public async Task A_flight_brings_a_role_no_more_than_its_query_does()
    {
        foreach ((Role role, bool _, Api api) in fixture.Callers)
        {
            Refused query = await Refused.ByAsync(api.Queries.DryRunAsync(new() { Query = new() { Editions = { "periods/2025" } } }));
            Assert.Equal((role, query.Message), (role, (await api.RefusedAsync(Flights.Of(new() { Editions = { "periods/2025" } }))).Message));
        }
    }
}
