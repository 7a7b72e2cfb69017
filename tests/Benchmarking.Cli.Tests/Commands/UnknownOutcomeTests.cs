using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

/// <summary>What a command says when no answer came to what may have been done.</summary>
public sealed class UnknownOutcomeTests
{
    [Fact]
    public async Task A_cut_without_an_answer_is_asked_for_again_as_the_same_cut()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.DeadlineExceeded, "late")));
        var lost = await server.RunAsync("editions", "cut", "--period", "2024", "--key", "bmk_secret");
        string id = server.Cuts[0].RequestId;
        Assert.Equal((7, ""), (lost.ExitCode, lost.Out));
        Assert.Contains($"\n  benchmarking editions cut --request-id {id} --period 2024 --key KEY\n", lost.Error, StringComparison.Ordinal);
        Assert.Contains("benchmarking editions list --period 2024", lost.Error, StringComparison.Ordinal);
        Assert.All(["bmk_secret", "Run the command again"], words => Assert.DoesNotContain(words, lost.Error, StringComparison.Ordinal));
        var again = await server.RunAsync("editions", "cut", "--request-id", id, "--period", "2024");
        Assert.Equal((0, id), (again.ExitCode, server.Cuts[1].RequestId));
    }

    [Fact]
    public async Task A_proposal_without_an_answer_is_made_again_as_the_same_proposal()
    {
        string[] arguments = ["cohorts", "propose", "--period", "2024", "--filter", "region = north OR region = south", "--reason", "neighbours"];
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.DeadlineExceeded, "late")));
        var lost = await server.RunAsync(arguments);
        string id = Assert.Single(server.Proposed).RequestId;
        Assert.Equal((7, ""), (lost.ExitCode, lost.Out));
        Assert.Contains($"\n  benchmarking cohorts propose --request-id {id} --period 2024 --filter 'region = north OR region = south' --reason neighbours\n", lost.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Run the command again", lost.Error, StringComparison.Ordinal);
        var again = await server.RunAsync([.. arguments, "--request-id", id]);
        Assert.Equal((0, 2), (again.ExitCode, server.Proposed.Count));
        Assert.Equal(server.Proposed[0], server.Proposed[1]);
    }

    [Fact]
    public async Task A_withdrawal_without_an_answer_is_sent_again_as_the_same_request()
    {
        string[] arguments = ["organisations", "withdraw", "L1", "--reason", "merged", "--yes"];
        await using var server = await FakeServer.StartAsync();
        server.Organisations.Add(new() { Name = "organisations/L1", DisplayName = "One" });
        server.Failures.Enqueue(new(new(StatusCode.DeadlineExceeded, "late")));
        var lost = await server.RunAsync(arguments);
        string id = Assert.Single(server.Withdrawn).RequestId;
        Assert.Equal((7, ""), (lost.ExitCode, lost.Out));
        Assert.Contains($"\n  benchmarking organisations withdraw --request-id {id} L1 --reason merged --yes\n", lost.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Run the command again", lost.Error, StringComparison.Ordinal);
        var again = await server.RunAsync([.. arguments, "--request-id", id]);
        Assert.Equal((0, 2), (again.ExitCode, server.Withdrawn.Count));
        Assert.Equal(server.Withdrawn[0], server.Withdrawn[1]);
    }

    [Fact]
    public async Task Finishing_a_period_without_an_answer_is_to_be_asked_for_again_as_it_was_typed()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.DeadlineExceeded, "late")));
        var lost = await server.RunAsync("periods", "finish", "2024", "--yes", "--key", "bmk_secret");
        Assert.Equal((7, ""), (lost.ExitCode, lost.Out));
        Assert.Contains("\n  benchmarking periods finish 2024 --yes --key KEY\n", lost.Error, StringComparison.Ordinal);
        Assert.All(["bmk_secret", "Run the command again", "--request-id"], words => Assert.DoesNotContain(words, lost.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cut_that_is_refused_is_not_said_to_be_under_way()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(FakeServer.Refusal(StatusCode.FailedPrecondition, ErrorReason.NothingToCut, "Nothing is submitted.", "Wait."));
        var run = await server.RunAsync("editions", "cut", "--period", "2024");
        Assert.Equal((6, "Cutting 2024 …\nNothing is submitted.\nWait.\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("editions cut --period 2024", "editions cut --request-id [0-9a-f-]{36} --period 2024")]
    [InlineData("periods finish 2024 --yes", "periods finish 2024 --yes")]
    public async Task What_was_interrupted_may_go_on_and_how_it_is_asked_for_again_is_told(string typed, string again)
    {
        await using var server = await FakeServer.StartAsync();
        using CancellationTokenSource interrupt = new();
        await interrupt.CancelAsync();
        using StringWriter errors = new() { NewLine = "\n" };
        Terminal terminal = new(Stream.Null, TextWriter.Null, errors) { Environment = _ => null };
        Assert.Equal(130, await CommandLine.RunAsync(["--server", server.Address, .. typed.Split(' ')], terminal, interrupt.Token));
        Assert.Contains("Interrupted; what was sent may have been done", errors.ToString(), StringComparison.Ordinal);
        Assert.Matches($@"benchmarking --server \S+ {again}\n", errors.ToString());
    }

    [Fact]
    public async Task A_key_without_an_answer_is_looked_for_before_another_is_issued()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.DeadlineExceeded, "late")));
        var issued = await server.RunAsync("keys", "issue", "--role", "analyst");
        server.Failures.Enqueue(new(new(StatusCode.DeadlineExceeded, "late")));
        var rotated = await server.RunAsync("keys", "rotate", "k1");
        Assert.Equal((7, 7), (issued.ExitCode, rotated.ExitCode));
        Assert.Contains("benchmarking journal list", issued.Error, StringComparison.Ordinal);
        Assert.Contains("benchmarking keys show k1", rotated.Error, StringComparison.Ordinal);
        Assert.All([issued.Error, rotated.Error], text => Assert.DoesNotContain("Run the command again", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_only_reads_is_simply_run_again()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.DeadlineExceeded, "late")));
        var run = await server.RunAsync("compare", "--organisation", "LH0001", "--period", "2024");
        Assert.Equal(7, run.ExitCode);
        Assert.Contains("Run the command again, or with a longer --timeout.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--request-id", run.Error, StringComparison.Ordinal);
    }
}
