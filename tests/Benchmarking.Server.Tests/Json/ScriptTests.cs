using System.Diagnostics;
using System.Globalization;
using Benchmarking.Csv;
using Benchmarking.Server.Tests.House;
using Benchmarking.Server.Tests.Web;
using Benchmarking.Testing;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Json;

/// <summary>The example scripts, each run by its own program against a server of this build: they print what gRPC tells.</summary>
public sealed class ScriptTests(PagesFixture fixture) : IClassFixture<PagesFixture>
{
    private const string Period = "2025-26";

    // What runs each, and what else that needs.
    private static readonly Dictionary<string, string[]> Programs = new() { [".sh"] = ["bash", "curl", "jq"], [".py"] = ["python3"], [".R"] = ["Rscript"] };

    public static TheoryData<string> Standing => ["where-we-stand.sh", "where_we_stand.py", "where_we_stand.R"];

    public static TheoryData<string> Queries => ["query-to-csv.sh", "query_to_csv.py", "query_to_csv.R"];

    [Fact]
    public void Every_script_is_run_here() =>
        Assert.Equal([.. Standing.Concat(Queries).Select(row => row.Data).Order(StringComparer.Ordinal)],
            Repository.Files("deploy").Where(file => Programs.ContainsKey(file.Extension) && file.Directory!.Name == "scripts" && !file.Name.StartsWith("benchmarking.", StringComparison.Ordinal))
                .Select(file => file.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Standing))]
    public async Task Where_we_stand_is_what_Compare_tells(string script)
    {
        ProgramRun printed = await RunAsync(script, fixture.ContributorKey, PagesFixture.Member, Period);
        Assert.True(printed.ExitCode == 0, printed.Error);
        CompareResponse compared = await fixture.Server.With(fixture.ContributorKey).Benchmarks.CompareAsync(new() { Organisation = $"organisations/{PagesFixture.Member}", Edition = $"periods/{Period}" });
        string[][] rows = [.. printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))];
        Assert.Equal(compared.Comparisons.Sum(comparison => comparison.Cohorts.Count), rows.Length);
        foreach ((string[] row, Comparison comparison) in rows.Zip(compared.Comparisons))
        {
            Assert.Equal(comparison.Measure, row[0]);
            Assert.Equal(comparison.Cohorts[0].Benchmark.Cohort, row[4]);
            IsTold(comparison.Own, row[3]);
            IsTold(comparison.Cohorts[0].Benchmark.Quantiles.SingleOrDefault(quantile => quantile.Probability == 0.5)?.Figure, row[5]);
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_to_CSV_has_the_rows_of_the_query(string script)
    {
        ProgramRun printed = await RunAsync(script, fixture.ContributorKey, Period, "spd-01", "region");
        Assert.True(printed.ExitCode == 0, printed.Error);
        List<QueryRow> expected = [];
        using AsyncServerStreamingCall<QueryResponse> call = fixture.Server.With(fixture.ContributorKey).Queries.Query(
            new() { Editions = { $"periods/{Period}" }, Measures = { "measures/spd-01" }, GroupBy = { "region" } });
        await foreach (QueryResponse response in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
            expected.AddRange(response.Rows);
        CsvRecord[] records = [.. CsvRecords.Of(System.Text.Encoding.UTF8.GetBytes(printed.Output))];
        Assert.Equal(expected.Count, records.Length - 1);
        foreach ((QueryRow row, CsvRecord record) in expected.Zip(records.Skip(1)))
        {
            Dictionary<string, string> cells = records[0].Fields.Zip(record.Fields).ToDictionary(pair => pair.First, pair => pair.Second);
            Assert.Equal((row.Edition, row.Cohort, row.Figure.Text, row.Unit, row.Citation), (cells["edition"], cells["cohort"], cells["text"], cells["unit"], cells["citation"]));
            Assert.Equal(row.Figure.HasValue, cells["value"].Length > 0);
            if (row.Figure.HasValue)
                IsTold(row.Figure, cells["value"]);
        }
    }

    [Theory]
    [MemberData(nameof(Standing))]
    [MemberData(nameof(Queries))]
    public async Task A_refusal_ends_a_script_with_a_word_and_no_figures(string script)
    {
        ProgramRun printed = await RunAsync(script, "bmk_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", PagesFixture.Member, Period);
        Assert.Equal(1, printed.ExitCode);
        Assert.Contains("Refused", printed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", printed.Error, StringComparison.Ordinal);
        Assert.True(printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length <= 1, printed.Output);
    }

    [Theory]
    [MemberData(nameof(Standing))]
    [MemberData(nameof(Queries))]
    public async Task What_answers_and_is_not_the_platform_ends_a_script_with_a_sentence(string script)
    {
        // The pages' own words for an address that they have not are HTML, as a proxy's are.
        ProgramRun printed = await RunAtAsync(script, $"{fixture.Url}/not-here", fixture.ContributorKey, PagesFixture.Member, Period);
        Assert.NotEqual(0, printed.ExitCode);
        Assert.Contains("Refused", printed.Error, StringComparison.Ordinal);
        Assert.All(["Traceback", "parse error"], word => Assert.DoesNotContain(word, printed.Error, StringComparison.Ordinal));
        Assert.True(printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length <= 1, printed.Output);
    }

    [Theory]
    [MemberData(nameof(Standing))]
    [MemberData(nameof(Queries))]
    public async Task Without_a_key_a_script_says_which_variable_wants_it(string script)
    {
        ProgramRun printed = await RunAsync(script, "", PagesFixture.Member, Period);
        Assert.NotEqual(0, printed.ExitCode);
        Assert.Contains("BENCHMARKING_KEY", printed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", printed.Error, StringComparison.Ordinal);
    }

    private static void IsTold(Figure? figure, string text)
    {
        if (figure is { HasValue: true })
            Assert.Equal(figure.Value, double.Parse(text, CultureInfo.InvariantCulture), figure.Value * 1e-12);
        else if (figure is { Text.Length: > 0 })
            Assert.Equal(figure.Text, text);
        else
            Assert.StartsWith("[", text, StringComparison.Ordinal);
    }

    private Task<ProgramRun> RunAsync(string script, string key, params string[] arguments) => RunAtAsync(script, fixture.Url, key, arguments);

    private static Task<ProgramRun> RunAtAsync(string script, string url, string key, params string[] arguments)
    {
        string[] programs = Programs[Path.GetExtension(script)];
        Assert.All(programs, program => Assert.SkipUnless(ProgramRun.IsHere(program), $"{program} is not on this machine."));
        string path = Repository.Files("deploy").Single(file => file.Name == script).FullName;
        ProcessStartInfo start = new(programs[0], [path, .. arguments]);
        (start.Environment["BENCHMARKING_URL"], start.Environment["BENCHMARKING_KEY"], start.Environment["PYTHONDONTWRITEBYTECODE"]) = (url, key, "1");
        return ProgramRun.OfAsync(start);
    }
}
