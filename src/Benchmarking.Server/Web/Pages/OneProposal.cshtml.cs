using Benchmarking.Grains.Cohorts;
using Benchmarking.Grains.Periods;
using Benchmarking.Queries;
using Benchmarking.Server.Journal;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A proposed cohort, and the decision on it, which may be changed.</summary>
[Needs("CohortProposalService/AcceptCohortProposal", Posting = ["CohortProposalService/AcceptCohortProposal", "CohortProposalService/DeclineCohortProposal"])]
internal sealed class OneProposalPage(CohortProposalGateway proposals, PeriodGateway periods, PageJournal journal) : PeriodPage(periods)
{
    /// <summary>The proposal.</summary>
    public StoredCohortProposal? Proposal { get; private set; }

    /// <summary>Why it is decided so, as it was typed.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Whether the period is finished, and takes no further cohort.</summary>
    public bool IsFinished => Stored!.State == PeriodState.Finished;

    /// <summary>Whether it can be accepted still.</summary>
    public bool MayAccept => !IsFinished && Proposal!.State != ProposalState.Accepted;

    /// <summary>Whether it can be declined still.</summary>
    public bool MayDecline => Proposal!.State != ProposalState.Declined;

    /// <summary>Reads it; not found when there is none of that number.</summary>
    public async Task<IActionResult> OnGetAsync(string period, int number) => await FindAsync(period, number) ? Page() : NotFound();

    /// <summary>Decides, as the button says that was pressed.</summary>
    public async Task<IActionResult> OnPostAsync(string period, int number, string? decision, string? reason)
    {
        ModelState.Clear();
        if (!await FindAsync(period, number))
            return NotFound();
        if (decision is not ("accept" or "decline"))
            return BadRequest();
        Reason = reason ?? "";
        Outcome<StoredCohortProposal> decided = await DecideAsync(Proposal!, decision == "accept");
        if (decided.IsAccepted)
            return LocalRedirect($"/periods/{decided.Value.Period.Value}/proposals");
        foreach (Problem problem in decided.Problems)
            ModelState.AddModelError(problem.Field == "reason" ? "reason" : "", $"{problem.Message} {problem.Remedy}");
        return Page();
    }

    private async Task<Outcome<StoredCohortProposal>> DecideAsync(StoredCohortProposal proposal, bool isAccepted)
    {
        Outcome<string> why = CohortProposal.ReadReason(Reason);
        string call = $"CohortProposalService/{(isAccepted ? "Accept" : "Decline")}CohortProposal";
        return why.IsAccepted
            ? await journal.RunAsync(Caller, call, proposal.Name, "", () => proposals.DecideAsync(proposal.Period, proposal.Number, isAccepted, why.Value))
            : Outcome.Refused<StoredCohortProposal>(why.Problems);
    }

    private async Task<bool> FindAsync(string period, int number)
    {
        Proposal = await FindPeriodAsync(period) ? (await proposals.ListAsync(Stored!.Period)).FirstOrDefault(proposal => proposal.Number == number) : null;
        return Proposal is not null;
    }
}
