using Benchmarking.Cli.Tests.Output;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Cli.Tests.Commands;

public sealed class JournalCommandTests
{
    [Theory]
    [InlineData("table", "journal.txt")]
    [InlineData("csv", "journal.csv")]
    [InlineData("json", "journal.json")]
    public async Task An_action_is_one_line_with_what_came_of_it(string format, string golden)
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("journal", "list", "--output", format);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Is(golden, run.Out);
    }

    [Fact]
    public async Task What_is_asked_for_is_what_was_typed_and_no_page_too_many()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("journal", "list", "--organisation", "LH0001", "--caller", "keys/k9", "--since", "2026-01-02", "--limit", "1", "-o", "csv");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal([new() { Organisation = "organisations/LH0001", Caller = "keys/k9", StartTime = Timestamp.FromDateTime(new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)), PageSize = 1_000 }],
            server.JournalAsked);
        Assert.Equal(2, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_action_that_began_before_the_last_day_has_its_end_from_after_it()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("journal", "list", "--until", "2026-01-02", "-o", "csv");
        Assert.Contains("refused: PERIOD_CLOSED", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ImportReturns", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--since", "yesterday")]
    [InlineData("--until", "2026-13-01")]
    [InlineData("--limit", "0")]
    public async Task What_is_no_time_or_number_is_refused(string option, string value)
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("journal", "list", option, value);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_holds_tells_its_head_to_note()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("journal", "verify", "-o", "csv");
        Assert.Equal((0, $"entries,head,noted_entry,is_intact\n12,{new string('a', 64)},,yes\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_journal_that_does_not_hold_says_where_and_ends_with_an_exit_code_of_its_own()
    {
        await using var server = await FakeServer.StartAsync();
        (server.Verdict.IsIntact, server.Verdict.BrokenSequence, server.Verdict.Problem) = (false, 13, "Entry 13 is missing.");
        var run = await server.RunAsync("journal", "verify", "--head", new string('b', 64));
        Assert.Equal(6, run.ExitCode);
        Assert.Contains("Entry 13 is missing.", run.Error, StringComparison.Ordinal);
        Assert.Contains(new string('a', 64), run.Out, StringComparison.Ordinal);
    }
}
