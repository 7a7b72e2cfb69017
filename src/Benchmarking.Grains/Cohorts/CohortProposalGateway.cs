using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Benchmarking.Queries;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Cohorts;

/// <summary>What the server may ask about proposed cohorts. Who may propose and decide is the server's to check.</summary>
public sealed class CohortProposalGateway(IGrainFactory grains, OrganisationGateway organisations, DisclosurePolicy policy)
{
    /// <summary>The proposals of a period, oldest first.</summary>
    public Task<ImmutableArray<StoredCohortProposal>> ListAsync(Period period) => Grain(period).ListAsync();

    /// <summary>Proposes a cohort for the next editions of a period.</summary>
    /// <param name="period">The period, which was opened.</param>
    /// <param name="filter">Whom the cohort has.</param>
    /// <param name="reason">What it is for.</param>
    /// <param name="proposer">Who proposes it.</param>
    /// <param name="requestId">The request's id; empty for none.</param>
    public async Task<Outcome<StoredCohortProposal>> ProposeAsync(Period period, string filter, string reason, string proposer, string requestId)
    {
        Outcome<CohortProposal> read = CohortProposal.Read(filter, reason, await ReadOrganisationsAsync(), policy);
        return read.IsAccepted
            ? await Grain(period).ProposeAsync(new(period, 0, read.Value.Cohort, read.Value.Filter, read.Value.Reason, read.Value.MemberCount, proposer, default, ProposalState.Open, "", null), requestId)
            : Outcome.Refused<StoredCohortProposal>(read.Problems);
    }

    /// <summary>Decides on a proposal; accepted, its cohort is in the period's next editions.</summary>
    /// <param name="period">The period.</param>
    /// <param name="number">The proposal's number.</param>
    /// <param name="isAccepted">Whether it is accepted, or declined.</param>
    /// <param name="reason">Why.</param>
    public Task<Outcome<StoredCohortProposal>> DecideAsync(Period period, int number, bool isAccepted, string reason) =>
        Grain(period).DecideAsync(number, isAccepted ? ProposalState.Accepted : ProposalState.Declined, reason);

    // Those that a cut would count.
    private async Task<List<Organisation>> ReadOrganisationsAsync()
    {
        StoredOrganisation?[] stored = await GrainCalls.AskAllAsync(await organisations.ListIdsAsync(), id => organisations.GetAsync(OrganisationId.TryParse(id)!));
        return [.. stored.OfType<StoredOrganisation>().Where(organisation => organisation.Withdrawal is null).Select(organisation => organisation.Organisation)];
    }

    private ICohortProposalGrain Grain(Period period) => grains.GetGrain<ICohortProposalGrain>(ICohortProposalGrain.KeyOf(period));
}
