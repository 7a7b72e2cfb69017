using Benchmarking.Server.Limits;
using Benchmarking.Server.Tests.Authorisation;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Server.Tests.Limits;

/// <summary>Who asks too much is told when to come again, and nobody else notices.</summary>
public sealed class LimitTests
{
    private const int Enough = 10_000;

    [Fact]
    public async Task A_caller_beyond_its_rate_is_told_when_to_come_again_and_then_served()
    {
        await using TestServer server = await StartAsync("CallsPerSecond", "2", "CallsInBurst", "4");
        Api greedy = await server.SignInAsync(Role.Steward);
        (int answered, RpcException refusal) = await CallUntilRefusedAsync(greedy);
        Refused.Of(refusal).Is(StatusCode.ResourceExhausted, "RATE_LIMITED");
        Assert.InRange(answered, 4, Enough);
        Assert.True(WaitOf(refusal) > TimeSpan.Zero);
        Assert.Equal(((int)WaitOf(refusal).TotalMilliseconds).ToString(), refusal.Trailers.GetValue("grpc-retry-pushback-ms"));
        await server.Steward.Measures.ListMeasuresAsync(new());
        // The library's own clock lets the calls come back; a caller that goes on asking gets one through.
        while (!await IsAnsweredAsync(greedy))
        {
        }
    }

    [Fact]
    public async Task A_new_secret_of_a_key_is_no_new_caller()
    {
        await using TestServer server = await StartAsync("CallsPerSecond", "1", "CallsInBurst", "3");
        KeySecret key = await IssueAsync(server);
        await CallUntilRefusedAsync(server.With(key.Secret));
        var rotated = await server.Steward.Keys.RotateKeyAsync(new() { Name = key.Name });
        (int answered, RpcException _) = await CallUntilRefusedAsync(server.With(rotated.Secret));
        Assert.InRange(answered, 0, 2);
    }

    [Fact]
    public async Task A_token_is_counted_by_its_subject()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        await using TestServer server = await TestServer.StartWithAsync([.. issuer.Settings, .. Settings("CallsPerSecond", "1", "CallsInBurst", "3")]);
        Dictionary<string, object> claims = issuer.Claims("analyst");
        claims["sub"] = "greedy";
        await CallUntilRefusedAsync(server.With(issuer.Sign(claims)));
        claims["jti"] = "another token";
        (int answered, RpcException _) = await CallUntilRefusedAsync(server.With(issuer.Sign(claims)));
        Assert.InRange(answered, 0, 2);
        claims["sub"] = "modest";
        await server.With(issuer.Sign(claims)).Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task Streams_beyond_those_allowed_at_once_are_refused_until_one_ends()
    {
        await using TestServer server = await StartAsync("StreamsAtOnce", "2");
        AsyncDuplexStreamingCall<ImportReturnsRequest, ImportReturnsResponse>[] calls = [.. Enumerable.Range(0, 3).Select(_ => server.Steward.Returns.ImportReturns())];
        List<Task<bool>> answers = [.. calls.Select(call => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))];
        Task<bool> refused = await Task.WhenAny(answers);
        Refused.Of(await Assert.ThrowsAsync<RpcException>(() => refused)).Is(StatusCode.ResourceExhausted, "RATE_LIMITED");
        Assert.Equal(2, answers.Count(answer => !answer.IsCompleted));
        // Other calls of the same caller are none of the streams.
        await server.Steward.Measures.ListMeasuresAsync(new());
        int open = answers.FindIndex(answer => !answer.IsCompleted);
        await calls[open].RequestStream.CompleteAsync();
        Refused.Of(await Assert.ThrowsAsync<RpcException>(() => answers[open])).Is(StatusCode.InvalidArgument, "NOTHING_TO_DO");
        Refused.Of((await server.Steward.ImportReturnsAsync("2025", [])).Error).Is(StatusCode.InvalidArgument, "NOTHING_TO_DO");
        Array.ForEach(calls, call => call.Dispose());
    }

    [Fact]
    public async Task A_dry_run_counts_as_the_query_whose_rows_it_goes_through()
    {
        await using TestServer server = await StartAsync("StreamsAtOnce", "1");
        IServiceProvider services = server.Application.Services;
        Grains.Keys.Caller steward = (await services.GetRequiredService<Grains.Keys.KeyRing>().AuthenticateAsync(server.Steward.Key))!;
        using (await services.GetRequiredService<CallLimits>().EnterAsync(steward.Id, isStream: true, TestContext.Current.CancellationToken))
            (await Refused.ByAsync(server.Steward.Queries.DryRunAsync(new()))).Is(StatusCode.ResourceExhausted, "RATE_LIMITED");
        (await Refused.ByAsync(server.Steward.Queries.DryRunAsync(new()))).Is(StatusCode.InvalidArgument, "FIELD_REQUIRED");
    }

    [Fact]
    public async Task Calls_beyond_those_allowed_at_once_wait_for_their_turn()
    {
        await using TestServer server = await StartAsync("CallsAtOnce", "1");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.Steward.Measures.ListMeasuresAsync(new()).ResponseAsync));
    }

    [Fact]
    public async Task Calls_without_a_key_that_holds_are_bounded_by_address_and_those_with_one_are_not_counted()
    {
        await using TestServer server = await StartAsync("FailedAttemptsPerMinute", "5");
        for (int call = 0; call < 20; call++)
            await server.Steward.Measures.ListMeasuresAsync(new());
        Refused[] refusals = new Refused[20];
        for (int call = 0; call < refusals.Length; call++)
            refusals[call] = await Refused.ByAsync(server.With($"bmk_{call:x16}_{new string('A', 43)}").Measures.ListMeasuresAsync(new()));
        Assert.All(refusals[..5], refusal => refusal.Is(StatusCode.Unauthenticated, "KEY_INVALID"));
        Refused bounded = refusals[5..].First(refusal => refusal.Code == StatusCode.ResourceExhausted).Is(StatusCode.ResourceExhausted, "RATE_LIMITED");
        // One that brings none is not counted.
        Assert.StartsWith("Too many calls from your address with a key, token or certificate that does not hold.", bounded.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_bring_no_key_keep_nobody_out_who_has_one()
    {
        await using TestServer server = await StartAsync("FailedAttemptsPerMinute", "1");
        for (int call = 0; call < 20; call++)
            (await Refused.ByAsync(server.Anonymous.Measures.ListMeasuresAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
        await server.Steward.Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task Calls_that_bring_no_key_are_bounded_by_address()
    {
        await using TestServer server = await StartAsync("CallsPerSecond", "1", "CallsInBurst", "3");
        Refused refused = await Refused.ByAsync(server.Anonymous.Measures.ListMeasuresAsync(new()));
        for (int call = 0; call < Enough && refused.Code == StatusCode.Unauthenticated; call++)
            refused = await Refused.ByAsync(server.Anonymous.Measures.ListMeasuresAsync(new()));
        refused.Is(StatusCode.ResourceExhausted, "RATE_LIMITED");
        await server.Steward.Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task An_address_that_failed_too_often_gets_no_further_try_for_the_part_of_one_that_has_come_back()
    {
        await using TestServer server = await StartAsync("FailedAttemptsPerMinute", "1");
        int tried = 0;
        for (int call = 0; call < 500; call++)
            tried += (await Refused.ByAsync(server.With($"bmk_{call:x16}_{new string('A', 43)}").Measures.ListMeasuresAsync(new()))).Code == StatusCode.Unauthenticated ? 1 : 0;
        // One, and another should it all take a minute. Parts of one come back ten times a second.
        Assert.InRange(tried, 1, 3);
    }

    [Fact]
    public async Task Lines_beyond_a_days_are_refused_and_stored_by_another_caller_are_not()
    {
        await using TestServer server = await StartAsync("ImportedLinesPerDay", "3");
        await server.Steward.OpenAsync("2025");
        await server.Steward.AddOrganisationAsync("l1");
        await server.Steward.AddOrganisationAsync("l2");
        Assert.Null((await server.Steward.ImportReturnsAsync("2025", Lines("l1", "l2"))).Error);
        RpcException refusal = (await server.Steward.ImportReturnsAsync("2025", Lines("l1", "l2"))).Error!;
        Refused.Of(refusal).Is(StatusCode.ResourceExhausted, "RATE_LIMITED");
        Assert.InRange(WaitOf(refusal), TimeSpan.FromHours(1), TimeSpan.FromHours(24));
        Assert.Equal("-1", refusal.Trailers.GetValue("grpc-retry-pushback-ms"));
        Assert.Null((await (await server.SignInAsync(Role.Steward)).ImportReturnsAsync("2025", Lines("l1", "l2"))).Error);
        Refused.Of((await server.Steward.ImportReturnsAsync("2025", Lines("l1", "l2", "l1", "l2"))).Error).Is(StatusCode.InvalidArgument, "TOO_MANY_LINES");
    }

    [Fact]
    public async Task Connections_of_an_address_beyond_those_allowed_are_closed_and_the_others_serve_on()
    {
        await using TestServer server = await StartAsync("ConnectionsPerAddress", "2");
        await server.Steward.Measures.ListMeasuresAsync(new());
        using RawClient second = new(server, server.Steward.Key);
        Assert.Equal(StatusCode.OK, (await second.SendAsync("MeasureService/ListMeasures", [[]])).Code);
        using RawClient third = new(server, server.Steward.Key);
        await Assert.ThrowsAsync<HttpRequestException>(() => third.SendAsync("MeasureService/ListMeasures", [[]]));
        Assert.Equal(StatusCode.OK, (await second.SendAsync("MeasureService/ListMeasures", [[]])).Code);
        await server.Steward.Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task Health_without_a_key_is_bounded_by_address()
    {
        await using TestServer server = await StartAsync("CallsPerSecond", "1", "CallsInBurst", "3");
        Grpc.Health.V1.Health.HealthClient health = new(server.Channel);
        int answered = 0;
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (; answered < Enough; answered++)
                await health.CheckAsync(new(), cancellationToken: TestContext.Current.CancellationToken);
        });
        Refused.Of(refusal).Is(StatusCode.ResourceExhausted, "RATE_LIMITED");
        await server.Steward.Measures.ListMeasuresAsync(new());
    }

    internal static string[] Settings(params string[] limits) => [.. limits.Chunk(2).SelectMany(pair => (string[])[$"--Benchmarking:Limits:{pair[0]}", pair[1]])];

    private static Task<TestServer> StartAsync(params string[] limits) => TestServer.StartWithAsync(Settings(limits));

    private static async Task<KeySecret> IssueAsync(TestServer server) =>
        await server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Steward }) is var issued ? new(issued.Key.Name, issued.Secret) : null!;

    private static async Task<(int Answered, RpcException Refusal)> CallUntilRefusedAsync(Api api)
    {
        for (int answered = 0; answered < Enough; answered++)
        {
            try
            {
                await api.Measures.ListMeasuresAsync(new());
            }
            catch (RpcException refusal)
            {
                return (answered, refusal);
            }
        }
        throw new InvalidOperationException("No call was refused.");
    }

    private static async Task<bool> IsAnsweredAsync(Api api)
    {
        try
        {
            await api.Measures.ListMeasuresAsync(new());
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted)
        {
            return false;
        }
    }

    private static TimeSpan WaitOf(RpcException refusal) => refusal.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan();

    private static IEnumerable<ImportLine> Lines(params string[] organisations) => organisations.Select((organisation, index) => new ImportLine
    {
        Line = index + 2,
        Organisation = organisation,
        Measure = "spd-01",
        Stage = "delivered",
        Numerator = "1",
        Denominator = "2",
        Contract = $"c{index}",
    });

    private sealed record KeySecret(string Name, string Secret);
}
