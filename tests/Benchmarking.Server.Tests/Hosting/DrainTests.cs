using System.Net.Sockets;
using Benchmarking.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Benchmarking.Server.Tests.Hosting;

/// <summary>A server that is told to stop: first it says so, then it takes no more calls, and those under way end as any other.</summary>
public sealed class DrainTests
{
    private static readonly ImportLine Line = new() { Line = 2, Organisation = "late", Measure = "spd-01", Stage = "delivered", Numerator = "1", Denominator = "2" };

    [Fact]
    public async Task It_says_that_it_is_not_ready_and_serves_on_until_others_know_of_it()
    {
        await using TestServer server = await TestServer.StartWithAsync("--Benchmarking:DrainSeconds", "5");
        Health.HealthClient health = new(server.Channel);
        using AsyncServerStreamingCall<HealthCheckResponse> watch = health.Watch(new());
        Assert.Equal(ServingStatus.Serving, await StatusAsync(health, ""));
        Task stopping = await BeginToStopAsync(server);
        Assert.Equal(ServingStatus.NotServing, await StatusAsync(health, ""));
        Assert.Equal(ServingStatus.NotServing, (await watch.ResponseStream.ReadAllAsync().ToListAsync())[^1].Status);
        // Nothing is wrong with what it depends on, and it must not be killed meanwhile.
        foreach (string name in (string[])["store", "cluster", "liveness"])
            Assert.Equal(ServingStatus.Serving, await StatusAsync(health, name));
        await server.Steward.AddOrganisationAsync("late");
        Assert.Single((await server.Steward.Organisations.ListOrganisationsAsync(new())).Organisations);
        Assert.False(stopping.IsCompleted);
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await stopping;
    }

    [Fact]
    public async Task A_call_under_way_ends_as_any_other_while_new_ones_are_no_longer_taken()
    {
        using TemporaryDirectory directory = new();
        await using (TestServer server = await TestServer.StartAsync(directory))
        {
            await server.Steward.AddOrganisationAsync("late");
            await server.Steward.OpenAsync("2025");
            using AsyncDuplexStreamingCall<ImportReturnsRequest, ImportReturnsResponse> import = server.Steward.Returns.ImportReturns();
            await import.RequestStream.WriteAsync(new() { Period = "periods/2025", Lines = { Line } });
            await IsUnderWayAsync(server);
            Task stopping = await BeginToStopAsync(server);
            await NoLongerListeningAsync(new Uri(server.Url));
            await import.RequestStream.CompleteAsync();
            Assert.Equal(1, Assert.Single((await import.ResponseStream.ReadAllAsync().ToListAsync()).SelectMany(response => response.Stored)).Revision);
            await stopping;
        }
        await using TestServer again = await TestServer.StartAsync(directory);
        Api member = await again.SignInAsync(Role.Viewer, "organisations/late");
        Assert.Equal(1, (await member.Returns.GetReturnAsync(new() { Name = "organisations/late/returns/2025" })).Revision);
    }

    [Fact]
    public async Task A_call_that_never_ends_is_ended_after_its_time_and_the_server_stops()
    {
        await using TestServer server = await TestServer.StartWithAsync("--Benchmarking:FinishSeconds", "7");
        using AsyncDuplexStreamingCall<ImportReturnsRequest, ImportReturnsResponse> import = server.Steward.Returns.ImportReturns();
        await import.RequestStream.WriteAsync(new() { Period = "periods/2025", Lines = { Line } });
        await IsUnderWayAsync(server);
        Task stopping = await BeginToStopAsync(server);
        await NoLongerListeningAsync(new Uri(server.Url));
        Assert.False(stopping.IsCompleted);
        server.Clock.Advance(TimeSpan.FromSeconds(7));
        await Assert.ThrowsAsync<RpcException>(() => import.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await stopping;
    }

    private static async Task<ServingStatus> StatusAsync(Health.HealthClient health, string service) => (await health.CheckAsync(new() { Service = service })).Status;

    // What comes later on the same connection is answered: what came before has arrived.
    private static async Task IsUnderWayAsync(TestServer server) => await server.Steward.Periods.ListPeriodsAsync(new());

    private static async Task<Task> BeginToStopAsync(TestServer server)
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(begun.SetResult);
        Task stopping = server.Application.StopAsync(TestContext.Current.CancellationToken);
        await begun.Task;
        return stopping;
    }

    // Until a connection is refused; each attempt is a whole one.
    private static async Task NoLongerListeningAsync(Uri url)
    {
        while (true)
        {
            using TcpClient client = new();
            try
            {
                await client.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
