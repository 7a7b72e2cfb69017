using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.Client;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking cohorts`: whom one can be compared with.</summary>
internal static class CohortCommands
{
    private static readonly Column[] Columns = [new("cohort", "Cohort"), new("member_count", "Members", true)];

    public static Command Create(VerbFactory verbs) => new("cohorts", "Whom you can be compared with") { List(verbs) };

    private static Verb List(VerbFactory verbs)
    {
        var period = Asked.Period();
        var edition = Asked.Edition();
        return verbs.Make("list", "The cohorts of an edition, with their members counted",
            ["benchmarking cohorts list --period 2025-26"], [period, edition], async invocation =>
        {
            string name = ResourceName.Edition(invocation.Value(period)!, invocation.Value(edition));
            var cohorts = await invocation.Client.Benchmarks.ReadAllAsync(new() { Edition = name }).ToListAsync(invocation.Cancellation);
            invocation.Show(new("cohorts", Columns, [.. cohorts.Select(cohort => (IReadOnlyList<object?>)[cohort.Cohort, cohort.MemberCount])]));
        });
    }
}
