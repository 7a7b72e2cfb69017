using System.CommandLine;
using Benchmarking.Cli.Output;
using Benchmarking.Client;
using Benchmarking.V1;

namespace Benchmarking.Cli.Commands;

/// <summary>`benchmarking cohorts`: whom one can be compared with, and who else should be.</summary>
internal static class CohortCommands
{
    private static readonly Column[] Columns = [new("cohort", "Cohort"), new("member_count", "Members", true)];

    private static readonly Column[] Proposed =
    [
        new("proposal", "Proposal"), new("cohort", "Cohort"), new("member_count", "Members", true), new("state", "State"), new("reason", "Reason"), new("decision_reason", "Decision"),
        new("proposer", "Proposed by"), new("propose_time", "Proposed"),
    ];

    public static Command Create(VerbFactory verbs) => new("cohorts", "Whom you can be compared with")
    {
        List(verbs), Propose(verbs), Proposals(verbs),
        Decide(verbs, "accept", "Have a proposed cohort in each edition cut from now on (stewards)", "neighbours of the new combined authority",
            (invocation, name, reason) => invocation.Client.CohortProposals.AcceptCohortProposalAsync(new() { Name = name, Reason = reason }, cancellationToken: invocation.Cancellation).ResponseAsync),
        Decide(verbs, "decline", "Have a proposed cohort in no edition cut from now on (stewards)", "too near to the region",
            (invocation, name, reason) => invocation.Client.CohortProposals.DeclineCohortProposalAsync(new() { Name = name, Reason = reason }, cancellationToken: invocation.Cancellation).ResponseAsync),
    };

    private static Verb List(VerbFactory verbs)
    {
        var period = Asked.Period();
        var edition = Asked.Edition();
        return verbs.Make("list", "The cohorts of an edition, with their members counted",
            ["benchmarking cohorts list --period 2025-26"], [period, edition], async invocation =>
        {
            string name = ResourceName.Edition(invocation.Value(period)!, invocation.Value(edition));
            var cohorts = await invocation.Client.Benchmarks.ReadAllAsync(new() { Edition = name }).ToListAsync(invocation.Cancellation);
            invocation.Show(new("cohorts", Columns, [.. cohorts.Select(cohort => (IReadOnlyList<object?>)[cohort.Cohort, cohort.MemberCount])]));
        });
    }

    private static Verb Propose(VerbFactory verbs)
    {
        var (period, requestId) = (Asked.Period(), Asked.RequestId());
        Option<string> filter = new("--filter") { Description = "Whom the cohort has, such as 'region = north OR region = south', as in a query", HelpName = "FILTER", Required = true };
        Option<string> reason = new("--reason") { Description = "What it is for; stewards read it", HelpName = "TEXT", Required = true };
        return verbs.Make("propose", "Propose a cohort for the next editions of a period (analysts and stewards); once a steward has accepted it, it is protected like any other",
            ["benchmarking cohorts propose --period 2025-26 --filter 'region = north OR region = south' --reason \"a combined authority\""], [period, filter, reason, requestId], async invocation =>
        {
            var proposal = await invocation.Client.CohortProposals.ProposeCohortAsync(new()
            {
                Parent = ResourceName.Period(invocation.Value(period)!),
                Filter = invocation.Value(filter),
                Reason = invocation.Value(reason),
                RequestId = invocation.RequestId(invocation.Value(requestId)),
            }, cancellationToken: invocation.Cancellation);
            invocation.Show(new("cohort_proposals", Proposed, [RowOf(proposal)]) { Single = true });
        });
    }

    private static Verb Proposals(VerbFactory verbs)
    {
        var period = Asked.Period();
        return verbs.Make("proposals", "The cohorts proposed for a period, oldest first: an analyst's own, all of them for stewards",
            ["benchmarking cohorts proposals --period 2025-26"], [period], async invocation =>
        {
            var proposals = await invocation.Client.CohortProposals.ReadAllAsync(new() { Parent = ResourceName.Period(invocation.Value(period)!) }).ToListAsync(invocation.Cancellation);
            invocation.Show(new("cohort_proposals", Proposed, [.. proposals.Select(RowOf)]));
        });
    }

    private static Verb Decide(VerbFactory verbs, string name, string description, string example, Func<Invocation, string, string, Task<CohortProposal>> decide)
    {
        var period = Asked.Period();
        Option<int> number = new("--proposal") { Description = "The proposal's number", HelpName = "N", Required = true };
        Option<string> reason = new("--reason") { Description = "Why; the proposer reads it", HelpName = "TEXT", Required = true };
        return verbs.Make(name, description, [$"benchmarking cohorts {name} --period 2025-26 --proposal 1 --reason \"{example}\""], [period, number, reason], async invocation =>
        {
            string proposal = Invariant($"{ResourceName.Period(invocation.Value(period)!)}/cohortProposals/{invocation.Value(number)}");
            invocation.Show(new("cohort_proposals", Proposed, [RowOf(await decide(invocation, proposal, invocation.Value(reason)!))]) { Single = true });
        });
    }

    private static IReadOnlyList<object?> RowOf(CohortProposal proposal) =>
    [
        proposal.Name, proposal.Cohort, proposal.MemberCount, Words.Of(proposal.State), proposal.Reason, proposal.DecisionReason, proposal.Proposer, proposal.ProposeTime,
    ];
}
