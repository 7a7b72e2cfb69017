namespace Benchmarking.Server.Tests.Hosting;

/// <summary>One server for the tests of a class; each test keeps to names of its own.</summary>
public class ServerFixture : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public Api Steward => Server.Steward;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What every test of the class finds there.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;
}
