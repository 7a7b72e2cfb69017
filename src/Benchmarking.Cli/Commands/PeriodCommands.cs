using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking periods`: when returns are taken.</summary>
internal static class PeriodCommands
{
    private static readonly Column[] Columns =
    [
        new("period", "Period"), new("state", "State"), new("open_time", "Opened"), new("close_time", "Closed"), new("latest_edition", "Latest edition", true),
    ];

    public static Command Create(VerbFactory verbs) => new("periods", "Reporting periods")
    {
        Change(verbs, "open", "Open a period for returns, or open a closed one again (stewards)",
            (invocation, name) => invocation.Client.Periods.OpenPeriodAsync(new() { Name = name }, cancellationToken: invocation.Cancellation).ResponseAsync),
        Change(verbs, "close", "Close a period for returns (stewards)",
            (invocation, name) => invocation.Client.Periods.ClosePeriodAsync(new() { Name = name }, cancellationToken: invocation.Cancellation).ResponseAsync),
        List(verbs),
    };

    private static Verb Change(VerbFactory verbs, string name, string description, Func<Invocation, string, Task<Period>> change)
    {
        Argument<string?> period = new("P") { Description = "The period: 2025, 2025-26 or 2025-q3", Arity = ArgumentArity.ZeroOrOne };
        var option = Asked.Period();
        option.Required = false;
        option.Description = "The same, as other commands have it";
        var verb = verbs.Make(name, description, [$"benchmarking periods {name} 2025-26"], [period, option], async invocation =>
        {
            string id = invocation.Value(period) ?? invocation.Value(option)!;
            invocation.Show(new("periods", Columns, [RowOf(await change(invocation, ResourceName.Period(id)))]) { Single = true });
        });
        verb.Validators.Add(result =>
        {
            if ((result.GetValue(period) is null) == (result.GetValue(option) is null)) result.AddError($"Name one period: benchmarking periods {name} 2025-26");
        });
        return verb;
    }

    private static Verb List(VerbFactory verbs) => verbs.Make("list", "All periods, latest first", ["benchmarking periods list"], [], async invocation =>
    {
        var periods = await invocation.Client.Periods.ReadAllAsync(new()).ToListAsync(invocation.Cancellation);
        invocation.Show(new("periods", Columns, [.. periods.Select(RowOf)]));
    });

    private static IReadOnlyList<object?> RowOf(Period period) =>
        [ResourceName.Id(period.Name), Words.Of(period.State), period.OpenTime, period.CloseTime, period.LatestEdition];
}
