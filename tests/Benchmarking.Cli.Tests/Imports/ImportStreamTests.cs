using Benchmarking.Cli.Imports;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Imports;

public sealed class ImportStreamTests
{
    [Fact]
    public async Task A_call_that_the_server_has_ended_ends_though_the_writer_is_never_told()
    {
        using AsyncDuplexStreamingCall<string, string> call = new(new DeafWriter(), new RefusingReader(),
            Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            ImportStream.RunAsync(call, ["row"], _ => [], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    private sealed class DeafWriter : IClientStreamWriter<string>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message) => new TaskCompletionSource().Task;

        public Task WriteAsync(string message, CancellationToken cancellationToken) => WriteAsync(message);

        public Task CompleteAsync() => Task.CompletedTask;
    }

    private sealed class RefusingReader : IAsyncStreamReader<string>
    {
        public string Current => "";

        public Task<bool> MoveNext(CancellationToken cancellationToken) =>
            Task.FromException<bool>(new RpcException(new Status(StatusCode.ResourceExhausted, "Too large.")));
    }
}
