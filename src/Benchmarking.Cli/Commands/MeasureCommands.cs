using System.CommandLine;
using Benchmarking.Cli.Csv;
using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.Csv;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking measures`: the catalogue, and how to measure each.</summary>
internal static class MeasureCommands
{
    private static readonly CsvColumns Columns = new(["id", "name", "unit", "direction", "kind"],
        ["stages", "per", "decimals", "numerator", "denominator", "counts", "does_not_count", "evidence", "example", "mistakes", "parts", "numerator_of", "counts_cases"]);

    public static Command Create(VerbFactory verbs) =>
        new("measures", "The catalogue of measures, with guidance on measuring each") { Import(verbs), List(verbs), Show(verbs) };

    /// <summary>The whole catalogue, in its order.</summary>
    public static ValueTask<List<Measure>> AllAsync(Invocation invocation) => invocation.Client.Measures.ReadAllAsync(new()).ToListAsync(invocation.Cancellation);

    private static Verb Import(VerbFactory verbs)
    {
        var file = Asked.File($"{string.Join(',', Columns.Required)} and, if wanted, {string.Join(", ", Columns.Optional)}");
        return verbs.Make("import", "Add or revise measures from a file (stewards). All rows are stored, or none. Without the columns parts and numerator_of, what is protected together stays so",
            ["benchmarking measures import measures.csv"], [file], invocation => ImportAsync(invocation, invocation.Value(file)!));
    }

    private static async Task ImportAsync(Invocation invocation, string path)
    {
        var sheet = (await CsvFile.ReadAsync(path, invocation.Terminal.In, invocation.Cancellation)).Sheet(Columns);
        ImportTally tally = new();
        await ImportProgress.RunAsync(invocation.Terminal, Invariant($"Importing {sheet.Rows.Count:N0} measures"), async report =>
        {
            using var call = invocation.Client.Measures.ImportMeasures(cancellationToken: invocation.Cancellation);
            await ImportStream.RunAsync(call, sheet.Rows.Select(row => RequestOf(sheet, row)), response =>
            {
                if (response.ResultCase == ImportMeasuresResponse.ResultOneofCase.Problem) return [response.Problem];
                tally.Count(response.Stored.Changed);
                report(tally.Stored, sheet.Rows.Count);
                return [];
            }, invocation.Cancellation);
        });
        invocation.Show(tally.Summary("measures"));
    }

    private static ImportMeasuresRequest RequestOf(CsvSheet sheet, CsvRow row) => new() { Line = row.Line, Definition = DefinitionOf(sheet, row) };

    private static MeasureDefinition DefinitionOf(CsvSheet sheet, CsvRow row)
    {
        MeasureDefinition definition = new()
        {
            Id = sheet.Field(row, "id"),
            DisplayName = sheet.Field(row, "name"),
            Unit = sheet.Field(row, "unit"),
            Direction = sheet.Field(row, "direction"),
            Kind = sheet.Field(row, "kind"),
            Stages = sheet.Field(row, "stages"),
            Per = sheet.Field(row, "per"),
            Decimals = sheet.Field(row, "decimals"),
            Numerator = sheet.Field(row, "numerator"),
            Denominator = sheet.Field(row, "denominator"),
            CountsCases = sheet.Field(row, "counts_cases"),
            Guidance = new()
            {
                Counts = sheet.Field(row, "counts"),
                DoesNotCount = sheet.Field(row, "does_not_count"),
                Evidence = sheet.Field(row, "evidence"),
                Example = sheet.Field(row, "example"),
                Mistakes = sheet.Field(row, "mistakes"),
            },
        };
        // A file without the column says nothing of it: what is protected together stays so.
        if (sheet.Header.Contains("parts")) definition.Parts = sheet.Field(row, "parts");
        if (sheet.Header.Contains("numerator_of")) definition.NumeratorOf = sheet.Field(row, "numerator_of");
        return definition;
    }

    private static Verb List(VerbFactory verbs) => verbs.Make("list", "Every measure of the catalogue", ["benchmarking measures list"], [], async invocation =>
    {
        Column[] columns =
        [
            new("measure", "Measure"), new("name", "Name"), new("unit", "Unit"), new("kind", "Kind"), new("direction", "Better"),
            new("stages", "Stages"), new("per", "Per", true), new("decimals", "Decimals", true), new("revision", "Revision", true),
        ];
        var measures = await AllAsync(invocation);
        invocation.Show(new("measures", columns, [.. measures.Select(measure => (IReadOnlyList<object?>)
        [
            ResourceName.Id(measure.Name), measure.DisplayName, measure.Unit, Words.Of(measure.Kind), Words.Of(measure.Direction),
            MeasureText.Stages(measure), DecimalText.Of(measure.Per), measure.Decimals, measure.Revision,
        ])]));
    });

    private static Verb Show(VerbFactory verbs)
    {
        Argument<string> id = new("MEASURE") { Description = "The measure's identifier" };
        return verbs.Make("show", "One measure: its definition and how to measure it", ["benchmarking measures show emp-01"], [id], async invocation =>
        {
            var measure = await invocation.Client.Measures.GetMeasureAsync(
                new() { Name = ResourceName.Measure(invocation.Value(id)!) }, cancellationToken: invocation.Cancellation);
            if (invocation.Format == OutputFormat.Table) await invocation.Terminal.Out.WriteAsync(MeasureText.Of(measure, invocation.Terminal.OutWidth));
            else invocation.Show(MeasureText.ListingOf(measure));
        });
    }
}
