using System.CommandLine;
using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.Csv;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking returns`: the figures an organisation returns.</summary>
internal static class ReturnCommands
{
    private static readonly Column[] Columns =
    [
        new("organisation", "Organisation"), new("measure", "Measure"), new("stage", "Stage"), new("numerator", "Numerator", true),
        new("denominator", "Denominator", true), new("contract", "Contract"), new("note", "Note"),
    ];

    private const string Replacing = """
        What the file has of an organisation is its whole return for the period: a line that it had submitted and that is not in the file is
        gone; its history keeps how many there were, and not what they said. To correct one figure, send all of them, as a member has them by
        `benchmarking returns show --output csv`. A file that is too large is split between organisations, never within one.
        When an import breaks off after all rows were checked, some returns are stored and others are not. The command prints the request's id
        then: the same command with that --request-id stores the rest.
        """;

    public static Command Create(VerbFactory verbs) =>
        new("returns", "The figures an organisation returns") { Import(verbs), Show(verbs), Template(verbs) };

    private static Verb Import(VerbFactory verbs)
    {
        var file = Asked.File($"{string.Join(',', ReturnLines.Columns.Required)} and, if wanted, {string.Join(", ", ReturnLines.Columns.Optional)}");
        var period = Asked.Period();
        Option<string?> requestId = new("--request-id")
        {
            Description = "A UUID that names the request, to repeat a broken one. Default: a new one; a file sent again changes only the returns it differs from",
            HelpName = "UUID",
        };
        Option<string?> reason = new("--reason") { Description = "Why these figures came, for the return's history", HelpName = "TEXT" };
        return verbs.Make("import", "Submit the figures of a file, of one organisation or many; they replace the whole return of each for the period. All rows are checked before any is stored",
            ["benchmarking returns import returns.csv --period 2025-26", "benchmarking returns import - --period 2025 --reason \"late survey\" < returns.csv"],
            [file, period, requestId, reason],
            invocation => new ReturnImport(invocation, invocation.Value(period)!, invocation.Value(requestId), invocation.Value(reason))
                .RunAsync(invocation.Value(file)!), Replacing);
    }

    private static Verb Show(VerbFactory verbs)
    {
        var organisation = Asked.Organisation();
        var period = Asked.Period();
        return verbs.Make("show", "Your own return; as CSV it can be corrected and imported again",
            ["benchmarking returns show --organisation E07000148 --period 2025-26"], [organisation, period],
            invocation => ShowAsync(invocation, ResourceName.Return(invocation.Value(organisation)!, invocation.Value(period)!)), CsvText.AboutMark);
    }

    private static async Task ShowAsync(Invocation invocation, string name)
    {
        var own = await invocation.Client.Returns.GetReturnAsync(new() { Name = name }, cancellationToken: invocation.Cancellation);
        string organisation = own.Name.Split('/') is [_, var id, ..] ? id : own.Name;
        Listing lines = new("lines", Columns, [.. own.Lines.Select(line => (IReadOnlyList<object?>)
        [
            organisation, ResourceName.Id(line.Measure), Words.Of(line.Stage), DecimalText.Of(line.Numerator), DecimalText.Of(line.Denominator),
            line.Contract, line.Note,
        ])]);
        if (invocation.Format == OutputFormat.Json)
        {
            await invocation.Terminal.Out.WriteLineAsync(JsonText.Of(ReturnJson.Of(own)));
            return;
        }

        invocation.Explain(Invariant($"{own.Name}: {Words.Of(own.State)}, revision {own.Revision}"));
        invocation.ShowSheet(lines);
    }

    private static Verb Template(VerbFactory verbs)
    {
        var organisation = Asked.Organisation(required: false);
        return verbs.Make("template", "A CSV to fill in: a row for each measure and stage, without figures",
            ["benchmarking returns template --organisation E07000148 > returns.csv"], [organisation], async invocation =>
            {
                string id = ResourceName.Id(invocation.Value(organisation) ?? "");
                var measures = await MeasureCommands.AllAsync(invocation);
                var rows = measures.SelectMany(measure => measure.Stages.Select(stage => (IReadOnlyList<object?>)
                    [id, ResourceName.Id(measure.Name), Words.Of(stage), "", ""]));
                invocation.MarkSheet();
                await invocation.Terminal.Out.WriteAsync(CsvText.Of(ReturnLines.Columns.Required, rows));
            }, CsvText.AboutMark);
    }
}
