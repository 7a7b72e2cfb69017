namespace Benchmarking.Server.Tests.Hosting;

/// <summary>One server for the tests of a class; each test keeps to names of its own.</summary>
public class ServerFixture : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public Api Steward => Server.Steward;

    public async ValueTask InitializeAsync()
    {
        Server = await StartAsync();
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await FinishAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the server.</summary>
    protected virtual Task<TestServer> StartAsync() => TestServer.StartAsync();

    /// <summary>What every test of the class finds there.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Ends what was started beside the server.</summary>
    protected virtual ValueTask FinishAsync() => ValueTask.CompletedTask;
}
