using Benchmarking.Grains.Cohorts;
using Benchmarking.Grains.Periods;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The cohorts proposed for a period's next editions, for stewards, who decide on them. There are few enough for one page.</summary>
[Needs("CohortProposalService/AcceptCohortProposal")]
internal sealed class ProposalsPage(CohortProposalGateway proposals, PeriodGateway periods) : PeriodPage(periods)
{
    /// <summary>All of them: first those on which nobody has decided, and the oldest first of each.</summary>
    public IReadOnlyList<StoredCohortProposal> All { get; private set; } = [];

    /// <summary>Reads them; not found when the period was never opened.</summary>
    public async Task<IActionResult> OnGetAsync(string period)
    {
        if (!await FindPeriodAsync(period))
            return NotFound();
        All = [.. (await proposals.ListAsync(Stored!.Period)).OrderBy(proposal => proposal.State != ProposalState.Open).ThenBy(proposal => proposal.Number)];
        return Page();
    }

    /// <summary>What became of a proposal, in words.</summary>
    public static string Words(ProposalState state) => state switch
    {
        ProposalState.Accepted => "Accepted",
        ProposalState.Declined => "Declined",
        _ => "To decide",
    };
}
