using System.Collections.Concurrent;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Tests.Flight;
using Benchmarking.Server.Tests.Hosting;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Fuzz;

/// <summary>
/// Every call with messages that nobody means well by, as a steward and as a contributor: whatever comes, the answer is one of the codes that
/// say what to do, never that the platform failed. A million messages when BENCHMARKING_LONG is set.
/// </summary>
public sealed class RpcFuzzTests(RpcFuzzTests.Fixture fixture, ITestOutputHelper output) : IClassFixture<RpcFuzzTests.Fixture>
{
    private static readonly int Messages = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BENCHMARKING_LONG")) ? 4_000 : 1_000_000;
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(value => value, value => value);

    public sealed class Fixture : ServerFixture
    {
        public Api Contributor { get; private set; } = null!;

        // Two keys send more than anyone who means well, and one of them no longer holds when its organisation is withdrawn.
        protected override Task<TestServer> StartAsync() => TestServer.StartWithAsync(
            "--Benchmarking:Limits:CallsPerSecond", "0", "--Benchmarking:Limits:ImportedLinesPerDay", "0", "--Benchmarking:Limits:FailedAttemptsPerMinute", "0");

        protected override async Task PrepareAsync()
        {
            await Steward.AddOrganisationAsync("f1");
            await Steward.AddOrganisationAsync("f2");
            await Steward.OpenAsync("2025");
            Contributor = await Server.SignInAsync(V1.Role.Contributor, "organisations/f1");
        }
    }

    private const int LargestMessage = 4 * 1024 * 1024;

    // A stream that was refused before its sender had ended it counts for five more seconds, and HTTP/2 lets a connection have some two hundred: those that mean ill have several.
    private const int Connections = 8;

    [Fact]
    public async Task Whatever_is_sent_the_platform_does_not_fail()
    {
        int seed = Random.Shared.Next();
        MethodDescriptor[] calls = [.. Permissions.Services.SelectMany(service => service.Methods), .. FlightCalls.All];
        ConcurrentDictionary<StatusCode, int> codes = new();
        FuzzProgress progress = new(Messages);
        // A channel remembers whatever method it was asked for, for good.
        Method<byte[], byte[]>[] methods = [.. calls.Select(MethodOf)];
        GrpcChannel[] channels = [.. Enumerable.Range(0, Connections).Select(_ => fixture.Server.ChannelWith())];
        await Parallel.ForAsync(0, Messages, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (index, _) =>
        {
            MethodDescriptor call = calls[index % calls.Length];
            byte[] message = new RandomMessages(seed + index).NextBytes(call.InputType);
            Api caller = new(channels[index % Connections], index / calls.Length % 2 == 0 ? fixture.Steward.Key : fixture.Contributor.Key);
            Status status = await SendAsync(caller, methods[index % calls.Length], message);
            codes.AddOrUpdate(status.StatusCode, 1, (_, count) => count + 1);
            progress.Add();
            // A release's draft nests so much that a random one may be above the largest message.
            bool isTooLarge = message.Length > LargestMessage;
            Assert.True(status.StatusCode is not (StatusCode.Internal or StatusCode.Unknown or StatusCode.Unavailable) && (isTooLarge || status.StatusCode != StatusCode.ResourceExhausted),
                $"seed {seed}, message {index}, {call.FullName}: {status}\n{Convert.ToBase64String(message)}");
        });
        Array.ForEach(channels, channel => channel.Dispose());
        output.WriteLine($"seed {seed}: {string.Join(", ", codes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))}");
        Assert.True(codes.ContainsKey(StatusCode.OK) && codes.ContainsKey(StatusCode.InvalidArgument) && codes.ContainsKey(StatusCode.NotFound));
        // And it serves on, with what it had.
        Assert.Equal("organisations/f2", (await fixture.Steward.Organisations.GetOrganisationAsync(new() { Name = "organisations/f2" })).Name);
    }

    private static Method<byte[], byte[]> MethodOf(MethodDescriptor call)
    {
        MethodType kind = call.IsClientStreaming ? MethodType.DuplexStreaming : call.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        return new(kind, call.Service.FullName, call.Name, Bytes, Bytes);
    }

    private static async Task<Status> SendAsync(Api api, Method<byte[], byte[]> method, byte[] message)
    {
        CallOptions options = new(deadline: DateTime.UtcNow.AddMinutes(2));
        try
        {
            switch (method.Type)
            {
                case MethodType.Unary:
                    using (AsyncUnaryCall<byte[]> unary = api.Invoker.AsyncUnaryCall(method, null, options, message))
                        await unary.ResponseAsync;
                    break;
                case MethodType.ServerStreaming:
                    using (AsyncServerStreamingCall<byte[]> streaming = api.Invoker.AsyncServerStreamingCall(method, null, options, message))
                        await DrainAsync(streaming.ResponseStream);
                    break;
                default:
                    using (AsyncDuplexStreamingCall<byte[], byte[]> duplex = api.Invoker.AsyncDuplexStreamingCall(method, null, options))
                    {
                        await duplex.RequestStream.WriteAsync(message);
                        await duplex.RequestStream.CompleteAsync();
                        await DrainAsync(duplex.ResponseStream);
                    }
                    break;
            }
            return Status.DefaultSuccess;
        }
        catch (RpcException exception)
        {
            return exception.Status;
        }
    }

    private static async Task DrainAsync(IAsyncStreamReader<byte[]> stream)
    {
        await foreach (byte[] _ in stream.ReadAllAsync())
        {
        }
    }
}
