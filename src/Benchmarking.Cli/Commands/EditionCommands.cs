using System.CommandLine;
using Benchmarking.Cli.Imports;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking editions`: the protected tables of each cut.</summary>
internal static class EditionCommands
{
    private static readonly Column[] Columns =
    [
        new("edition", "Edition"), new("cut_time", "Cut"), new("table_count", "Tables", true), new("published_cell_count", "Published cells", true),
        new("withheld_cell_count", "Withheld cells", true), new("state", "State"), new("policy_digest", "Policy digest"),
    ];

    /// <summary>
    /// How long a cut may take, and whatever waits for one. The server waits half an hour for a cut, and then says that the outcome is unknown; the client
    /// asks it again, for the same cut, three times.
    /// </summary>
    internal static readonly TimeSpan LongestCut = TimeSpan.FromHours(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private const string CutExplanation = """
        A cut goes on at the server when the command is interrupted or gets no answer. The command then prints the request's id: the same
        command with that --request-id gives the edition that came of it, where a cut without it would publish one more.
        """;

    public static Command Create(VerbFactory verbs) =>
        new("editions", "Editions: the protected tables of each cut") { Cut(verbs), List(verbs), EditionAuditCommand.Create(verbs), Withdraw(verbs) };

    private static Verb Cut(VerbFactory verbs)
    {
        var (period, requestId) = (Asked.Period(), Asked.RequestId());
        return verbs.Make("cut", "Freeze the submitted returns of a period, protect the tables and publish the next edition (stewards)",
            ["benchmarking editions cut --period 2025-26"], [period, requestId],
            invocation => CutAsync(invocation, ResourceName.Period(invocation.Value(period)!), invocation.Value(requestId)), CutExplanation);
    }

    private static async Task CutAsync(Invocation invocation, string period, string? typedId)
    {
        // Another id would be another cut: whoever repeats a command that broke off would publish two editions.
        CutEditionRequest request = new() { Parent = period, RequestId = invocation.RequestId(typedId) };
        invocation.WhenUnknown = [.. invocation.WhenUnknown, $"What has been published by now: benchmarking editions list --period {ResourceName.Id(period)}"];
        Edition? edition = null;
        await ImportProgress.RunAsync(invocation.Terminal, $"Cutting {ResourceName.Id(period)}", async report =>
        {
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(invocation.Cancellation);
            var cut = invocation.Client.Editions.CutEditionAsync(
                request, deadline: DateTime.UtcNow + LongestCut, cancellationToken: invocation.Cancellation).ResponseAsync;
            var watch = WatchAsync(invocation, period, report, watching.Token);
            try
            {
                edition = await cut;
            }
            finally
            {
                await watching.CancelAsync();
                await watch;
            }
        });
        invocation.Show(new("editions", Columns, [RowOf(edition!)]) { Single = true });
    }

    // The cut may begin after the first look; whatever befalls the watch, the cut's own answer is what counts.
    private static async Task WatchAsync(Invocation invocation, string period, Action<int, int> report, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                using var call = invocation.Client.Editions.WatchCut(new() { Parent = period }, cancellationToken: cancellation);
                await foreach (var progress in call.ResponseStream.ReadAllAsync(cancellation)) report(HalvesDone(progress), 2 * progress.Total);
                await Task.Delay(BetweenLooks, cancellation);
            }
        }
        catch (Exception ended) when (ended is RpcException or OperationCanceledException)
        {
        }
    }

    // Returns, then tables: each phase is half of the bar.
    private static int HalvesDone(WatchCutResponse progress) =>
        progress.Phase == WatchCutResponse.Types.Phase.Protecting ? progress.Total + progress.Done : progress.Done;

    private static Verb List(VerbFactory verbs)
    {
        var period = Asked.Period();
        return verbs.Make("list", "A period's editions, latest first", ["benchmarking editions list --period 2025-26"], [period], async invocation =>
        {
            var editions = await invocation.Client.Editions.ReadAllAsync(new() { Parent = ResourceName.Period(invocation.Value(period)!) }).ToListAsync(invocation.Cancellation);
            invocation.Show(new("editions", Columns, [.. editions.Select(RowOf)]));
        });
    }

    private static Verb Withdraw(VerbFactory verbs)
    {
        var period = Asked.Period();
        Option<int> edition = new("--edition") { Description = "The edition's number", HelpName = "N", Required = true };
        Option<string> reason = new("--reason") { Description = "Why; everyone can read it", HelpName = "TEXT", Required = true };
        return verbs.Make("withdraw", "Take an edition's figures away: a wrong figure that harms is withdrawn, not replaced (stewards)",
            ["benchmarking editions withdraw --period 2025-26 --edition 2 --reason \"spend of one council in the wrong unit\""], [period, edition, reason],
            async invocation =>
            {
                string name = Invariant($"{ResourceName.Period(invocation.Value(period)!)}/editions/{invocation.Value(edition)}");
                var withdrawn = await invocation.Client.Editions.WithdrawEditionAsync(
                    new() { Name = name, Reason = invocation.Value(reason) }, cancellationToken: invocation.Cancellation);
                invocation.Show(new("editions", Columns, [RowOf(withdrawn)]) { Single = true });
            });
    }

    private static IReadOnlyList<object?> RowOf(Edition edition) =>
        [edition.Name, edition.CutTime, edition.TableCount, edition.PublishedCellCount, edition.WithheldCellCount,
            edition.State == Edition.Types.State.Withdrawn ? $"withdrawn: {edition.WithdrawReason}" : "published", edition.PolicyDigest];
}
