using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking keys`: who may call, and as what.</summary>
internal static class KeyCommands
{
    public static Command Create(VerbFactory verbs) =>
        new("keys", "Keys, which say who may do what (stewards)") { Issue(verbs), Revoke(verbs) };

    private static Verb Issue(VerbFactory verbs)
    {
        var organisation = Asked.Organisation(required: false);
        organisation.Description = "The organisation a contributor or viewer acts for";
        Option<string> role = new("--role") { Description = "What its holder may do", HelpName = string.Join('|', Words.All<Role>()), Required = true };
        role.AcceptOnlyFromAmong(Words.All<Role>());
        var verb = verbs.Make("issue", "Make a key; it is shown once",
            ["benchmarking keys issue --organisation E07000148 --role contributor", "KEY=$(benchmarking keys issue --role analyst)"],
            [organisation, role], invocation => IssueAsync(invocation, invocation.Value(role)!, invocation.Value(organisation)));
        verb.Validators.Add(result =>
        {
            if (result.GetValue(role) is not { } word || !Words.All<Role>().Contains(word)) return;
            bool actsForOne = Words.Parse<Role>(word) is Role.Contributor or Role.Viewer;
            if (actsForOne && result.GetValue(organisation) is null) result.AddError($"A {word} acts for one organisation: name it with --organisation.");
            if (!actsForOne && result.GetValue(organisation) is not null) result.AddError($"The role {word} acts for no organisation: leave --organisation out.");
        });
        return verb;
    }

    private static async Task IssueAsync(Invocation invocation, string role, string? organisation)
    {
        IssueKeyRequest request = new() { Role = Words.Parse<Role>(role), Organisation = organisation is null ? "" : ResourceName.Organisation(organisation) };
        var issued = await invocation.Client.Keys.IssueKeyAsync(request, cancellationToken: invocation.Cancellation);
        string holder = organisation is null ? role : $"{role} of {ResourceName.Id(organisation)}";
        if (invocation.Format == OutputFormat.Table)
            invocation.Explain($"The key {ResourceName.Id(issued.Key.Name)} for a {holder}. Keep it secret; it is not shown again.");
        invocation.Show(new("keys", [new("key", "Key"), new("role", "Role"), new("organisation", "Organisation"), new("secret", "Secret")],
            [[ResourceName.Id(issued.Key.Name), Words.Of(issued.Key.Role), OrganisationOf(issued.Key), issued.Secret]])
        { Single = true, Sentence = issued.Secret });
    }

    private static Verb Revoke(VerbFactory verbs)
    {
        Argument<string> id = new("KEY_ID") { Description = "The key's identifier, told at issue; not the key itself" };
        return verbs.Make("revoke", "End a key at once", ["benchmarking keys revoke k-7f3a"], [id], async invocation =>
        {
            var key = await invocation.Client.Keys.RevokeKeyAsync(
                new() { Name = ResourceName.Key(invocation.Value(id)!) }, cancellationToken: invocation.Cancellation);
            invocation.Show(new("keys", [new("key", "Key"), new("role", "Role"), new("organisation", "Organisation"), new("revoke_time", "Revoked")],
                [[ResourceName.Id(key.Name), Words.Of(key.Role), OrganisationOf(key), key.RevokeTime]])
            { Single = true });
        });
    }

    private static string? OrganisationOf(Key key) => key.Organisation.Length == 0 ? null : ResourceName.Id(key.Organisation);
}
