using System.Net;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Limits;

/// <summary>Clients that are slow, silent, greedy or broken: each is ended with a word, holds no memory, and nobody else notices.</summary>
public sealed class HostileClientTests
{
    private const string Import = "ReturnService/ImportReturns";
    private const string List = "MeasureService/ListMeasures";
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_stream_that_sends_nothing_is_ended()
    {
        await using TestServer server = await TestServer.StartAsync();
        using RawClient client = new(server, server.Steward.Key);
        Task<RawStatus> silent = client.SendAsync(Import, new PacedContent(async (stream, cancellation) =>
        {
            await stream.FlushAsync(cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        }));
        await PassTimeUntilAsync(server, silent, TimeSpan.FromSeconds(20));
        Assert.Equal(new RawStatus(StatusCode.DeadlineExceeded, "CALL_TOO_SLOW"), await silent);
    }

    [Fact]
    public async Task A_stream_that_sends_a_byte_at_a_time_is_ended()
    {
        await using TestServer server = await TestServer.StartAsync();
        using RawClient client = new(server, server.Steward.Key);
        byte[] frame = RawClient.Frame(new byte[4_000]);
        Task<RawStatus> slow = client.SendAsync(Import, new PacedContent(async (stream, cancellation) =>
        {
            foreach (byte part in frame)
            {
                await stream.WriteAsync(new[] { part }, cancellation);
                await stream.FlushAsync(cancellation);
                // A second for a byte, by the server's clock, and the others are served in it.
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                await server.Steward.Measures.ListMeasuresAsync(new(), cancellationToken: cancellation);
            }
        }));
        Assert.Equal(new RawStatus(StatusCode.DeadlineExceeded, "CALL_TOO_SLOW"), await slow);
    }

    [Fact]
    public async Task A_stream_of_slow_whole_messages_is_ended_after_the_longest_time()
    {
        await using TestServer server = await TestServer.StartWithAsync(LimitTests.Settings("LongestCallSeconds", "600"));
        using RawClient client = new(server, server.Steward.Key);
        byte[] frame = RawClient.Frame(new ImportReturnsRequest { Period = "periods/2025", Lines = { new ImportLine { Line = 2, Organisation = "a" } } }.ToByteArray());
        Task<RawStatus> slow = client.SendAsync(Import, new PacedContent(async (stream, cancellation) =>
        {
            while (true)
            {
                await stream.WriteAsync(frame, cancellation);
                await stream.FlushAsync(cancellation);
                server.Clock.Advance(TimeSpan.FromSeconds(10));
                await server.Steward.Measures.ListMeasuresAsync(new(), cancellationToken: cancellation);
            }
        }));
        Assert.Equal(new RawStatus(StatusCode.DeadlineExceeded, "CALL_TOO_SLOW"), await slow);
    }

    [Fact]
    public async Task A_unary_call_whose_message_never_ends_is_ended()
    {
        await using TestServer server = await TestServer.StartAsync();
        using RawClient client = new(server, server.Steward.Key);
        Task<RawStatus> unfinished = client.SendAsync(List, new PacedContent(async (stream, cancellation) =>
        {
            await stream.WriteAsync(RawClient.Frame([], length: 1_000), cancellation);
            await stream.FlushAsync(cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        }));
        await PassTimeUntilAsync(server, unfinished, TimeSpan.FromMinutes(20));
        // Kestrel, which asks a few bytes a second by a clock of its own, may have been first: the client then tells of the connection, or of the body it may send no more of.
        if (await Record.ExceptionAsync(() => unfinished) is { } cut)
            Assert.True(cut is HttpRequestException or OperationCanceledException { InnerException: not TimeoutException }, $"{cut}");
        else
            Assert.Equal(new RawStatus(StatusCode.DeadlineExceeded, "CALL_TOO_SLOW"), await unfinished);
    }

    [Fact]
    public async Task A_client_that_never_reads_its_answers_is_cut_off_and_another_may_take_its_place()
    {
        await using TestServer server = await TestServer.StartWithAsync(LimitTests.Settings("StreamsAtOnce", "1", "CallsPerSecond", "0"));
        await server.Steward.OpenAsync("2025");
        using RawClient client = new(server, server.Steward.Key);
        // Two megabytes of problems, of which the client takes 64 kB.
        IEnumerable<byte[]> messages = Enumerable.Range(0, 20).Select(part => new ImportReturnsRequest
        {
            Period = "periods/2025",
            Lines = { Enumerable.Range(2 + 500 * part, 500).Select(line => new ImportLine { Line = line, Organisation = $"absent-{line}", Measure = "absent" }) },
        }.ToByteArray());
        using HttpResponseMessage unread = await client.OpenAsync(Import, new ByteArrayContent([.. messages.SelectMany(message => RawClient.Frame(message))]));
        Assert.Equal(HttpStatusCode.OK, unread.StatusCode);
        Refused.Of((await server.Steward.ImportReturnsAsync("2025", [])).Error).Is(StatusCode.ResourceExhausted, "RATE_LIMITED");
        RpcException? next;
        while ((next = (await server.Steward.ImportReturnsAsync("2025", [])).Error)?.StatusCode == StatusCode.ResourceExhausted)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(10));
            await server.Steward.Measures.ListMeasuresAsync(new());
        }
        Refused.Of(next).Is(StatusCode.InvalidArgument, "NOTHING_TO_DO");
        await Assert.ThrowsAnyAsync<Exception>(() => unread.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_thousands_of_streams_of_one_key_a_few_are_held_open()
    {
        await using TestServer server = await TestServer.StartAsync();
        Api member = await server.SignInAsync(Role.Analyst);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using RawClient client = new(server, server.Steward.Key);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        List<Task<RawStatus>> streams = [.. Enumerable.Range(0, 2_000).Select(_ => client.SendAsync(Import, new PacedContent(async (stream, _) =>
        {
            await stream.FlushAsync(end.Token);
            await Task.Delay(Timeout.Infinite, end.Token);
        })))];
        for (int refused = 0; refused < streams.Count - 10; refused++)
        {
            Task<RawStatus> first = await Task.WhenAny(streams);
            Assert.Equal(new RawStatus(StatusCode.ResourceExhausted, "RATE_LIMITED"), await first);
            streams.Remove(first);
            if (refused % 200 == 0)
                await member.Measures.ListMeasuresAsync(new());
        }
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100 * Megabyte);
        Assert.InRange(streams.Count(stream => !stream.IsCompleted), 1, 10);
        await end.CancelAsync();
        await Task.WhenAll(streams.Select(stream => Record.ExceptionAsync(() => stream).AsTask()));
        await server.Steward.Measures.ListMeasuresAsync(new());
    }

    [Fact]
    public async Task Strangers_that_send_large_messages_are_refused_before_one_is_held()
    {
        await using TestServer server = await TestServer.StartAsync();
        byte[] most = RawClient.Frame(new byte[3 * Megabyte], length: 4 * (int)Megabyte);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using RawClient stranger = new(server, "");
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        IEnumerable<Task<RawStatus>> calls = Enumerable.Range(0, 250).Select(_ => stranger.SendAsync(List, new PacedContent(async (stream, _) =>
        {
            await stream.WriteAsync(most, end.Token);
            await stream.FlushAsync(end.Token);
            await Task.Delay(Timeout.Infinite, end.Token);
        })));
        RawStatus[] answers = await Task.WhenAll(calls).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.All(answers, answer => Assert.Equal(new RawStatus(StatusCode.Unauthenticated, "KEY_INVALID"), answer));
        // 750 MB were offered.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100 * Megabyte);
        await server.Steward.Measures.ListMeasuresAsync(new());
        await end.CancelAsync();
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_told_as_such_in_every_kind_of_call()
    {
        await using TestServer server = await TestServer.StartAsync();
        using RawClient client = new(server, server.Steward.Key);
        RawStatus malformed = new(StatusCode.InvalidArgument, "MESSAGE_MALFORMED");
        byte[] nonsense = [0xFF, 0xFF, 0xFF];
        // No message of the type; a frame that promises more than comes; and a frame that says it is compressed in no known way.
        byte[][] bodies = [RawClient.Frame(nonsense), RawClient.Frame(nonsense, length: 100), [7, 0, 0, 0, 0]];
        foreach (string call in (string[])[List, Import, "EditionService/WatchCut"])
        {
            foreach (byte[] body in bodies)
                Assert.Equal((call, Convert.ToHexString(body), malformed), (call, Convert.ToHexString(body), await client.SendAsync(call, new ByteArrayContent(body))));
        }
        Assert.Equal(malformed, await client.SendAsync(List, new ByteArrayContent([])));
        Assert.Equal(malformed, await client.SendAsync(List, [[], []]));
    }

    [Theory]
    [InlineData(List)]
    [InlineData(Import)]
    [InlineData("EditionService/WatchCut")]
    public async Task A_message_above_4_MB_is_told_as_such(string call)
    {
        await using TestServer server = await TestServer.StartAsync();
        using RawClient client = new(server, server.Steward.Key);
        Assert.Equal(new RawStatus(StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"), await client.SendAsync(call, [new byte[4 * Megabyte + 1]]));
        // Whoever only says so is refused at once.
        Assert.Equal(new RawStatus(StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"), await client.SendAsync(call, new ByteArrayContent(RawClient.Frame([1], length: int.MaxValue))));
    }

    // Time goes by while others are served, until the call has ended.
    private static async Task PassTimeUntilAsync(TestServer server, Task call, TimeSpan step)
    {
        while (!call.IsCompleted)
        {
            server.Clock.Advance(step);
            await server.Steward.Measures.ListMeasuresAsync(new());
        }
    }
}
