using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking trend`: a measure across periods.</summary>
internal static class TrendCommand
{
    private const string Explanation = """
        Of yes/no measures the percentage of organisations is followed, of all others the median; with --organisation, your own figure beside it.
        Whether it rises or falls is told by the exact test of Mann and Kendall at 5 %, which looks at the order of the figures alone and needs 5
        years, or 9 quarters; the slope is Theil and Sen's, the median change per period. Periods are of one kind (years, financial years or quarters),
        and a quarter is compared with the same quarter of other years. Where the measure's definition changed, only the periods since then are tested.
        """;

    public static Command Create(VerbFactory verbs)
    {
        Option<string> measure = new("--measure") { Description = "The measure", HelpName = "M", Required = true };
        var stage = Asked.Stage();
        Option<string?> cohort = new("--cohort") { Description = "Such as sector=housing-association,region=north, or all. Default: all; with --organisation, its sector", HelpName = "C" };
        Option<string?> organisation = new("--organisation") { Description = "Your own organisation, to see its figures beside the cohort's (contributors and viewers)", HelpName = "ID" };
        Option<string?> until = new("--until") { Description = "The last period. Default: the latest that has an edition", HelpName = "P" };
        return verbs.Make("trend", "A measure across periods, and whether it rises or falls",
            ["benchmarking trend --measure tp01 --cohort sector=housing-association",
             "benchmarking trend --measure emp-01 --organisation E07000148 --until 2025-26 --output json"],
            [measure, stage, cohort, organisation, until], async invocation =>
            {
                string period = invocation.Value(until) is { } last ? ResourceName.Period(last) : "";
                Stage asked = invocation.Value(stage) is { } word ? Words.Parse<Stage>(word) : Stage.Unspecified;
                string name = ResourceName.Measure(invocation.Value(measure)!), group = invocation.Value(cohort) ?? "";
                Trend trend = invocation.Value(organisation) is { } own
                    ? await invocation.Client.Benchmarks.CompareTrendAsync(
                        new() { Organisation = ResourceName.Organisation(own), Measure = name, Stage = asked, Cohort = group, Period = period }, cancellationToken: invocation.Cancellation)
                    : await invocation.Client.Benchmarks.GetTrendAsync(
                        new() { Measure = name, Stage = asked, Cohort = group, Period = period }, cancellationToken: invocation.Cancellation);
                await invocation.Terminal.Out.WriteAsync(TextOf(trend, invocation));
            }, Explanation);
    }

    private static string TextOf(Trend trend, Invocation invocation) => invocation.Format switch
    {
        OutputFormat.Csv => TrendCsv.Of(trend),
        OutputFormat.Json => JsonText.Of(TrendJson.Of(trend)) + "\n",
        _ => TrendTable.Of(trend, invocation.Terminal.OutWidth),
    };
}
