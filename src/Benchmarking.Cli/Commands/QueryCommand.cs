using System.CommandLine;
using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
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

    private static readonly Column[] Outlook =
    [
        new("edition", "Edition"), new("table_count", "Tables", true), new("cohort_count", "Cohorts", true), new("row_count", "Rows", true), new("answered", "Answered", true),
        new("derived", "of them added up", true), new("withheld", "Withheld", true), new("refused", "Refused", true), new("not_available", "Not available", true),
    ];

    public static Command Create(VerbFactory verbs)
    {
        QueryOptions options = new();
        Option<bool> dryRun = new("--dry-run") { Description = "Only say how many rows there would be, and what becomes of them" };
        return verbs.Make("query", "Many figures at once, for a filter and by groups",
            ["benchmarking query --period 2025-26 --measure spd-01 --group-by sector,region --statistic median",
             "benchmarking query --period 2024-25 --period 2025-26 --filter 'sector = local-authority AND region != london' --output csv > figures.csv",
             "benchmarking query --period 2025-26 --group-by sector,region --dry-run"],
            [.. options.All, dryRun], async invocation =>
            {
                QueryRequest request = options.Read(invocation);
                if (invocation.Value(dryRun))
                    invocation.Show(Listing(await invocation.Client.Queries.DryRunAsync(new() { Query = request }, cancellationToken: invocation.Cancellation)));
                else
                    await ReadAsync(invocation, request);
            }, Explanation);
    }

    private static Listing Listing(DryRunResponse response) => new("editions", Outlook, [.. response.Editions.Select(edition => (IReadOnlyList<object?>)
        [
            edition.Edition, edition.TableCount, edition.CohortCount, (decimal)edition.RowCount, (decimal)edition.Tally.Answered, (decimal)edition.Tally.Derived,
            (decimal)edition.Tally.Withheld, (decimal)edition.Tally.Refused, (decimal)edition.Tally.NotAvailable,
        ])]);

    private static async Task ReadAsync(Invocation invocation, QueryRequest request)
    {
        QueryWriter writer = QueryWriter.For(invocation, request);
        // A bar would run through rows that go to the same screen.
        if (invocation.Terminal.ErrorIsWatched && (invocation.Terminal.OutWidth is null || invocation.Format == OutputFormat.Table))
            await ImportProgress.RunAsync(invocation.Terminal, "Reading rows", report => WriteAsync(invocation, request, writer, report));
        else
            await WriteAsync(invocation, request, writer, (_, _) => { });
        writer.End();
    }

    private static async Task WriteAsync(Invocation invocation, QueryRequest request, QueryWriter writer, Action<int, int> report)
    {
        int read = 0;
        await foreach (var response in invocation.Client.Queries.ReadAllAsync(request).WithCancellation(invocation.Cancellation))
        {
            writer.Write(response.Rows);
            read += response.Rows.Count;
            report(read, (int)response.RowCount);
        }
    }
}
