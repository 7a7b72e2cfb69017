using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking releases`: what umbrella bodies publish. Reading what is published needs no key.</summary>
internal static class ReleaseCommands
{
    private static readonly Column[] Headlines =
    [
        new("release", "Release"), new("title", "Title"), new("state", "State"), new("publish_time", "Published"), new("revision", "Revision", true), new("revise_time", "Revised"),
        new("digest", "Digest"),
    ];

    private static readonly Column[] Entries = [new("release", "Release"), new("title", "Title"), new("state", "State"), new("publish_time", "Time"), new("note", "Note")];

    private static readonly Column[] Uses = [new("release", "Release"), new("title", "Title"), new("edition", "Edition"), new("measure", "Measure"), new("stage", "Stage")];

    public static Command Create(VerbFactory verbs)
    {
        Command releases = new("releases", "Releases: what umbrella bodies publish from editions") { Get(verbs), DownloadCommand.Create(verbs), List(verbs), Calendar(verbs), ListUses(verbs) };
        foreach (var verb in DraftCommands.Create(verbs)) releases.Add(verb);
        return releases;
    }

    /// <summary>The releases' argument.</summary>
    public static Argument<string> Release() => new("RELEASE") { Description = "The release, BODY.NAME, such as social-enterprise-uk.communities-count" };

    /// <summary>The option of a revision.</summary>
    public static Option<int?> Revision() => new("--revision") { Description = "An earlier revision. Default: the latest", HelpName = "N" };

    /// <summary>Prints a release.</summary>
    public static Task ShowAsync(Invocation invocation, Release release) => invocation.Terminal.Out.WriteAsync(invocation.Format switch
    {
        OutputFormat.Json => JsonText.Of(ReleaseJson.Of(release)) + "\n",
        OutputFormat.Csv => BenchmarkCsv.Of(release),
        _ => ReleaseText.Of(release, invocation.Terminal.OutWidth),
    });

    private static Verb Get(VerbFactory verbs)
    {
        var release = Release();
        var revision = Revision();
        return verbs.Make("get", "Read a published release (no key needed)",
            ["benchmarking releases get social-enterprise-uk.communities-count", "benchmarking releases get social-enterprise-uk.communities-count --revision 1 --output json"],
            [release, revision], async invocation =>
            {
                string name = ResourceName.Release(invocation.Value(release)!);
                if (invocation.Value(revision) is { } number) name = ResourceName.Revision(name, number);
                await ShowAsync(invocation, await invocation.Client.Releases.GetReleaseAsync(new() { Name = name }, cancellationToken: invocation.Cancellation));
            });
    }

    private static Verb List(VerbFactory verbs) =>
        verbs.Make("list", "Published releases, those that appeared last first (no key needed)", ["benchmarking releases list"], [], async invocation =>
        {
            var releases = await invocation.Client.Releases.ReadAllAsync(new ListReleasesRequest()).ToListAsync(invocation.Cancellation);
            invocation.Show(new("releases", Headlines, [.. releases.Select(release => (IReadOnlyList<object?>)
                [ResourceName.Id(release.Release), release.Title, Words.Of(release.State), release.PublishTime, release.Revision, release.ReviseTime, release.Digest])]));
        });

    private static Verb Calendar(VerbFactory verbs) =>
        verbs.Make("calendar", "Announced releases, past and to come, the latest first (no key needed)", ["benchmarking releases calendar"], [], async invocation =>
        {
            var entries = await invocation.Client.Releases.ReadAllAsync(new ListReleaseCalendarRequest()).ToListAsync(invocation.Cancellation);
            invocation.Show(new("entries", Entries, [.. entries.Select(entry => (IReadOnlyList<object?>)
                [ResourceName.Id(entry.Release), entry.Title, Words.Of(entry.State), entry.PublishTime, NoteOf(entry)])]));
        });

    private static Verb ListUses(VerbFactory verbs)
    {
        var organisation = Asked.Organisation();
        return verbs.Make("uses", "Published releases that your organisation's figures went into, among those of others",
            ["benchmarking releases uses --organisation E07000148"], [organisation], async invocation =>
            {
                ListReleaseUsesRequest request = new() { Parent = ResourceName.Organisation(invocation.Value(organisation)!) };
                var uses = await invocation.Client.Releases.ReadAllAsync(request).ToListAsync(invocation.Cancellation);
                invocation.Show(new("uses", Uses, [.. uses.SelectMany(use => use.Tables.Select(table => (IReadOnlyList<object?>)
                    [ResourceName.Id(use.Release.Release), use.Release.Title, table.Edition, ResourceName.Id(table.Measure), Words.Of(table.Stage)]))]));
            });
    }

    private static string NoteOf(ReleaseCalendarEntry entry) => entry switch
    {
        { WithdrawReason.Length: > 0 } => $"withdrawn: {entry.WithdrawReason}",
        { Announcements.Count: > 1 } => $"was announced for {CellText.TimeOf(entry.Announcements[^2].PublishTime)}: {entry.Announcements[^1].Reason}",
        _ => entry.Announcements.Count == 1 ? entry.Announcements[0].Reason : "",
    };
}
