using System.CommandLine;
using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.Cli.Queries;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking query`: many figures at once.</summary>
internal static class QueryCommand
{
    private const string Explanation = """
        A filter joins conditions on the dimensions sector, region and size_band_homes by AND, OR and NOT, with brackets: = or !=, and a
        category as `benchmarking cohorts list` shows it. OR binds more closely than AND, and joins categories of one dimension. A row is
        what `benchmarking benchmark` gives for the cohort. Of several categories together (region=north|south) the mean, and the percentage
        of a yes/no measure, are added up where all parts are published; what does not follow from them is refused, with the nearest cohorts.
          answered        a figure, or a band
          withheld  [c]   the cohort's figure is protected
          refused   [c]   no edition has the cohort, and the figure follows from none
          not-available [x]   nobody returned it, or too few for the statistic
        """;

    /// <summary>The columns of <see cref="RowsOf"/>.</summary>
    public static readonly Column[] Outlook =
    [
        new("edition", "Edition"), new("table_count", "Tables", true), new("cohort_count", "Cohorts", true), new("row_count", "Rows", true), new("answered", "Answered", true),
        new("derived", "of them added up", true), new("withheld", "Withheld", true), new("refused", "Refused", true), new("not_available", "Not available", true),
    ];

    private const string ArrowExplanation = """

        A file of Arrow is read by pandas, polars, R's arrow, DuckDB and others: read_feather("figures.arrow"). What is missing is null there, and the markers say why.
        """;

    private const string MarkExplanation = """

        A file of CSV (--file, --folder) begins with a byte order mark, by which a spreadsheet knows that it is UTF-8. What is printed has none, for scripts.
        """;

    private const string ScriptExplanation = """

        A script has the options of a query on each line, as they are typed here; # begins a comment, and --name says what the query's file is called:
          --name spend --measure spd-01 --group-by sector,region
          --name councils --filter 'sector = local-authority' --statistic median
        Options typed beside --script count for every line that has not its own, such as --period 2025-26. All lines are checked before a figure is asked
        for. Each result is written whole or not at all, and beside it (.query) what it answers, by which --resume knows it.
        """;

    public static Command Create(VerbFactory verbs)
    {
        QueryOptions options = new();
        ScriptOptions script = new();
        Option<bool> dryRun = new("--dry-run") { Description = "Only say how many rows there would be, and what becomes of them" };
        return verbs.Make("query", "Many figures at once, for a filter and by groups",
            ["benchmarking query --period 2025-26 --measure spd-01 --group-by sector,region --statistic median",
             "benchmarking query --period 2024-25 --period 2025-26 --filter 'sector = local-authority AND region != london' --output csv > figures.csv",
             "benchmarking query --period 2025-26 --group-by sector,region --dry-run",
             "benchmarking query --period 2025-26 --group-by sector,region --output arrow --file figures.arrow",
             "benchmarking query --script report.queries --period 2025-26 --folder report --output csv"],
            [.. options.All, dryRun, .. script.All], async invocation =>
            {
                if (invocation.Value(script.File) is { } file)
                    await script.RunAsync(invocation, file, options, invocation.Value(dryRun));
                else
                    await RunAsync(invocation, options, script, invocation.Value(dryRun));
            }, Explanation + ArrowExplanation + MarkExplanation + ScriptExplanation, givesArrow: true);
    }

    /// <summary>What becomes of the rows of a query, an edition a row.</summary>
    public static IEnumerable<IReadOnlyList<object?>> RowsOf(DryRunResponse response) => response.Editions.Select(edition => (IReadOnlyList<object?>)
    [
        edition.Edition, edition.TableCount, edition.CohortCount, (decimal)edition.RowCount, (decimal)edition.Tally.Answered, (decimal)edition.Tally.Derived,
        (decimal)edition.Tally.Withheld, (decimal)edition.Tally.Refused, (decimal)edition.Tally.NotAvailable,
    ]);

    private static async Task RunAsync(Invocation invocation, QueryOptions options, ScriptOptions script, bool isDry)
    {
        List<string> problems = [];
        string? file = script.FileOfOne(invocation);
        var request = options.Read(invocation.Parsed, invocation.Parsed, problems);
        if (isDry && file is not null) problems.Add("--file goes without --dry-run.");
        if (problems.Count > 0) throw new RefusalException(ExitCode.Usage, string.Join(' ', problems));
        if (isDry)
            invocation.Show(new("editions", Outlook, [.. RowsOf(await invocation.Client.Queries.DryRunAsync(new() { Query = request }, cancellationToken: invocation.Cancellation))]));
        else if (file is not null)
            await WriteAsync(invocation, request, file, script.IsForced(invocation));
        else
            await ReadAsync(invocation, request);
    }

    private static Task WriteAsync(Invocation invocation, QueryRequest request, string file, bool isForced) => ResultFile.WriteAsync(file, isForced, output =>
        ImportProgress.RunAsync(invocation.Terminal, "Reading rows", report => QueryWriter.WriteFileAsync(invocation, request, output, (read, count) => report((int)read, (int)count))));

    private static async Task ReadAsync(Invocation invocation, QueryRequest request)
    {
        if (invocation.Format == OutputFormat.Arrow)
            throw new RefusalException(ExitCode.Usage, "Arrow is no text, and goes to a file.", "Name it with --file, such as --file figures.arrow.");
        QueryWriter writer = QueryWriter.For(invocation.Format, invocation.Terminal.Out, invocation.Terminal.OutWidth, request);
        // A bar would run through rows that go to the same screen.
        if (invocation.Terminal.ErrorIsWatched && (invocation.Terminal.OutWidth is null || invocation.Format == OutputFormat.Table))
            await ImportProgress.RunAsync(invocation.Terminal, "Reading rows", report =>
                writer.WriteAllAsync(invocation, request, (read, count) => report((int)read, (int)count)));
        else
            await writer.WriteAllAsync(invocation, request, (_, _) => { });
        writer.End();
    }
}
