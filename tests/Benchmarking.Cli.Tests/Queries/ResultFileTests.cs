using Apache.Arrow;
using Apache.Arrow.Ipc;
using Benchmarking.Cli.Tests.Commands;
using Benchmarking.Cli.Tests.Output;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Queries;

/// <summary>The rows of one query in a file, of text or of Arrow.</summary>
public sealed class ResultFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("benchmarking-test-").FullName;

    private string File => Path.Combine(_directory, "figures");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("table")]
    public async Task A_file_has_what_would_be_printed(string format)
    {
        await using var server = await FakeServer.StartAsync();
        var printed = await server.RunAsync("query", "--period", "2024", "--output", format);
        var written = await server.RunAsync("query", "--period", "2024", "--output", format, "--file", File);
        Assert.Equal((0, ""), (written.ExitCode, written.Out));
        Assert.Equal(printed.Out, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        Assert.Equal([File], Directory.GetFiles(_directory));
        // A spreadsheet knows UTF-8 by its mark; what is printed has none.
        byte[] bytes = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        Assert.Equal(format == "csv", bytes.Take(3).SequenceEqual(System.Text.Encoding.UTF8.GetPreamble()));
        Assert.NotEqual('\uFEFF', printed.Out[0]);
    }

    [Fact]
    public async Task A_file_of_Arrow_has_a_column_for_each_field_and_a_row_for_each_figure()
    {
        await using var server = await FakeServer.StartAsync();
        Assert.Equal(0, (await server.RunAsync("query", "--period", "2024", "--output", "arrow", "--file", File)).ExitCode);
        using var reader = new ArrowFileReader(System.IO.File.OpenRead(File));
        using var batch = await reader.ReadNextRecordBatchAsync(TestContext.Current.CancellationToken);
        QueryRow[] rows = Replies.QueryRows;
        Assert.Equal(rows.Length, batch.Length);
        Assert.Equal(rows.Select(row => row.Figure is { HasValue: true } ? row.Figure.Value : (double?)null), (DoubleArray)batch.Column("value"));
        Assert.Equal(rows.Select(row => row.HasN ? row.N : (int?)null), (Int32Array)batch.Column("n"));
        Assert.Equal(rows.Select(row => row.Citation), Enumerable.Range(0, batch.Length).Select(row => ((StringArray)batch.Column("citation")).GetString(row)));
        Assert.Contains(rows, row => row.Figure is null or { HasValue: false });
        Assert.Null(await reader.ReadNextRecordBatchAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Arrow_goes_to_a_file_and_from_a_query_alone()
    {
        var printed = await CliRun.OfAsync(["query", "--period", "2024", "--output", "arrow"]);
        Assert.Equal((2, ""), (printed.ExitCode, printed.Out));
        Assert.Contains("--file figures.arrow", printed.Error, StringComparison.Ordinal);
        var listed = await CliRun.OfAsync(["measures", "list", "--output", "arrow"]);
        Assert.Equal((2, ""), (listed.ExitCode, listed.Out));
        Assert.Contains("Only `benchmarking query` gives Arrow.", listed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_is_overwritten_only_when_that_is_said()
    {
        await using var server = await FakeServer.StartAsync();
        await System.IO.File.WriteAllTextAsync(File, "mine", TestContext.Current.CancellationToken);
        string[] query = ["query", "--period", "2024", "--output", "csv", "--file", File];
        var refused = await server.RunAsync(query);
        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await server.RunAsync([.. query, "--force"])).ExitCode);
        Assert.StartsWith("edition,", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("arrow")]
    public async Task A_query_that_breaks_off_leaves_no_file(string format)
    {
        await using var server = await FakeServer.StartAsync();
        server.QueryBreaksAt = (2, new RpcException(new(StatusCode.Internal, "broken")));
        var run = await server.RunAsync("query", "--period", "2024", "--output", format, "--file", File);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_of()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("query", "--period", "2024", "--output", "arrow", "--file", Path.Combine(_directory, "absent", "figures"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("cannot be written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_writes_a_file_of_Arrow_for_each_query()
    {
        await using var server = await FakeServer.StartAsync();
        string script = Path.Combine(_directory, "script.queries"), folder = Path.Combine(_directory, "results");
        await System.IO.File.WriteAllTextAsync(script, "--name a --period 2024\n--name b --period 2025\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await server.RunAsync("query", "--script", script, "--folder", folder, "--output", "arrow")).ExitCode);
        foreach (string name in (string[])["a", "b"])
        {
            using var reader = new ArrowFileReader(System.IO.File.OpenRead(Path.Combine(folder, $"{name}.arrow")));
            using var batch = await reader.ReadNextRecordBatchAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Replies.QueryRows.Length, batch.Length);
        }
    }

    [Theory]
    [InlineData("--dry-run", "--file goes without --dry-run")]
    [InlineData("--resume", "go with --script")]
    public async Task What_does_not_go_with_a_file_is_refused(string option, string said)
    {
        var run = await CliRun.OfAsync(["query", "--period", "2024", "--file", File, option]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }
}
