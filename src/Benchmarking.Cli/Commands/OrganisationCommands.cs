using System.CommandLine;
using Benchmarking.Cli.Csv;
using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking organisations`: who the members are.</summary>
internal static class OrganisationCommands
{
    private static readonly CsvColumns Columns = new(["organisation", "name", "sector"], ["region", "size_band_homes", .. Denominators], TakesOthers: true);

    private static string[] Denominators => ["homes", "residents"];

    public static Command Create(VerbFactory verbs) => new("organisations", "Who the members are") { Import(verbs), List(verbs) };

    private static Verb Import(VerbFactory verbs)
    {
        var file = Asked.File("organisation,name,sector,region,size_band_homes; homes and residents become public denominators, any further column an attribute");
        return verbs.Make("import", "Add or replace organisations from a file (stewards). All rows are stored, or none",
            ["benchmarking organisations import organisations.csv"], [file], invocation => ImportAsync(invocation, invocation.Value(file)!));
    }

    private static async Task ImportAsync(Invocation invocation, string path)
    {
        var sheet = CsvSheet.Read(await CsvFile.ReadAsync(path, invocation.Terminal.In, invocation.Cancellation), Columns);
        ImportTally tally = new();
        await ImportProgress.RunAsync(invocation.Terminal, Invariant($"Importing {sheet.Rows.Count:N0} organisations"), async report =>
        {
            using var call = invocation.Client.Organisations.ImportOrganisations(cancellationToken: invocation.Cancellation);
            await ImportStream.RunAsync(call, sheet.Rows.Select(row => RequestOf(sheet, row)), response =>
            {
                if (response.ResultCase == ImportOrganisationsResponse.ResultOneofCase.Problem) return [response.Problem];
                tally.Count(response.Stored.Changed);
                report(tally.Stored, sheet.Rows.Count);
                return [];
            }, invocation.Cancellation);
        });
        invocation.Show(tally.Summary("organisations"));
    }

    private static ImportOrganisationsRequest RequestOf(CsvSheet sheet, CsvRow row)
    {
        Organisation organisation = new()
        {
            Name = sheet.Field(row, "organisation"),
            DisplayName = sheet.Field(row, "name"),
            Sector = sheet.Field(row, "sector"),
            Region = sheet.Field(row, "region"),
            SizeBandHomes = sheet.Field(row, "size_band_homes"),
        };
        foreach (string column in sheet.Header)
        {
            string text = sheet.Field(row, column);
            if (text.Length == 0) continue;
            if (Denominators.Contains(column)) organisation.PublicDenominators[column] = text;
            else if (!Columns.Knows(column)) organisation.Attributes[column] = text;
        }

        return new() { Line = row.Line, Organisation = organisation };
    }

    private static Verb List(VerbFactory verbs) => verbs.Make("list", "Every organisation you may see; as CSV it can be imported again",
        ["benchmarking organisations list", "benchmarking organisations list --output csv > organisations.csv"], [], async invocation =>
        {
            var organisations = await Paging.AllAsync(async token =>
            {
                var page = await invocation.Client.Organisations.ListOrganisationsAsync(
                    new() { PageSize = Paging.Size, PageToken = token }, cancellationToken: invocation.Cancellation);
                return ((IEnumerable<Organisation>)page.Organisations, page.NextPageToken);
            });
            invocation.Show(ListingOf(organisations));
        });

    private static Listing ListingOf(List<Organisation> organisations)
    {
        string[] denominators = [.. organisations.SelectMany(one => one.PublicDenominators.Keys).Distinct().Order(StringComparer.Ordinal)];
        string[] attributes = [.. organisations.SelectMany(one => one.Attributes.Keys).Distinct().Order(StringComparer.Ordinal)];
        Column[] columns =
        [
            new("organisation", "Organisation"), new("name", "Name"), new("sector", "Sector"), new("region", "Region"), new("size_band_homes", "Size band"),
            .. denominators.Select(name => new Column(name, name, true)), .. attributes.Select(name => new Column(name, name)),
        ];
        return new("organisations", columns, [.. organisations.Select(one => (IReadOnlyList<object?>)
        [
            ResourceName.Id(one.Name), one.DisplayName, one.Sector, one.Region, one.SizeBandHomes,
            .. denominators.Select(name => DecimalText.Of(one.PublicDenominators.TryGetValue(name, out string? text) ? text : null)),
            .. attributes.Select(name => one.Attributes.TryGetValue(name, out string? text) ? text : null),
        ])]);
    }
}
