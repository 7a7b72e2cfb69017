using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking keys`: who may call, and as what.</summary>
internal static class KeyCommands
{
    private static readonly Column[] Columns =
    [
        new("key", "Key"), new("role", "Role"), new("organisation", "Organisation"), new("create_time", "Issued"), new("expire_time", "Expires"),
        new("rotate_time", "Rotated"), new("overlap_end_time", "Old secret until"), new("revoke_time", "Revoked"), new("last_use_time", "Last used (hour)"),
        new("body", "Body"),
    ];

    public static Command Create(VerbFactory verbs) =>
        new("keys", "Keys, which say who may do what (stewards)") { Issue(verbs), Rotate(verbs), Revoke(verbs), Show(verbs) };

    private static Verb Issue(VerbFactory verbs)
    {
        var organisation = Asked.Organisation(required: false);
        organisation.Description = "The organisation a contributor or viewer acts for";
        Option<string> role = new("--role") { Description = "What its holder may do", HelpName = string.Join('|', Words.All<Role>()), Required = true };
        role.AcceptOnlyFromAmong(Words.All<Role>());
        var expires = KeyTimes.Expires();
        Option<string?> body = new("--body") { Description = "The umbrella body a publisher publishes for: a-z, 0-9 and -", HelpName = "B" };
        var verb = verbs.Make("issue", "Make a key; it is shown once",
            ["benchmarking keys issue --organisation E07000148 --role contributor", "benchmarking keys issue --role publisher --body our-federation", "KEY=$(benchmarking keys issue --role analyst --expires 2027-03-31)"],
            [organisation, role, expires, body],
            invocation => IssueAsync(invocation, invocation.Value(role)!, invocation.Value(organisation), invocation.Value(body), invocation.Value(expires)));
        verb.Validators.Add(result =>
        {
            if (result.GetValue(role) is not { } word || !Words.All<Role>().Contains(word)) return;
            bool actsForOne = Words.Parse<Role>(word) is Role.Contributor or Role.Viewer;
            if (actsForOne && result.GetValue(organisation) is null) result.AddError($"A {word} acts for one organisation: name it with --organisation.");
            if (word != Words.Of(Role.Publisher) && result.GetValue(body) is not null) result.AddError($"A {word} publishes for no body: leave --body out.");
            if (!actsForOne && result.GetValue(organisation) is not null) result.AddError($"The role {word} acts for no organisation: leave --organisation out.");
        });
        return verb;
    }

    private static async Task IssueAsync(Invocation invocation, string role, string? organisation, string? body, DateTimeOffset? expires)
    {
        IssueKeyRequest request = new() { Role = Words.Parse<Role>(role), Organisation = organisation is null ? "" : ResourceName.Organisation(organisation), Body = body is null ? "" : ResourceName.Body(body) };
        if (expires is { } end) request.ExpireTime = Timestamp.FromDateTimeOffset(end);
        invocation.WhenUnknown = ["If a key was issued, its secret is lost. Look first: benchmarking journal list. If its first line is your IssueKey, end that key with benchmarking keys revoke, and issue another."];
        var issued = await invocation.Client.Keys.IssueKeyAsync(request, cancellationToken: invocation.Cancellation);
        string holder = organisation is null ? role : $"{role} of {ResourceName.Id(organisation)}";
        if (invocation.Format == OutputFormat.Table)
            invocation.Explain($"The key {ResourceName.Id(issued.Key.Name)} for a {holder}. Keep it secret; it is not shown again.");
        ShowSecret(invocation, issued.Key, issued.Secret);
    }

    private static Verb Rotate(VerbFactory verbs)
    {
        var id = KeyId();
        var overlap = KeyTimes.Overlap();
        return verbs.Make("rotate", "Give a key a new secret; it is shown once",
            ["benchmarking keys rotate 7f3a09c2d41be865 --overlap 7d", "KEY=$(benchmarking keys rotate 7f3a09c2d41be865)"], [id, overlap], async invocation =>
            {
                RotateKeyRequest request = new() { Name = ResourceName.Key(invocation.Value(id)!), Overlap = Duration.FromTimeSpan(invocation.Value(overlap) ?? TimeSpan.Zero) };
                invocation.WhenUnknown = [$"If it was rotated, its new secret is lost. Look first: benchmarking keys show {ResourceName.Id(request.Name)}. If it was rotated just now, rotate it again."];
                var rotated = await invocation.Client.Keys.RotateKeyAsync(request, cancellationToken: invocation.Cancellation);
                string old = rotated.Key.OverlapEndTime is { } end ? $"holds until {CellText.TimeOf(end)}" : "has ended";
                if (invocation.Format == OutputFormat.Table)
                    invocation.Explain($"The key {ResourceName.Id(rotated.Key.Name)} has a new secret; the old one {old}. Keep it secret; it is not shown again.");
                ShowSecret(invocation, rotated.Key, rotated.Secret);
            });
    }

    private static void ShowSecret(Invocation invocation, Key key, string secret) =>
        invocation.Show(new("keys", [new("key", "Key"), new("role", "Role"), new("organisation", "Organisation"), new("secret", "Secret")],
            [[ResourceName.Id(key.Name), Words.Of(key.Role), OrganisationOf(key), secret]])
        { Single = true, Sentence = secret });

    private static Verb Revoke(VerbFactory verbs)
    {
        var id = KeyId();
        return verbs.Make("revoke", "End a key at once", ["benchmarking keys revoke 7f3a09c2d41be865"], [id], async invocation =>
        {
            var key = await invocation.Client.Keys.RevokeKeyAsync(
                new() { Name = ResourceName.Key(invocation.Value(id)!) }, cancellationToken: invocation.Cancellation);
            invocation.Show(new("keys", [new("key", "Key"), new("role", "Role"), new("organisation", "Organisation"), new("revoke_time", "Revoked")],
                [[ResourceName.Id(key.Name), Words.Of(key.Role), OrganisationOf(key), key.RevokeTime]])
            { Single = true });
        });
    }

    private static Verb Show(VerbFactory verbs)
    {
        var id = KeyId();
        return verbs.Make("show", "Whose a key is, until when it holds and when it was last used", ["benchmarking keys show 7f3a09c2d41be865"], [id], async invocation =>
        {
            var key = await invocation.Client.Keys.GetKeyAsync(new() { Name = ResourceName.Key(invocation.Value(id)!) }, cancellationToken: invocation.Cancellation);
            invocation.Show(new("keys", Columns,
                [[ResourceName.Id(key.Name), Words.Of(key.Role), OrganisationOf(key), key.CreateTime, key.ExpireTime, key.RotateTime, key.OverlapEndTime, key.RevokeTime, key.LastUseTime,
                    key.Body.Length == 0 ? null : ResourceName.Id(key.Body)]])
            { Single = true });
        });
    }

    private static Argument<string> KeyId() =>
        new("KEY_ID") { Description = "The key's identifier, told at issue: the 16 characters after bmk_; not the key itself" };

    private static string? OrganisationOf(Key key) => key.Organisation.Length == 0 ? null : ResourceName.Id(key.Organisation);
}
