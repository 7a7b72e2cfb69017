using Benchmarking.Cli.Tests.Output;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

public sealed class QueryCommandTests
{
    [Fact]
    public async Task A_query_asks_for_what_was_typed_and_reads_page_after_page()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("query", "--period", "2024", "--edition", "1", "--measure", "tp01,bs01", "--stage", "delivered", "--filter", "sector = housing-association",
            "--group-by", "sector,region", "--statistic", "median,Mean", "--output", "csv");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(1 + Replies.QueryRows.Length, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(["", "2", "4"], server.Queries.Select(request => request.PageToken));
        Assert.Equal(new()
        {
            Editions = { "periods/2024/editions/1" },
            Measures = { "measures/tp01", "measures/bs01" },
            Stages = { Stage.Delivered },
            Filter = "sector = housing-association",
            GroupBy = { "sector", "region" },
            Statistics = { Statistic.Median, Statistic.Mean },
            PageSize = 10_000,
        }, server.Queries[0]);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_gone_on_from_and_no_row_comes_twice()
    {
        await using var server = await FakeServer.StartAsync();
        var whole = await server.RunAsync("query", "--period", "2024", "--output", "json");
        server.Queries.Clear();
        server.QueryBreaks.Enqueue(new RpcException(new(StatusCode.Unavailable, "gone")));
        var broken = await server.RunAsync("query", "--period", "2024", "--output", "json");
        Assert.Equal((0, whole.Out), (broken.ExitCode, broken.Out));
        Assert.Equal(["", "1", "3", "5"], server.Queries.Select(request => request.PageToken));
    }

    [Fact]
    public async Task A_server_that_is_gone_before_any_row_is_not_asked_for_ever()
    {
        await using var server = await FakeServer.StartAsync();
        for (int i = 0; i < 100; i++) server.Failures.Enqueue(new RpcException(new(StatusCode.Unavailable, "gone")));
        var run = await server.RunAsync("query", "--period", "2024");
        Assert.Equal((7, 4), (run.ExitCode, server.Queries.Count));
    }

    [Fact]
    public async Task A_query_that_finds_the_server_unavailable_is_asked_again()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new RpcException(new(StatusCode.Unavailable, "not yet")));
        var run = await server.RunAsync("query", "--period", "2024", "--output", "csv");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["", "", "2", "4"], server.Queries.Select(request => request.PageToken));
    }

    [Fact]
    public async Task A_dry_run_shows_what_would_come()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("query", "--period", "2024", "--period", "2025", "--dry-run", "--output", "csv");
        Assert.Equal("edition,table_count,cohort_count,row_count,answered,derived,withheld,refused,not_available\nperiods/2024/editions/1,9,20,1234,1000,30,200,30,4\n", run.Out);
        Assert.Equal(["periods/2024", "periods/2025"], server.Queries.Single().Editions);
    }

    [Theory]
    [InlineData("--statistic", "average", "--statistic takes mean, ratio, p10")]
    [InlineData("--stage", "done", "--stage takes committed, delivered, unstaged")]
    [InlineData("--edition", "0", "--edition takes 1 or more")]
    [InlineData("--measur", "tp01", "There is no option --measur here.")]
    public async Task What_is_not_written_as_it_should_be_is_said_before_anything_is_asked(string option, string word, string said)
    {
        var run = await CliRun.OfAsync(["query", "--period", "2024", option, word]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_goes_with_one_period()
    {
        var run = await CliRun.OfAsync(["query", "--period", "2024", "--period", "2025", "--edition", "1"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--edition goes with one --period.", run.Error, StringComparison.Ordinal);
    }
}
