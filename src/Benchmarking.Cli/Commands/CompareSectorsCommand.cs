using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking compare-sectors`: cohorts beside each other.</summary>
internal static class CompareSectorsCommand
{
    private const string Explanation = """
        Of yes/no measures the percentages of organisations are compared, of all others the medians. Each figure has a 95 % interval:
        how far it could be off by chance between organisations of that kind, also when all of them have answered. The difference of
        each two cohorts has one too, and in words it comes to:
          higher, lower         the interval of the difference does not hold 0
          no clear difference   it does: what is seen may be chance
          not compared          a figure is withheld, or a median rests on fewer than 20 organisations
        A figure that is told as a band counts as everything in it. Each comparison is at 95 % for itself: of twenty, one looks clear by chance.
        """;

    public static Command Create(VerbFactory verbs)
    {
        var period = Asked.Period();
        Option<string[]> measures = new("--measure")
        {
            Description = "The measure; more than one if wanted",
            HelpName = "M",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string?> stage = Asked.Stage();
        Option<string> between = new("--between") { Description = "A cohort such as sector=local-authority, or all", HelpName = "A", Required = true };
        Option<string[]> and = new("--and")
        {
            Description = "A cohort to compare it with; more than one if wanted, and each two are compared",
            HelpName = "B",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var edition = Asked.Edition();
        return verbs.Make("compare-sectors", "Two or more cohorts beside each other, and whether they clearly differ",
            ["benchmarking compare-sectors --period 2025-26 --measure gov-01 --between sector=local-authority --and sector=housing-association",
             "benchmarking compare-sectors --period 2025-26 --measure spd-01 --between region=north --and region=south --and region=london --output json"],
            [period, measures, stage, between, and, edition], async invocation =>
            {
                CompareSectorsRequest request = new()
                {
                    Edition = ResourceName.Edition(invocation.Value(period)!, invocation.Value(edition)),
                    Stage = invocation.Value(stage) is { } word ? Words.Parse<Stage>(word) : Stage.Unspecified,
                };
                request.Measures.AddRange(invocation.Value(measures)!.Select(ResourceName.Measure));
                request.Cohorts.AddRange(invocation.Value(and)!.Prepend(invocation.Value(between)!));
                var response = await invocation.Client.Benchmarks.CompareSectorsAsync(request, cancellationToken: invocation.Cancellation);
                await invocation.Terminal.Out.WriteAsync(TextOf(response, invocation));
            }, Explanation);
    }

    private static string TextOf(CompareSectorsResponse response, Invocation invocation) => invocation.Format switch
    {
        OutputFormat.Csv => SectorCsv.Of(response),
        OutputFormat.Json => JsonText.Of(SectorJson.Of(response)) + "\n",
        _ => SectorTable.Of(response, invocation.Terminal.OutWidth),
    };
}
