using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

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
            if (watch.ResponseStream.Current.Status == HealthCheckResponse.Types.ServingStatus.Serving)
                return;
        }
        Assert.Fail("It never served.");
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
