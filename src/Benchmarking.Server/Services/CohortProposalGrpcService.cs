using System.Collections.Immutable;
using Benchmarking.Grains.Cohorts;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Periods;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using CohortProposal = Benchmarking.V1.CohortProposal;
using Period = Benchmarking.Returns.Period;
using Role = Benchmarking.Grains.Keys.Role;

namespace Benchmarking.Server.Services;

/// <summary>Proposed cohorts over gRPC.</summary>
internal sealed class CohortProposalGrpcService(CohortProposalGateway proposals, PeriodGateway periods) : CohortProposalService.CohortProposalServiceBase
{
    /// <inheritdoc/>
    public override async Task<CohortProposal> ProposeCohort(ProposeCohortRequest request, ServerCallContext context)
    {
        string requestId = Names.Request(request.RequestId);
        Period period = await OpenedAsync(request.Parent);
        return ToWire((await proposals.ProposeAsync(period, request.Filter, request.Reason, context.Caller().Name, requestId)).OrThrow());
    }

    /// <inheritdoc/>
    public override async Task<ListCohortProposalsResponse> ListCohortProposals(ListCohortProposalsRequest request, ServerCallContext context)
    {
        Period period = await OpenedAsync(request.Parent);
        Caller caller = context.Caller();
        ImmutableArray<StoredCohortProposal> all = await proposals.ListAsync(period);
        StoredCohortProposal[] known = [.. all.Where(proposal => caller.Role == Role.Steward || proposal.Proposer == caller.Name)];
        (IReadOnlyList<StoredCohortProposal> page, string next) = Pages.Of(known, $"{period.Name}/cohortProposals", request.PageSize, request.PageToken);
        ListCohortProposalsResponse response = new() { NextPageToken = next };
        response.CohortProposals.AddRange(page.Select(ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override Task<CohortProposal> AcceptCohortProposal(AcceptCohortProposalRequest request, ServerCallContext context) =>
        DecideAsync(request.Name, request.Reason, isAccepted: true);

    /// <inheritdoc/>
    public override Task<CohortProposal> DeclineCohortProposal(DeclineCohortProposalRequest request, ServerCallContext context) =>
        DecideAsync(request.Name, request.Reason, isAccepted: false);

    private async Task<CohortProposal> DecideAsync(string name, string reason, bool isAccepted)
    {
        (Period period, int number) = Names.CohortProposal(name);
        return ToWire((await proposals.DecideAsync(period, number, isAccepted, Queries.CohortProposal.ReadReason(reason).OrThrow())).OrThrow());
    }

    private async Task<Period> OpenedAsync(string name)
    {
        Period period = Names.Period(name);
        return await periods.GetAsync(period) is null ? throw period.Unknown().ToException() : period;
    }

    private static CohortProposal ToWire(StoredCohortProposal stored) => new()
    {
        Name = stored.Name,
        Cohort = stored.Cohort.Text,
        Filter = stored.Filter,
        Reason = stored.Reason,
        MemberCount = stored.MemberCount,
        Proposer = stored.Proposer,
        ProposeTime = Timestamp.FromDateTimeOffset(stored.ProposeTime),
        State = (CohortProposal.Types.State)stored.State,
        DecisionReason = stored.DecisionReason,
        DecideTime = stored.DecideTime is { } decided ? Timestamp.FromDateTimeOffset(decided) : null,
    };
}
