using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking benchmark`: a cohort's figures on one measure.</summary>
internal static class BenchmarkCommand
{
    public static Command Create(VerbFactory verbs)
    {
        var period = Asked.Period();
        Option<string> measure = new("--measure") { Description = "The measure", HelpName = "M", Required = true };
        var stage = Asked.Stage();
        Option<string?> cohort = new("--cohort") { Description = "Such as sector=housing-association,region=north. Default: all", HelpName = "C" };
        var edition = Asked.Edition();
        return verbs.Make("benchmark", "A cohort's figures on one measure",
            ["benchmarking benchmark --period 2025-26 --measure emp-01 --cohort sector=local-authority",
             "benchmarking benchmark --period 2025-26 --measure emp-01 --stage committed --output json"],
            [period, measure, stage, cohort, edition], async invocation =>
            {
                var benchmark = await invocation.Client.Benchmarks.GetBenchmarkAsync(new()
                {
                    Edition = ResourceName.Edition(invocation.Value(period)!, invocation.Value(edition)),
                    Measure = ResourceName.Measure(invocation.Value(measure)!),
                    Stage = invocation.Value(stage) is { } word ? Words.Parse<Stage>(word) : Stage.Unspecified,
                    Cohort = invocation.Value(cohort) ?? "",
                }, cancellationToken: invocation.Cancellation);
                await invocation.Terminal.Out.WriteAsync(TextOf(benchmark, invocation));
            });
    }

    private static string TextOf(Benchmark benchmark, Invocation invocation) => invocation.Format switch
    {
        OutputFormat.Csv => BenchmarkCsv.Of(benchmark),
        OutputFormat.Json => JsonText.Of(BenchmarkJson.Of(benchmark)) + "\n",
        _ => BenchmarkTable.Of(benchmark, invocation.Terminal.OutWidth),
    };
}
