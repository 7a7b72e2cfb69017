using System.Diagnostics.Metrics;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Limits;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Server.Tests.Telemetry;

/// <summary>What is logged of a call that goes wrong before or after all that the platform itself does for it follows from whose fault it is.</summary>
public sealed class UnguardedFailureTests
{
    private const string List = "MeasureService/ListMeasures";

    [Fact]
    public async Task A_message_that_cannot_be_read_is_no_failure_of_the_platform_and_fills_no_log()
    {
        await using TestServer server = await TestServer.StartWithAsync(LogLines.Talkative);
        using RawClient client = new(server, server.Steward.Key);
        using LogLines lines = LogLines.Of(server);
        // No message of the type; and a frame that says it is compressed in no known way.
        byte[][] bodies = [RawClient.Frame([0xFF, 0xFF, 0xFF]), [7, 0, 0, 0, 0]];
        foreach (byte[] body in bodies)
            Assert.Equal(new RawStatus(StatusCode.InvalidArgument, "MESSAGE_MALFORMED"), await client.SendAsync(List, new ByteArrayContent(body)));
        Assert.DoesNotContain(lines.Written, line => line.Category.StartsWith("Grpc.AspNetCore.Server.ServerCallHandler", StringComparison.Ordinal));
        LogLine[] told = [.. lines.Written.Where(line => line.Text.Contains("could not be read", StringComparison.Ordinal))];
        Assert.Equal(bodies.Length, told.Length);
        Assert.All(told, line => Assert.True(line is { Level: LogLevel.Debug, Exception: null }, line.ToString()));
        Assert.DoesNotContain(lines.Written, IsFailure);
    }

    [Fact]
    public async Task What_fails_of_the_platform_itself_is_an_error_with_all_that_is_known_of_it()
    {
        await using TestServer server = await TestServer.StartWithAsync(LogLines.Talkative);
        using LogLines lines = LogLines.Of(server);
        IMeterFactory own = server.Application.Services.GetRequiredService<IMeterFactory>();
        // The count of calls is outermost: nothing of the platform's own is around it.
        using MeterListener broken = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "benchmarking.call.duration" && instrument.Meter.Scope == own)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        broken.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("A fault of the platform."));
        broken.Start();
        await Assert.ThrowsAsync<RpcException>(() => server.Steward.Measures.ListMeasuresAsync(new()).ResponseAsync);
        LogLine told = Assert.Single(lines.Written, IsFailure);
        Assert.Contains(List, told.Text, StringComparison.Ordinal);
        Assert.Equal("A fault of the platform.", told.Exception?.Message);
    }

    // Of the platform, or of the library; Orleans has worries of its own.
    private static bool IsFailure(LogLine line) =>
        line.Level >= LogLevel.Error && (line.Category.StartsWith("Benchmarking", StringComparison.Ordinal) || line.Category.StartsWith("Grpc", StringComparison.Ordinal));
}
