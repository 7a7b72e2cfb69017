using System.CommandLine;
using Benchmarking.Cli.Csv;
using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.Csv;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking organisations`: who the members are.</summary>
internal static class OrganisationCommands
{
    private static readonly CsvColumns Columns = new(["organisation", "name", "sector"], ["region", "size_band_homes", .. Denominators], TakesOthers: true);

    private static Column[] Withdrawal =>
        [new("organisation", "Organisation"), new("name", "Name"), new("withdraw_time", "Withdrawn"), new("withdraw_reason", "Reason")];

    private static string[] Denominators => ["homes", "residents"];

    public static Command Create(VerbFactory verbs) => new("organisations", "Who the members are") { Import(verbs), List(verbs), Withdraw(verbs) };

    private static Verb Import(VerbFactory verbs)
    {
        var file = Asked.File("organisation,name,sector,region,size_band_homes; homes and residents become public denominators, any further column an attribute");
        return verbs.Make("import", "Add or replace organisations from a file (stewards). All rows are checked before any is stored",
            ["benchmarking organisations import organisations.csv"], [file], invocation => ImportAsync(invocation, invocation.Value(file)!));
    }

    private static async Task ImportAsync(Invocation invocation, string path)
    {
        var sheet = (await CsvFile.ReadAsync(path, invocation.Terminal.In, invocation.Cancellation)).Sheet(Columns);
        ImportTally tally = new();
        try
        {
            await SendAsync(invocation, sheet, tally);
        }
        catch when (tally.Stored > 0)
        {
            invocation.Explain(Invariant($"It broke off: {tally.Stored:N0} of {sheet.Rows.Count:N0} organisations are stored, and more may be. Import the file again: what is stored stays as it is."));
            throw;
        }

        invocation.Show(tally.Summary("organisations"));
    }

    private static Task SendAsync(Invocation invocation, CsvSheet sheet, ImportTally tally) =>
        ImportProgress.RunAsync(invocation.Terminal, Invariant($"Importing {sheet.Rows.Count:N0} organisations"), async report =>
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

    private static Verb List(VerbFactory verbs)
    {
        Option<bool> withdrawn = new("--withdrawn") { Description = "Those that were withdrawn instead (stewards)" };
        return verbs.Make("list", "Every organisation you may see; as CSV it can be imported again",
            ["benchmarking organisations list", "benchmarking organisations list --output csv > organisations.csv", "benchmarking organisations list --withdrawn"], [withdrawn],
            invocation => ListAsync(invocation, invocation.Value(withdrawn)), CsvText.AboutMark);
    }

    private static async Task ListAsync(Invocation invocation, bool isOfWithdrawn)
    {
        var organisations = await invocation.Client.Organisations.ReadAllAsync(new())
            .Where(one => one.WithdrawTime is not null == isOfWithdrawn).ToListAsync(invocation.Cancellation);
        if (isOfWithdrawn) invocation.Show(new("organisations", Withdrawal, [.. organisations.Select(WithdrawalOf)]));
        else invocation.ShowSheet(ListingOf(organisations));
    }

    private static Verb Withdraw(VerbFactory verbs)
    {
        Argument<string> organisation = new("ORGANISATION") { Description = "The organisation's identifier" };
        Option<string> reason = new("--reason") { Description = "Why; stewards can read it", HelpName = "TEXT", Required = true };
        Option<bool> yes = new("--yes") { Description = "Do it: without this the command only says what would be destroyed" };
        var requestId = Asked.RequestId();
        return verbs.Make("withdraw", "Withdraw an organisation and destroy the key of its returns, for good (stewards)",
            ["benchmarking organisations withdraw L4517 --reason \"merged into L4518\"", "benchmarking organisations withdraw L4517 --reason \"merged into L4518\" --yes"],
            [organisation, reason, yes, requestId],
            invocation => WithdrawAsync(
                invocation, ResourceName.Organisation(invocation.Value(organisation)!), invocation.Value(reason)!, invocation.Value(yes), invocation.Value(requestId)));
    }

    private static async Task WithdrawAsync(Invocation invocation, string name, string reason, bool isConfirmed, string? typedId)
    {
        if (!isConfirmed)
        {
            throw new RefusalException(ExitCode.Usage,
                $"This destroys the returns of {ResourceName.Id(name)} for every period, with their notes and history: nobody will be able to read them again, not from a backup either. "
                + "Its keys end, it is in no later edition, and its identifier cannot be used again. Editions that are published stay as they are.", "Add --yes to do it.");
        }
        // Without its id a request that was half done is finished when it is repeated, and refused all the same.
        WithdrawOrganisationRequest request = new() { Name = name, Reason = reason, RequestId = invocation.RequestId(typedId) };
        var withdrawn = await invocation.Client.Organisations.WithdrawOrganisationAsync(request, cancellationToken: invocation.Cancellation);
        invocation.Show(new("organisations", Withdrawal, [WithdrawalOf(withdrawn)]) { Single = true });
    }

    private static IReadOnlyList<object?> WithdrawalOf(Organisation one) => [ResourceName.Id(one.Name), one.DisplayName, one.WithdrawTime, one.WithdrawReason];

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
