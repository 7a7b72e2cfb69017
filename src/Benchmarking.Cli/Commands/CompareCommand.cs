using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking compare`: your figures beside your sector's.</summary>
internal static class CompareCommand
{
    private const string Explanation = """
        Unusually high or low: outside the limits within which 19 in 20 (very unusually: 998 in 1,000) organisations lie that nothing sets apart. They stand
        around the published median, as wide as the published quartiles lie apart; for measures that count cases (people, homes, invoices), wider
        the fewer cases yours are. Unusual is neither good nor bad: look for the reason.
        """;

    public static Command Create(VerbFactory verbs)
    {
        var organisation = Asked.Organisation();
        var period = Asked.Period();
        Option<string[]> measures = new("--measure")
        {
            Description = "A measure; more than one if wanted. Default: every measure you returned",
            HelpName = "M",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string[]> cohorts = new("--cohort")
        {
            Description = "A cohort such as sector=housing-association,region=north, or all; up to ten. Default: your sector",
            HelpName = "C",
            AllowMultipleArgumentsPerToken = true,
        };
        var edition = Asked.Edition();
        return verbs.Make("compare", "Your figures beside those of your sector or other cohorts",
            ["benchmarking compare --organisation E07000148 --period 2025-26",
             "benchmarking compare --organisation E07000148 --period 2025-26 --measure emp-01 --cohort all --cohort sector=local-authority,region=east --output json"],
            [organisation, period, measures, cohorts, edition], async invocation =>
            {
                CompareRequest request = new()
                {
                    Organisation = ResourceName.Organisation(invocation.Value(organisation)!),
                    Edition = ResourceName.Edition(invocation.Value(period)!, invocation.Value(edition)),
                };
                request.Measures.AddRange(invocation.Value(measures)!.Select(ResourceName.Measure));
                request.Cohorts.AddRange(invocation.Value(cohorts)!);
                var response = await invocation.Client.Benchmarks.CompareAsync(request, cancellationToken: invocation.Cancellation);
                await invocation.Terminal.Out.WriteAsync(TextOf(response, request.Organisation, invocation));
            }, Explanation);
    }

    private static string TextOf(CompareResponse response, string organisation, Invocation invocation) => invocation.Format switch
    {
        OutputFormat.Csv => BenchmarkCsv.Of(response, organisation),
        OutputFormat.Json => JsonText.Of(BenchmarkJson.Of(response, organisation)) + "\n",
        _ => ComparisonTable.Of(response, organisation, invocation.Terminal.OutWidth),
    };
}
