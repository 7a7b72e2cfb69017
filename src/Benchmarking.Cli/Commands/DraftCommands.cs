using System.CommandLine;
using Benchmarking.Cli.Csv;
using Benchmarking.Cli.Output;
using Benchmarking.Cli.Releases;
using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Commands;

/// <summary>The commands of `benchmarking releases` that a body's publishers use.</summary>
internal static class DraftCommands
{
    private const string FileFormat = """
        The file is YAML (JSON will do too):
          title: Communities Count 2026       # public once scheduled: no finding belongs in it
          publisher: Our Federation
          contact: statistics@example.org
          summary: |
            What it says, first of all.
          sections:
            - heading: Better services
              commentary: Seven in ten say so.
              tables:
                - title: By sector
                  editions: [periods/2025-26/editions/1]
                  measures: [gov-01, {measure: emp-01, stage: committed}]
                  cohorts: [all, sector=local-authority, sector=housing-association]
          methods: How the figures were made.
          limits: What is known to limit them.
          notes: [A note to the tables.]
          pre_release_access:
            - {who: Chief executive of the federation, hours_before: 24}
        Figures are not in it: they are copied from the editions when the release is scheduled or published.
        """;

    private static readonly Column[] Columns =
        [new("release", "Release"), new("title", "Title"), new("state", "State"), new("publish_time", "Appears"), new("revision", "Revision", true), new("etag", "Etag"), new("update_time", "Changed")];

    public static IEnumerable<Verb> Create(VerbFactory verbs) =>
        [Draft(verbs), Update(verbs), Drafts(verbs), Preview(verbs), Schedule(verbs), Publish(verbs), Revise(verbs), Withdraw(verbs)];

    private static Argument<string> File() => new("FILE.yaml") { Description = "The draft; - reads standard input" };

    private static Option<string?> Etag() => new("--etag") { Description = "Refuse when somebody else changed it since it had this etag", HelpName = "E" };

    private static Option<string?> Reason(string description, bool required) => new("--reason") { Description = $"{description}; everyone can read it", HelpName = "TEXT", Required = required };

    private static Verb Draft(VerbFactory verbs)
    {
        var (file, requestId) = (File(), Asked.RequestId());
        Option<string> id = new("--id") { Description = "Its name after your body's: a-z, 0-9 and -", HelpName = "NAME", Required = true };
        return verbs.Make("draft", "Begin a release from a file (publishers)", ["benchmarking releases draft communities-count.yaml --id communities-count-2026"], [file, id, requestId], invocation =>
            ChangeAsync(invocation, invocation.Value(file)!, content => invocation.Client.Releases.CreateReleaseAsync(
                new() { ReleaseId = invocation.Value(id)!, Content = content, RequestId = invocation.RequestId(invocation.Value(requestId)) }, cancellationToken: invocation.Cancellation)), FileFormat);
    }

    private static Verb Update(VerbFactory verbs)
    {
        var (release, file, etag, requestId) = (ReleaseCommands.Release(), File(), Etag(), Asked.RequestId());
        return verbs.Make("update", "Put another draft in place of a release's, until 10 minutes before it appears (publishers)",
            ["benchmarking releases update our-federation.communities-count-2026 communities-count.yaml"], [release, file, etag, requestId], invocation =>
                ChangeAsync(invocation, invocation.Value(file)!, content => invocation.Client.Releases.UpdateReleaseAsync(
                    new() { Draft = DraftOf(invocation, release, content, etag), RequestId = invocation.RequestId(invocation.Value(requestId)) },
                    cancellationToken: invocation.Cancellation)), FileFormat);
    }

    private static Verb Revise(VerbFactory verbs)
    {
        var (release, file, etag, requestId) = (ReleaseCommands.Release(), File(), Etag(), Asked.RequestId());
        var reason = Reason("Why", required: true);
        return verbs.Make("revise", "Publish another revision at once; the earlier ones are kept (publishers)",
            ["benchmarking releases revise our-federation.communities-count-2026 corrected.yaml --reason \"the second table had the wrong cohort\""], [release, file, reason, etag, requestId], invocation =>
                ChangeAsync(invocation, invocation.Value(file)!, content => invocation.Client.Releases.ReviseReleaseAsync(
                    new() { Draft = DraftOf(invocation, release, content, etag), Reason = invocation.Value(reason), RequestId = invocation.RequestId(invocation.Value(requestId)) },
                    cancellationToken: invocation.Cancellation)), FileFormat);
    }

    private static Verb Drafts(VerbFactory verbs) => verbs.Make("drafts", "Your body's releases, whatever their state (publishers)", ["benchmarking releases drafts"], [], async invocation =>
    {
        var drafts = await invocation.Client.Releases.ReadAllAsync(new ListReleaseDraftsRequest()).ToListAsync(invocation.Cancellation);
        invocation.Show(new("drafts", Columns, [.. drafts.Select(RowOf)]));
    });

    private static Verb Preview(VerbFactory verbs)
    {
        var release = ReleaseCommands.Release();
        return verbs.Make("preview", "What readers would get if the draft were published now (publishers)", ["benchmarking releases preview our-federation.communities-count-2026"], [release],
            async invocation => await ReleaseCommands.ShowAsync(invocation, await invocation.Client.Releases.PreviewReleaseAsync(
                new() { Name = ResourceName.Release(invocation.Value(release)!) }, cancellationToken: invocation.Cancellation)));
    }

    private static Verb Schedule(VerbFactory verbs)
    {
        var (release, etag, requestId) = (ReleaseCommands.Release(), Etag(), Asked.RequestId());
        Option<string> date = new("--date") { Description = "The day on which it appears", HelpName = "YYYY-MM-DD", Required = true };
        Option<string?> time = new("--time") { Description = "The time of that day in London. Default: 09:30", HelpName = "HH:MM" };
        var reason = Reason("Why at less than 28 days' notice, or why an announced time changes", required: false);
        return verbs.Make("schedule", "Announce a release and freeze its figures; it appears by itself (publishers)",
            ["benchmarking releases schedule our-federation.communities-count-2026 --date 2026-11-05",
             "benchmarking releases schedule our-federation.communities-count-2026 --date 2026-11-12 --reason \"late returns\""], [release, date, time, reason, etag, requestId],
            async invocation => Show(invocation, await invocation.Client.Releases.ScheduleReleaseAsync(new()
            {
                Name = ResourceName.Release(invocation.Value(release)!),
                PublishDate = invocation.Value(date),
                PublishTimeOfDay = invocation.Value(time) ?? "",
                Reason = invocation.Value(reason) ?? "",
                Etag = invocation.Value(etag) ?? "",
                RequestId = invocation.RequestId(invocation.Value(requestId)),
            }, cancellationToken: invocation.Cancellation)));
    }

    private static Verb Publish(VerbFactory verbs)
    {
        var (release, etag, requestId, reason) = (ReleaseCommands.Release(), Etag(), Asked.RequestId(), Reason("Why without the usual notice", required: true));
        return verbs.Make("publish", "Publish a release at once (publishers)",
            ["benchmarking releases publish our-federation.communities-count-2026 --reason \"agreed with the regulator\""], [release, reason, etag, requestId],
            async invocation => Show(invocation, await invocation.Client.Releases.PublishReleaseAsync(
                new() { Name = ResourceName.Release(invocation.Value(release)!), Reason = invocation.Value(reason), Etag = invocation.Value(etag) ?? "", RequestId = invocation.RequestId(invocation.Value(requestId)) },
                cancellationToken: invocation.Cancellation)));
    }

    private static Verb Withdraw(VerbFactory verbs)
    {
        var (release, etag, requestId, reason) = (ReleaseCommands.Release(), Etag(), Asked.RequestId(), Reason("Why", required: true));
        return verbs.Make("withdraw", "Take a release back: published, its content is no longer given; scheduled, it does not appear (publishers)",
            ["benchmarking releases withdraw our-federation.communities-count-2026 --reason \"the figures are of the wrong period\""], [release, reason, etag, requestId],
            async invocation => Show(invocation, await invocation.Client.Releases.WithdrawReleaseAsync(
                new() { Name = ResourceName.Release(invocation.Value(release)!), Reason = invocation.Value(reason), Etag = invocation.Value(etag) ?? "", RequestId = invocation.RequestId(invocation.Value(requestId)) },
                cancellationToken: invocation.Cancellation)));
    }

    private static ReleaseDraft DraftOf(Invocation invocation, Argument<string> release, DraftContent content, Option<string?> etag) =>
        new() { Name = ResourceName.Release(invocation.Value(release)!), Content = content, Etag = invocation.Value(etag) ?? "" };

    // What the server finds wrong stands somewhere in the file: each problem gets its line.
    private static async Task ChangeAsync(Invocation invocation, string path, Func<DraftContent, AsyncUnaryCall<ReleaseDraft>> change)
    {
        var file = await CsvFile.ReadAsync(path, invocation.Terminal.In, invocation.Cancellation);
        var draft = DraftFile.Read(file);
        try
        {
            Show(invocation, await change(draft.Content));
        }
        catch (RpcException refused) when (BenchmarkingException.From(refused) is { StatusCode: StatusCode.InvalidArgument, Problems.Count: > 0 } failure)
        {
            throw new RefusalException(ExitCode.BadInput, Invariant($"{file.Name} was refused:"), problems: [.. failure.Problems.Select(draft.WithLine)], cause: refused, problemCount: failure.ProblemCount);
        }
    }

    private static void Show(Invocation invocation, ReleaseDraft draft) => invocation.Show(new("drafts", Columns, [RowOf(draft)]) { Single = true });

    private static IReadOnlyList<object?> RowOf(ReleaseDraft draft) =>
        [ResourceName.Id(draft.Name), draft.Content.Title, Words.Of(draft.State), draft.PublishTime, draft.History.Count, draft.Etag, draft.UpdateTime];
}
