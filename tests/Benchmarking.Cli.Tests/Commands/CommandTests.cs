using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Tests.Commands;

public sealed class CommandTests
{
    [Fact]
    public async Task Compare_asks_for_what_was_typed_and_shows_the_answer()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("compare", "--organisation", "LH0001", "--period", "2024", "--measure", "tp01", "--measure", "measures/bs01",
            "--cohort", "sector=housing-association,region=north", "--cohort", "all", "--edition", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("62nd percentile — better than about 62 %", run.Out, StringComparison.Ordinal);
        Assert.Equal(new()
        {
            Organisation = "organisations/LH0001",
            Edition = "periods/2024/editions/1",
            Measures = { "measures/tp01", "measures/bs01" },
            Cohorts = { "sector=housing-association,region=north", "all" },
        }, server.Compared);
        Assert.Equal(["Bearer test-key"], server.Authorisations);
    }

    [Fact]
    public async Task A_withheld_figure_is_an_answer()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("benchmark", "--period", "2024", "--measure", "bs01", "--stage", "committed", "-o", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"reason\": \"TOO_FEW\"", run.Out, StringComparison.Ordinal);
        Assert.Equal(new() { Edition = "periods/2024", Measure = "measures/bs01", Stage = Stage.Committed }, server.Asked);
    }

    [Fact]
    public async Task A_server_that_had_too_many_calls_is_asked_again_when_it_says()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(FakeServer.TooMany(TimeSpan.FromMilliseconds(1)));
        var run = await server.RunAsync("compare", "--organisation", "LH0001", "--period", "2024");
        Assert.Equal((0, 2), (run.ExitCode, server.Authorisations.Count));
    }

    [Fact]
    public async Task A_server_that_had_too_many_calls_for_long_is_not_asked_again_and_the_time_is_told()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(FakeServer.TooMany(TimeSpan.FromHours(3)));
        var run = await server.RunAsync("compare", "--organisation", "LH0001", "--period", "2024");
        Assert.Equal((7, 1), (run.ExitCode, server.Authorisations.Count));
        Assert.Contains("Try again in 3 hours.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sectors_are_compared_as_typed_the_first_against_each_other()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("compare-sectors", "--period", "2024", "--measure", "gov-01", "--between", "sector=local-authority",
            "--and", "sector=housing-association", "--and", "all", "--stage", "unstaged");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("no clear difference", run.Out, StringComparison.Ordinal);
        Assert.Equal(new()
        {
            Edition = "periods/2024",
            Measures = { "measures/gov-01" },
            Stage = Stage.Unstaged,
            Cohorts = { "sector=local-authority", "sector=housing-association", "all" },
        }, server.SectorsCompared);
        string help = (await CliRun.OfAsync(["compare-sectors", "--help"])).Out;
        Assert.All(["higher, lower ", "no clear difference ", "not compared "], word => Assert.Contains(word, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unavailable_server_is_asked_again()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(new(new(StatusCode.Unavailable, "restarting")));
        var run = await server.RunAsync("compare", "--organisation", "LH0001", "--period", "2024");
        Assert.Equal((0, 2), (run.ExitCode, server.Authorisations.Count));
    }

    [Fact]
    public async Task A_key_is_issued_alone_on_standard_output_and_never_twice()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("keys", "issue", "--organisation", "LH0001", "--role", "contributor");
        Assert.Equal((0, "s3cret\n", "The key k1 for a contributor of LH0001. Keep it secret; it is not shown again.\n"), (run.ExitCode, run.Out, run.Error));

        server.Failures.Enqueue(new(new(StatusCode.Unavailable, "lost")));
        var lost = await server.RunAsync("keys", "issue", "--role", "steward");
        Assert.Equal((7, "", 2), (lost.ExitCode, lost.Out, server.KeysIssued));
    }

    [Fact]
    public async Task A_cut_is_watched_while_it_runs()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("editions", "cut", "--period", "2024", "--output", "json");
        Assert.Equal((0, "Cutting 2024 …\n"), (run.ExitCode, run.Error));
        Assert.Contains("\"edition\": \"periods/2024/editions/3\"", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_is_asked_for_by_number_or_as_the_latest()
    {
        await using var server = await FakeServer.StartAsync();
        var table = await server.RunAsync("editions", "audit", "--period", "2024");
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.Contains("Tightest: tp01 delivered, region=north; 1 or more is safe.", table.Out, StringComparison.Ordinal);
        var json = await server.RunAsync("editions", "audit", "--period", "periods/2024", "--edition", "2", "--output", "json");
        Assert.Contains("\"told_percent\": 87.5", json.Out, StringComparison.Ordinal);
        Assert.Equal(["periods/2024/editions/latest/audit", "periods/2024/editions/2/audit"], server.Audited);
        server.Failures.Enqueue(FakeServer.Refusal(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, "An analyst's key may not.", "Use another."));
        var refused = await server.RunAsync("editions", "audit", "--period", "2024");
        Assert.Equal((5, "", "An analyst's key may not.\nUse another.\n"), (refused.ExitCode, refused.Out, refused.Error));
    }

    [Fact]
    public async Task The_help_of_the_audit_says_what_its_numbers_mean_and_for_whom_it_is()
    {
        string help = (await CliRun.OfAsync(["editions", "audit", "--help"])).Out;
        Assert.All(["Pass ", "Published ", "Coded", "Carried", "Withheld", "Programmes ", "Tightest ", "Safe ", "Cost ", "For stewards."],
            word => Assert.Contains(word, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Organisations_come_back_as_they_were_sent()
    {
        const string Csv = "organisation,name,sector,region,size_band_homes,homes,co_operative\nA1,Alpha,housing-association,north,under-5000,1200,yes\nA2,Beta,local-authority,,,,no\n";
        await using var server = await FakeServer.StartAsync();
        var import = await CliRun.OfAsync(["organisations", "import", "-"], server.Address, System.Text.Encoding.UTF8.GetBytes(Csv));
        Assert.Equal((0, "2 organisations: 1 added or changed, 1 as they were\n"), (import.ExitCode, import.Out));
        Assert.Equal("1200", server.Organisations[0].PublicDenominators["homes"]);
        Assert.Empty(server.Organisations[1].PublicDenominators);

        var list = await server.RunAsync("organisations", "list", "--output", "csv");
        // With the mark by which a spreadsheet knows UTF-8, and it can be imported again as it is.
        Assert.Equal("\uFEFF" + Csv, list.Out);
        Assert.Equal(0, (await CliRun.OfAsync(["organisations", "import", "-"], server.Address, System.Text.Encoding.UTF8.GetBytes(list.Out))).ExitCode);
    }

    [Fact]
    public async Task An_import_of_organisations_that_breaks_off_says_how_many_are_stored()
    {
        await using var server = await FakeServer.StartAsync();
        server.ImportBreak = new(new(StatusCode.Unavailable, "gone"));
        using TemporaryFile file = new("organisation,name,sector\nA1,Alpha,housing-association\nA2,Beta,local-authority\n");
        var run = await server.RunAsync("organisations", "import", file.Path);
        Assert.Equal((7, ""), (run.ExitCode, run.Out));
        Assert.Contains("It broke off: 1 of 2 organisations are stored, and more may be. Import the file again", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_catalogue_names_each_line()
    {
        await using var server = await FakeServer.StartAsync();
        using TemporaryFile file = new("id,name,unit,direction,kind\na,A,%,higher,x\nb,B,%,higher,y\n");
        var run = await server.RunAsync("measures", "import", file.Path);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("  line 2, kind: \"x\" is no kind.\n  line 3, kind: \"y\" is no kind.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_has_a_row_for_each_measure_and_stage()
    {
        await using var server = await FakeServer.StartAsync();
        var run = await server.RunAsync("returns", "template", "--organisation", "LH0001");
        Assert.Equal("\uFEFForganisation,measure,stage,numerator,denominator\nLH0001,tp01,committed,,\nLH0001,tp01,delivered,,\n", run.Out);
    }

    [Fact]
    public async Task A_return_is_shown_with_numbers_as_numbers()
    {
        await using var server = await FakeServer.StartAsync();
        var csv = await server.RunAsync("returns", "show", "--organisation", "LH0001", "--period", "2024", "--output", "csv");
        Assert.Equal("\uFEFForganisation,measure,stage,numerator,denominator,contract,note\nLH0001,tp01,delivered,12.50,80,,\"'-x\"\n", csv.Out);
        Assert.Equal("organisations/LH0001/returns/2024: submitted, revision 2\n", csv.Error);
        var json = await server.RunAsync("returns", "show", "--organisation", "LH0001", "--period", "2024", "--output", "json");
        Assert.Contains("\"numerator\": 12.50,", json.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCode.NotFound, ErrorReason.EditionUnknown, 4)]
    [InlineData(StatusCode.PermissionDenied, ErrorReason.RoleNotAllowed, 5)]
    [InlineData(StatusCode.FailedPrecondition, ErrorReason.NothingToCut, 6)]
    public async Task A_refusal_says_why_and_what_to_do(StatusCode status, ErrorReason reason, int exitCode)
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(FakeServer.Refusal(status, reason, "It is so.", "Do thus."));
        var run = await server.RunAsync("compare", "--organisation", "LH0001", "--period", "2024");
        Assert.Equal((exitCode, "", "It is so.\nDo thus.\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_key_that_does_not_hold_is_told_to_whoever_types_it()
    {
        await using var server = await FakeServer.StartAsync();
        server.Failures.Enqueue(FakeServer.Refusal(StatusCode.Unauthenticated, ErrorReason.KeyInvalid, "There is no key, or it does not hold.", "Send the header authorization."));
        var run = await server.RunAsync("compare", "--organisation", "LH0001", "--period", "2024");
        Assert.Equal((5, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("There is no key, or it does not hold.\nGive your key with --key or in the environment variable BENCHMARKING_KEY.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("header", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://benchmarking.example.org", false)]
    [InlineData("http://10.0.0.7:50051", false)]
    [InlineData("http://127.0.0.1:50051", true)]
    [InlineData("http://localhost:50051", true)]
    public void Whoever_cannot_reach_another_machine_is_not_told_to_start_a_server(string server, bool isHere)
    {
        string remedy = Failure.WhenUnreachable(server);
        Assert.Equal(isHere, remedy.Contains(Failure.StartTheServer, StringComparison.Ordinal));
        Assert.Equal(!isHere, remedy.Contains("Check --server and your network", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_the_command_that_starts_it()
    {
        string address;
        await using (var gone = await FakeServer.StartAsync()) address = gone.Address;
        var run = await CliRun.OfAsync(["periods", "list"], address);
        Assert.Equal(7, run.ExitCode);
        Assert.Contains(address, run.Error, StringComparison.Ordinal);
        Assert.Contains(Failure.StartTheServer, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare", "--period", "2024")]
    [InlineData("benchmark", "--period", "2024", "--measure", "m", "--stage", "delivred")]
    [InlineData("compare-sectors", "--period", "2024", "--measure", "m", "--between", "all")]
    [InlineData("compare-sectors", "--period", "2024", "--between", "all", "--and", "sector=a")]
    [InlineData("keys", "issue", "--role", "contributor")]
    [InlineData("keys", "issue", "--role", "steward", "--organisation", "LH0001")]
    [InlineData("keys", "issue", "--role", "king")]
    [InlineData("keys", "issue", "--role", "analyst", "--expires", "31/03/2027")]
    [InlineData("keys", "rotate")]
    [InlineData("keys", "rotate", "k1", "--overlap", "7")]
    [InlineData("keys", "rotate", "k1", "--overlap", "91d")]
    [InlineData("keys", "rotate", "k1", "--overlap=-1d")]
    [InlineData("editions", "audit")]
    [InlineData("editions", "audit", "--period", "2024", "--edition", "0")]
    [InlineData("periods", "open")]
    [InlineData("periods", "finish", "--yes")]
    [InlineData("periods", "open", "2024", "--period", "2024")]
    [InlineData("periods", "list", "--output", "xml")]
    [InlineData("returns", "import", "x.csv")]
    [InlineData("--server", "http://10.0.0.1:5", "periods", "list")]
    [InlineData("--server", "nonsense", "periods", "list")]
    [InlineData("nonsense")]
    [InlineData]
    public async Task A_command_written_wrongly_exits_with_2(params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Out));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task An_organisation_is_withdrawn_once_it_is_said_what_that_destroys_and_is_listed_apart()
    {
        await using var server = await FakeServer.StartAsync();
        server.Organisations.AddRange([new() { Name = "organisations/L1", DisplayName = "One" }, new() { Name = "organisations/L2", DisplayName = "Two" }]);
        string[] command = ["organisations", "withdraw", "L1", "--reason", "merged into L2"];
        var asked = await server.RunAsync(command);
        Assert.Equal((ExitCode.Usage, ""), (asked.ExitCode, asked.Out));
        Assert.Contains("destroys the returns of L1", asked.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", asked.Error, StringComparison.Ordinal);
        Assert.Null(server.Organisations[0].WithdrawTime);
        var done = await server.RunAsync([.. command, "--yes", "--output", "csv"]);
        Assert.Equal(ExitCode.Ok, done.ExitCode);
        Assert.Contains("L1,One,2026-01-05T09:00:00Z,merged into L2", done.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("One", (await server.RunAsync("organisations", "list")).Out, StringComparison.Ordinal);
        Assert.Equal(done.Out, (await server.RunAsync("organisations", "list", "--withdrawn", "--output", "csv")).Out);
    }

    [Fact]
    public async Task A_period_is_finished_once_it_is_said_what_that_destroys()
    {
        await using var server = await FakeServer.StartAsync();
        string[] command = ["periods", "finish", "--period", "2025-26"];
        var asked = await server.RunAsync(command);
        Assert.Equal((ExitCode.Usage, ""), (asked.ExitCode, asked.Out));
        Assert.Contains("no edition of it can ever be cut again", asked.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", asked.Error, StringComparison.Ordinal);
        Assert.Empty(server.FinishedPeriods);
        var done = await server.RunAsync([.. command, "--yes", "--output", "csv"]);
        Assert.Equal((ExitCode.Ok, "period,state,open_time,close_time,latest_edition,finish_time\n2025-26,finished,,,2,2026-01-05T09:00:00Z\n"), (done.ExitCode, done.Out));
        Assert.Equal(["periods/2025-26"], server.FinishedPeriods);
    }

    [Fact]
    public async Task One_period_is_shown()
    {
        await using var server = await FakeServer.StartAsync();
        server.OpenPeriods.Add("periods/2025");
        var run = await server.RunAsync("periods", "show", "2025", "--output", "csv");
        Assert.Equal((ExitCode.Ok, "period,state,open_time,close_time,latest_edition,finish_time\n2025,open,,,0,\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Interrupted_work_exits_with_130()
    {
        await using var server = await FakeServer.StartAsync();
        using CancellationTokenSource interrupt = new();
        await interrupt.CancelAsync();
        Terminal terminal = new(Stream.Null, TextWriter.Null, TextWriter.Null) { Environment = _ => null };
        Assert.Equal(130, await CommandLine.RunAsync(["--server", server.Address, "periods", "list"], terminal, interrupt.Token));
    }

    [Fact]
    public async Task Help_has_the_exit_codes_and_every_command_an_example()
    {
        Assert.Contains("Exit codes:", (await CliRun.OfAsync(["--help"])).Out, StringComparison.Ordinal);
        Terminal terminal = new(Stream.Null, TextWriter.Null, TextWriter.Null);
        var verbs = Descend(CommandLine.Root(terminal)).OfType<Verb>().ToList();
        Assert.True(verbs.Count >= 39);
        Assert.All(verbs, verb => Assert.All(verb.Examples, example => Assert.Contains("benchmarking ", example, StringComparison.Ordinal)));
        Assert.All(verbs, verb => Assert.NotEmpty(verb.Examples));
    }

    private static IEnumerable<System.CommandLine.Command> Descend(System.CommandLine.Command command) =>
        command.Subcommands.SelectMany(Descend).Prepend(command);
}
