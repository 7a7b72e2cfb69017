using Benchmarking.Server.Tests.Commands;
using Benchmarking.Server.Tests.Faults;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>What is open without a key: health and reflection.</summary>
public sealed class HealthTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Health_is_told_without_a_key()
    {
        Health.HealthClient health = new(fixture.Server.Channel);
        using var watch = health.Watch(new(), cancellationToken: TestContext.Current.CancellationToken);
        // The first answers may come before the first check has ended.
        while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            if (watch.ResponseStream.Current.Status == ServingStatus.Serving)
                return;
        }
        Assert.Fail("It never served.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("store")]
    [InlineData("cluster")]
    [InlineData("liveness")]
    public async Task Each_thing_it_depends_on_has_a_name_of_its_own(string service) =>
        Assert.Equal(ServingStatus.Serving, (await new Health.HealthClient(fixture.Server.Channel).CheckAsync(new() { Service = service })).Status);

    [Fact]
    public async Task An_unknown_name_is_not_found()
    {
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => new Health.HealthClient(fixture.Server.Channel).CheckAsync(new() { Service = "wallet" }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
    }

    [Fact]
    public async Task Without_its_store_it_is_not_ready_but_no_new_start_would_help()
    {
        await using TestServer server = await TestServer.StartAsync();
        Health.HealthClient health = new(server.Channel);
        using (BrokenStore.Unreadable(server.DataDirectory))
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new() { Service = "" })).Status);
            Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new() { Service = "store" })).Status);
            Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new() { Service = "cluster" })).Status);
            Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new() { Service = "liveness" })).Status);
        }
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new() { Service = "" })).Status);
    }

    [Fact]
    public async Task A_command_asks_the_server_that_runs_here()
    {
        await using TestServer server = await TestServer.StartAsync();
        (int code, string said, _) = await ServerCommand.ProgramAsync(["health", "--Benchmarking:Listen", server.Url]);
        Assert.Equal(0, code);
        Assert.Equal(["readiness  Serving", "store      Serving", "cluster    Serving", "liveness   Serving"], said.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        using (BrokenStore.Unreadable(server.DataDirectory))
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            (code, said, _) = await ServerCommand.ProgramAsync(["health", "--Benchmarking:Listen", server.Url]);
        }
        Assert.Equal(1, code);
        Assert.Contains("store      NotServing", said, StringComparison.Ordinal);
        await server.StopAsync();
        (code, said, _) = await ServerCommand.ProgramAsync(["health", "--Benchmarking:Listen", server.Url]);
        Assert.Equal(1, code);
        Assert.Contains("liveness   no answer (Unavailable)", said, StringComparison.Ordinal);
    }

    // Anybody may ask, as often as they like.
    [Fact]
    public async Task The_store_is_asked_once_a_second_however_many_ask()
    {
        await using TestServer server = await TestServer.StartAsync();
        Health.HealthClient health = new(server.Channel);
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new() { Service = "store" })).Status);
        using (BrokenStore.Unreadable(server.DataDirectory))
        {
            HealthCheckResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => health.CheckAsync(new() { Service = "store" }).ResponseAsync));
            Assert.All(answers, answer => Assert.Equal(ServingStatus.Serving, answer.Status));
        }
    }

    [Fact]
    public async Task The_interface_is_told_without_a_key()
    {
        ServerReflection.ServerReflectionClient reflection = new(fixture.Server.Channel);
        using var call = reflection.ServerReflectionInfo(cancellationToken: TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, TestContext.Current.CancellationToken);
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Contains("benchmarking.v1.BenchmarkService", call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name));
    }
}
