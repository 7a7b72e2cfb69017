using Benchmarking.Cli.Tests.Output;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

public sealed class KeyCommandTests
{
    [Theory]
    [InlineData("2027-03-31", "2027-04-01T00:00:00Z")]
    [InlineData("2027-03-31T17:00:00Z", "2027-03-31T17:00:00Z")]
    [InlineData("2027-03-31T17:00:00+01:00", "2027-03-31T16:00:00Z")]
    public async Task A_key_expires_at_the_end_of_the_day_or_at_the_moment_that_was_typed(string typed, string sent)
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("keys", "issue", "--role", "analyst", "--expires", typed);
        Assert.Equal((0, "s3cret\n"), (run.ExitCode, run.Out));
        Assert.Equal(Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(sent, null)), server.Issued!.ExpireTime);
    }

    [Fact]
    public async Task A_key_without_an_end_is_asked_for_without_one()
    {
        await using var server = await FakeServer.StartAsync();
        await server.RunAsync("keys", "issue", "--role", "analyst");
        Assert.Null(server.Issued!.ExpireTime);
    }

    [Theory]
    [InlineData("7d", 7 * 24 * 60, "holds until 2026-06-22T12:00:00Z")]
    [InlineData("12h", 12 * 60, "holds until 2026-06-22T12:00:00Z")]
    [InlineData("30m", 30, "holds until 2026-06-22T12:00:00Z")]
    [InlineData("0", 0, "has ended")]
    public async Task A_new_secret_stands_alone_on_standard_output(string overlap, int minutes, string old)
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("keys", "rotate", "k1", "--overlap", overlap);
        Assert.Equal((0, "n3w\n", $"The key k1 has a new secret; the old one {old}. Keep it secret; it is not shown again.\n"), (run.ExitCode, run.Out, run.Error));
        Assert.Equal([new() { Name = "keys/k1", Overlap = Duration.FromTimeSpan(TimeSpan.FromMinutes(minutes)) }], server.Rotated);
    }

    [Fact]
    public async Task A_rotation_whose_answer_was_lost_is_not_repeated_blindly()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.Unavailable, "lost")));
        var run = await server.RunAsync("keys", "rotate", "k1");
        Assert.Equal((7, "", 1), (run.ExitCode, run.Out, server.Rotated.Count));
        Assert.Equal(Duration.FromTimeSpan(TimeSpan.Zero), server.Rotated[0].Overlap);
    }

    [Theory]
    [InlineData("table", "key.txt")]
    [InlineData("csv", "key.csv")]
    [InlineData("json", "key.json")]
    public async Task A_key_is_shown_without_its_secret(string format, string golden)
    {
        await using var server = await FakeServer.StartAsync();
        Golden.Is(golden, (await server.RunAsync("keys", "show", "k1", "--output", format)).Out);
    }
}
