using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking journal`: who did what.</summary>
internal static class JournalCommands
{
    private const string Explanation = """
        One line an action, the latest first: calls that write, keys that were issued, rotated or revoked, cuts, withdrawals, audits that
        were read, and calls that were refused for the caller's role. An import has a line for each organisation too. The outcome is
        accepted, refused with the reason, or unknown: the store did not answer, or the server stopped meanwhile. A contributor sees what was
        done for its own organisation, and what stewards did to it, without their names; how a steward's import came out as a whole is not told.
        """;

    private const string HeadExplanation = """
        Every entry's hash rests on all entries before it. Note the head down outside the platform, say each month: whoever changes the
        journal, or cuts its end off, can then no longer make it fit. A journal that does not hold ends with exit code 6.
        """;

    private static readonly Column[] Verdict = [new("entries", "Entries", true), new("head", "Head"), new("noted_entry", "Entry of the noted head", true), new("is_intact", "Holds")];

    public static Command Create(VerbFactory verbs) => new("journal", "The journal: who did what (stewards; contributors their own)") { List(verbs), Verify(verbs) };

    private static Verb List(VerbFactory verbs)
    {
        var organisation = Asked.Organisation(required: false);
        organisation.Description = "Only what was done for this organisation, or to it and its returns";
        Option<string?> caller = new("--caller") { Description = "Only what this caller did, as a line names it: keys/7f3a09c2d41be865", HelpName = "CALLER" };
        var since = JournalTimes.Since();
        var until = JournalTimes.Until();
        Option<int> limit = new("--limit") { Description = "Most lines", HelpName = "N", DefaultValueFactory = _ => 100 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int most) && most < 1) result.AddError("--limit takes 1 or more.");
        });
        return verbs.Make("list", "Actions, the latest first",
            ["benchmarking journal list", "benchmarking journal list --organisation E07000148 --since 2026-04-01 --limit 1000 --output csv"],
            [organisation, caller, since, until, limit], async invocation =>
            {
                ListJournalEntriesRequest request = new()
                {
                    Organisation = invocation.Value(organisation) is { } id ? ResourceName.Organisation(id) : "",
                    Caller = invocation.Value(caller) ?? "",
                    StartTime = invocation.Value(since) is { } start ? Timestamp.FromDateTimeOffset(start) : null,
                };
                invocation.Show(new("actions", JournalRows.Columns, await ReadAsync(invocation, request, invocation.Value(until), invocation.Value(limit))));
            }, Explanation);
    }

    private static async Task<List<IReadOnlyList<object?>>> ReadAsync(Invocation invocation, ListJournalEntriesRequest request, DateTimeOffset? until, int most)
    {
        JournalRows rows = new(until, most);
        await foreach (var entry in invocation.Client.Journal.ReadAllAsync(request).WithCancellation(invocation.Cancellation))
        {
            rows.Add(entry);
            if (rows.AreEnough) break;
        }

        return rows.Found;
    }

    private static Verb Verify(VerbFactory verbs)
    {
        Option<string?> head = new("--head") { Description = "A head that an earlier verification told, and that you noted", HelpName = "HASH" };
        return verbs.Make("verify", "Whether nobody changed the journal, and its head to note down",
            ["benchmarking journal verify", "benchmarking journal verify --head 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
            [head], async invocation =>
            {
                var verdict = await invocation.Client.Journal.VerifyJournalAsync(
                    new() { NotedHead = invocation.Value(head) ?? "" }, cancellationToken: invocation.Cancellation);
                object? noted = verdict.NotedSequence == 0 ? null : (decimal)verdict.NotedSequence;
                invocation.Show(new("verdicts", Verdict, [[(decimal)verdict.EntryCount, verdict.Head, noted, verdict.IsIntact]]) { Single = true });
                if (!verdict.IsIntact)
                    throw new RefusalException(ExitCode.WrongState, $"The journal does not hold. {verdict.Problem}", "Stop writing, keep the store as it is, and compare it with a backup.");
            }, HeadExplanation);
    }
}
