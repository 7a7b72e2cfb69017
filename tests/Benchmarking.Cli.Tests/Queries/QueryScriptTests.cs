using System.Text;
using Benchmarking.Cli.Tests.Commands;
using Benchmarking.Cli.Tests.Output;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Queries;

/// <summary>`benchmarking query --script`: what is in a script, what is written, and what is said when it goes wrong.</summary>
public sealed class QueryScriptTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("script").FullName;

    private string Folder => Path.Combine(_directory, "results");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Each_line_is_a_query_as_it_would_be_typed_and_has_a_file()
    {
        await using var server = await FakeServer.StartAsync();
        string script = Script("\uFEFF# The quarter's figures\r\n", "\r\n", "--name spend --measure tp01 --group-by sector,region   # by both\r\n",
            "benchmarking query --period 2023 --filter 'sector = housing-association' --statistic Median,mean");
        var run = await server.RunAsync("query", "--script", script, "--folder", Folder, "--period", "2024", "--stage", "delivered", "--output", "csv");
        Assert.Equal((0, "Checking 2 queries …\nReading 2 queries …\n"), (run.ExitCode, run.Error));
        QueryRequest spend = new() { Editions = { "periods/2024" }, Measures = { "measures/tp01" }, Stages = { Stage.Delivered }, GroupBy = { "sector", "region" }, PageSize = 10_000 };
        QueryRequest second = new() { Editions = { "periods/2023" }, Stages = { Stage.Delivered }, Filter = "sector = housing-association", Statistics = { Statistic.Median, Statistic.Mean }, PageSize = 10_000 };
        // Both are checked before either is asked for.
        Assert.Equal([spend, second, spend], server.Queries.Take(3));
        var alone = await server.RunAsync("query", "--period", "2024", "--measure", "tp01", "--stage", "delivered", "--group-by", "sector,region", "--output", "csv");
        Assert.Equal(alone.Out, ReadResult("spend.csv"));
        Assert.Equal(["query-002.csv", "query-002.csv.query", "spend.csv", "spend.csv.query"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal($"query,line,file,rows,outcome\nspend,3,{Path.Combine(Folder, "spend.csv")},{Replies.QueryRows.Length},written\n"
            + $"query-002,4,{Path.Combine(Folder, "query-002.csv")},{Replies.QueryRows.Length},written\n", run.Out);
    }

    [Fact]
    public async Task Every_problem_of_a_script_is_said_at_once_with_its_line_and_nothing_is_asked()
    {
        await using var server = await FakeServer.StartAsync();
        string script = Script("--name a --period 2024\n", "--period 2024 --stage done --statistic average\n", "--measure tp01\n", "--period 2024 --filter 'sector\n", "--period 2024 --name A\n",
            "--period 2024 --name ../b\n", "--period 2024 --key secret\n", "--period 2023,2024 --edition 2\n", "@/etc/passwd\n");
        var run = await server.RunAsync("query", "--script", script, "--folder", Folder);
        Assert.Equal(3, run.ExitCode);
        string[] lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^No figure was asked for: .* has \d+ problems\.$", lines[0]);
        Assert.All(Enumerable.Range(2, 8), number => Assert.Contains(lines, line => line.StartsWith($"  line {number}: ", StringComparison.Ordinal)));
        foreach (string said in (string[])["--stage takes committed", "--statistic takes mean", "Option '--period' is required", "A quote does not end", "The name A is that of line 1 too", "not \"../b\"", "There is no option --key here.", "--edition goes with one --period", "@/etc/passwd"])
            Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Queries);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task What_the_server_refuses_is_said_for_all_queries_before_any_is_answered()
    {
        await using var server = await FakeServer.StartAsync();
        string script = Script("--period 2024 --measure absent\n", "--period 2024\n", "--period 2024 --measure tp01,absent\n");
        var run = await server.RunAsync("query", "--script", script, "--folder", Folder, "--output", "json");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("has 2 problems.", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"line\": 1", run.Out, StringComparison.Ordinal);
        Assert.Contains("\"line\": 3", run.Out, StringComparison.Ordinal);
        Assert.Contains("MEASURE_UNKNOWN", run.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_result_is_whole_or_not_there_and_the_rest_is_gone_on_with_when_asked()
    {
        await using var server = await FakeServer.StartAsync();
        string script = Script("--name a --period 2024\n", "--name b --period 2024 --measure tp01\n");
        string[] command = ["query", "--script", script, "--folder", Folder, "--output", "csv"];
        // The first query's three pages come; the second breaks off behind its first row, for good.
        server.QueryBreaksAt = (Call: 4, Failure: new(new(StatusCode.Internal, "broken")));
        var broken = await server.RunAsync(command);
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("1 of 2 results are written. The same command with --resume", broken.Error, StringComparison.Ordinal);
        Assert.Equal(["a.csv", "a.csv.query"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var refused = await server.RunAsync(command);
        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("a.csv is there already", refused.Error, StringComparison.Ordinal);

        server.Queries.Clear();
        var resumed = await server.RunAsync([.. command, "--resume"]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.All(server.Queries, request => Assert.Equal(["measures/tp01"], request.Measures));
        Assert.Matches(@"a,1,.*,,kept\nb,2,.*,\d+,written\n", resumed.Out.Replace("[x]", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_finished_result_of_another_query_is_not_taken_for_this_ones()
    {
        await using var server = await FakeServer.StartAsync();
        Assert.Equal(0, (await server.RunAsync("query", "--script", Script("--name a --period 2024\n"), "--folder", Folder)).ExitCode);
        string[] changed = ["query", "--script", Script("--name a --period 2023\n"), "--folder", Folder, "--resume"];
        Assert.Equal(6, (await server.RunAsync(changed)).ExitCode);
        var forced = await server.RunAsync([.. changed, "--force"]);
        Assert.Equal(0, forced.ExitCode);
        Assert.Contains("written", forced.Out, StringComparison.Ordinal);
        Assert.Contains("periods/2023", ReadResult("a.txt.query"), StringComparison.Ordinal);
        Assert.Contains("kept", (await server.RunAsync(changed)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_of_a_script_says_what_each_query_would_give_and_writes_nothing()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("query", "--script", Script("--name a --period 2024\n", "--period 2024\n"), "--dry-run", "--output", "csv");
        Assert.Equal("query,line,edition,table_count,cohort_count,row_count,answered,derived,withheld,refused,not_available\n"
            + "a,1,periods/2024/editions/1,9,20,1234,1000,30,200,30,4\nquery-002,2,periods/2024/editions/1,9,20,1234,1000,30,200,30,4\n", run.Out);
        Assert.False(Directory.Exists(Folder));
    }

    [Theory]
    [InlineData("no query", "# nothing\n")]
    [InlineData("not UTF-8", "\u00FF")]
    public async Task A_file_that_is_no_script_is_refused(string what, string text)
    {
        string script = Path.Combine(_directory, "bad");
        await File.WriteAllBytesAsync(script, Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        Assert.Equal((what, 3), (what, (await CliRun.OfAsync(["query", "--script", script, "--folder", Folder])).ExitCode));
    }

    [Theory]
    [InlineData("--resume")]
    [InlineData("--force")]
    [InlineData("--folder")]
    public async Task What_only_a_script_has_is_refused_without_one(string option)
    {
        var run = await CliRun.OfAsync(["query", "--period", "2024", option, .. option == "--folder" ? (string[])[Folder] : []]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("go with --script", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_needs_a_folder_and_a_single_query_a_period()
    {
        Assert.Contains("--folder", (await CliRun.OfAsync(["query", "--script", Script("--period 2024")])).Error, StringComparison.Ordinal);
        var run = await CliRun.OfAsync(["query", "--measure", "tp01"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Option '--period' is required.", run.Error, StringComparison.Ordinal);
    }

    private string Script(params string[] lines)
    {
        string path = Path.Combine(_directory, "script.queries");
        File.WriteAllText(path, string.Concat(lines));
        return path;
    }

    private string ReadResult(string name) => File.ReadAllText(Path.Combine(Folder, name));
}
