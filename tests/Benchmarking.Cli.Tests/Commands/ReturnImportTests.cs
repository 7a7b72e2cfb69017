using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

public sealed class ReturnImportTests
{
    private const string Header = "organisation,measure,stage,numerator,denominator\n";

    [Fact]
    public async Task Lines_go_out_in_batches_as_the_file_has_them_and_are_counted()
    {
        await using var server = await FakeServer.StartAsync();
        server.OpenPeriods.Add("periods/2025");
        using TemporaryFile file = new(Header + string.Concat(Enumerable.Range(0, 1234).Select(at => $"o{at % 7},tp01,delivered, {at},5\n")));

        var run = await server.RunAsync("returns", "import", file.Path, "--period", "2025", "--reason", "late");

        Assert.Equal((0, "1,234 lines in 7 returns submitted for 2025 in 0.0 s\n", "Submitting 1,234 lines for 2025 …\n"), (run.ExitCode, run.Out, run.Error));
        Assert.Equal([500, 500, 234], server.Imports.Select(request => request.Lines.Count));
        Assert.Equal(("periods/2025", "late", 36), (server.Imports[0].Period, server.Imports[0].Reason, server.Imports[0].RequestId.Length));
        Assert.Equal("", server.Imports[1].Period);
        Assert.Equal(new() { Line = 3, Organisation = "o1", Measure = "tp01", Stage = "delivered", Numerator = " 1", Denominator = "5" }, server.Imports[0].Lines[1]);
    }

    [Fact]
    public async Task The_help_says_that_an_import_replaces_whole_returns()
    {
        string help = (await CliRun.OfAsync(["returns", "import", "--help"])).Out;
        Assert.All(["is its whole return for the period", "never within one"], words => Assert.Contains(words, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_notes_make_smaller_batches_that_grpc_takes()
    {
        await using var server = await FakeServer.StartAsync();
        server.OpenPeriods.Add("periods/2025");
        string note = new('€', 9_000);
        using TemporaryFile file = new("organisation,measure,stage,numerator,denominator,note\n" + string.Concat(Enumerable.Range(0, 400).Select(_ => $"o,tp01,delivered,1,2,{note}\n")));
        var run = await server.RunAsync("returns", "import", file.Path, "--period", "2025", "--output", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"lines\": 400,\n  \"returns\": 1,", run.Out, StringComparison.Ordinal);
        Assert.All(server.Imports, request => Assert.InRange(request.CalculateSize(), 0, 4 << 20));
    }

    [Fact]
    public async Task Each_run_is_a_request_of_its_own_unless_it_is_named()
    {
        await using var server = await FakeServer.StartAsync();
        server.OpenPeriods.Add("periods/2025");
        using TemporaryFile file = new(Header + "o,tp01,delivered,1,2\n");
        await server.RunAsync("returns", "import", file.Path, "--period", "2025");
        await server.RunAsync("returns", "import", file.Path, "--period", "periods/2025");
        await server.RunAsync("returns", "import", file.Path, "--period", "2025", "--request-id", "mine");
        Assert.NotEqual(server.Imports[0].RequestId, server.Imports[1].RequestId);
        Assert.True(Guid.TryParseExact(server.Imports[0].RequestId, "D", out _));
        Assert.Equal("mine", server.Imports[2].RequestId);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, true)]
    [InlineData(StatusCode.FailedPrecondition, false)]
    public async Task An_import_that_breaks_off_says_how_much_is_stored_and_how_the_rest_is(StatusCode status, bool isUnknown)
    {
        await using var server = await FakeServer.StartAsync();
        server.OpenPeriods.Add("periods/2025");
        server.ImportBreak = new(new(status, "gone"));
        using TemporaryFile file = new(Header + "a,tp01,delivered,1,2\na,tp02,delivered,1,2\nb,tp01,delivered,1,2\n");
        var run = await server.RunAsync("returns", "import", file.Path, "--period", "2025");
        Assert.Equal("", run.Out);
        Assert.Contains("It broke off: 2 lines in 1 return are stored, and more may be.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(isUnknown, run.Error.Contains($"benchmarking returns import --request-id {server.Imports[0].RequestId} {file.Path} --period 2025\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Problems_are_printed_with_their_lines_fifty_at_most(bool early)
    {
        await using var server = await RefusingServerAsync(60, early);
        using TemporaryFile file = new(Header + string.Concat(Enumerable.Repeat("o,tp01,delivered,1,0\n", 5_000)));
        var run = await server.RunAsync("returns", "import", file.Path, "--period", "2025");
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains("Nothing was stored: 60 problems.\n  line 2, denominator: \"0\" is not above zero. Ask someone.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("  line 51, denominator: \"0\" is not above zero. Ask someone.\n  and 10 more; --output json has them all\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_all_problems_are_on_standard_output()
    {
        await using var server = await RefusingServerAsync(60, false);
        using TemporaryFile file = new(Header + "o,tp01,delivered,1,0\n");
        var run = await server.RunAsync("returns", "import", file.Path, "--period", "2025", "--output", "json");
        using var json = System.Text.Json.JsonDocument.Parse(run.Out);
        var problems = json.RootElement.GetProperty("problems");
        Assert.Equal((3, 60), (run.ExitCode, problems.GetArrayLength()));
        Assert.Equal("DENOMINATOR_NOT_POSITIVE", problems[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_file_of_the_wrong_form_never_reaches_the_server()
    {
        using TemporaryFile file = new("organisation,measure,stage,numerator,unit\no,tp01,delivered,1\n");
        var run = await CliRun.OfAsync(["returns", "import", file.Path, "--period", "2025"]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("  line 1, denominator: the column is missing.", run.Error, StringComparison.Ordinal);
        Assert.Contains("  line 1, unit: the file may not have this column.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recent_period_is_opened_on_the_way()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await ImportAsync(server, "2025-26");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Opened the period 2025-26 for returns.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("periods/2025-26", server.OpenPeriods);
    }

    [Theory]
    [InlineData("2031")]
    [InlineData("2020-21")]
    [InlineData("25-26")]
    public async Task Any_other_period_is_for_a_steward_to_open(string period)
    {
        await using var server = await FakeServer.StartAsync();
        var run = await ImportAsync(server, period);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains($"benchmarking periods open {period}", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Imports);
    }

    [Fact]
    public async Task A_contributor_is_told_to_ask_a_steward()
    {
        await using var server = await FakeServer.StartAsync();
        server.OpeningRefused = FakeServer.Refusal(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "Stewards only.");
        var run = await ImportAsync(server, "2025-26");
        Assert.Equal(5, run.ExitCode);
        Assert.Contains("Ask a steward to run: benchmarking periods open 2025-26", run.Error, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> RefusingServerAsync(int problems, bool early)
    {
        var server = await FakeServer.StartAsync();
        server.OpenPeriods.Add("periods/2025");
        server.RefuseEarly = early;
        server.ImportProblems.AddRange(Enumerable.Range(2, problems).Select(line => new Problem
        {
            Line = line,
            Field = "denominator",
            Reason = ErrorReason.DenominatorNotPositive,
            Message = "\"0\" is not above zero.",
            Remedy = "Ask someone.",
        }));
        return server;
    }

    private static async Task<CliRun> ImportAsync(FakeServer server, string period)
    {
        using TemporaryFile file = new(Header + "o,tp01,delivered,1,2\n");
        return await server.RunAsync("returns", "import", file.Path, "--period", period);
    }
}
