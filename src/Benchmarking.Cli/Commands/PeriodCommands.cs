using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking periods`: when returns are taken, and until when editions are cut.</summary>
internal static class PeriodCommands
{
    private static readonly Column[] Columns =
    [
        new("period", "Period"), new("state", "State"), new("open_time", "Opened"), new("close_time", "Closed"), new("latest_edition", "Latest edition", true),
        new("finish_time", "Finished"),
    ];

    public static Command Create(VerbFactory verbs) => new("periods", "Reporting periods")
    {
        One(verbs, "open", "Open a period for returns, or open a closed one again (stewards). Collect a measure in years or in quarters, not in both: a year less three quarters tells the fourth",
            (invocation, name) => invocation.Client.Periods.OpenPeriodAsync(new() { Name = name }, cancellationToken: invocation.Cancellation).ResponseAsync),
        One(verbs, "close", "Close a period for returns (stewards)",
            (invocation, name) => invocation.Client.Periods.ClosePeriodAsync(new() { Name = name }, cancellationToken: invocation.Cancellation).ResponseAsync),
        One(verbs, "finish", "Finish a closed period for good: it takes no return, no edition of it is cut, and the key of what its cuts kept is destroyed (stewards)", FinishAsync,
            new("--yes") { Description = "Do it: without this the command only says what would be destroyed" }),
        One(verbs, "show", "One period",
            (invocation, name) => invocation.Client.Periods.GetPeriodAsync(new() { Name = name }, cancellationToken: invocation.Cancellation).ResponseAsync),
        List(verbs),
    };

    private static Verb One(VerbFactory verbs, string name, string description, Func<Invocation, string, Task<Period>> call, Option<bool>? confirmation = null)
    {
        Argument<string?> period = new("P") { Description = "The period: 2025, 2025-26 or 2025-q3", Arity = ArgumentArity.ZeroOrOne };
        var option = Asked.Period();
        option.Required = false;
        option.Description = "The same, as other commands have it";
        string[] confirmed = confirmation is null ? [] : [$"benchmarking periods {name} --period 2025-26 {confirmation.Name}"];
        Symbol[] asked = confirmation is null ? [period, option] : [period, option, confirmation];
        var verb = verbs.Make(name, description, [$"benchmarking periods {name} 2025-26", .. confirmed], asked, async invocation =>
        {
            string id = invocation.Value(period) ?? invocation.Value(option)!;
            if (confirmation is not null && !invocation.Value(confirmation)) throw Unconfirmed(ResourceName.Id(id));
            invocation.Show(new("periods", Columns, [RowOf(await call(invocation, ResourceName.Period(id)))]) { Single = true });
        });
        verb.Validators.Add(result =>
        {
            if ((result.GetValue(period) is null) == (result.GetValue(option) is null)) result.AddError($"Name one period: benchmarking periods {name} 2025-26");
        });
        return verb;
    }

    // It waits for the cuts that are under way.
    private static Task<Period> FinishAsync(Invocation invocation, string name)
    {
        // The period is marked before the key is destroyed: how it is shown does not tell.
        invocation.WhenUnknown = ["The key is certain to be destroyed once this is answered; it may be sent as often as you like:", $"  {TypedCommand.Again(invocation.Parsed)}"];
        return invocation.Client.Periods.FinishPeriodAsync(
            new() { Name = name }, deadline: DateTime.UtcNow + EditionCommands.LongestCut, cancellationToken: invocation.Cancellation).ResponseAsync;
    }

    private static RefusalException Unconfirmed(string period) => new(ExitCode.Usage,
        $"This destroys the key under which the cuts of {period} kept everyone's figures: no edition of it can ever be cut again, not from a backup either, and it takes no return any more, "
        + "late or corrected. Its editions and releases stay as they are, and each organisation can read its own return.", "Add --yes to do it.");

    private static Verb List(VerbFactory verbs) => verbs.Make("list", "All periods, latest first", ["benchmarking periods list"], [], async invocation =>
    {
        var periods = await invocation.Client.Periods.ReadAllAsync(new()).ToListAsync(invocation.Cancellation);
        invocation.Show(new("periods", Columns, [.. periods.Select(RowOf)]));
    });

    private static IReadOnlyList<object?> RowOf(Period period) =>
        [ResourceName.Id(period.Name), Words.Of(period.State), period.OpenTime, period.CloseTime, period.LatestEdition, period.FinishTime];
}
