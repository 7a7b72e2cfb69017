using System.Collections.Immutable;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Storage;
using Benchmarking.Returns;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Benchmarking.Grains.Cohorts;

/// <summary>The cohorts proposed for a period, and what was decided. Grain key <c>periods/{period}/cohortProposals</c>.</summary>
internal interface ICohortProposalGrain : IGrainWithStringKey
{
    /// <summary>The key of the proposals for a period.</summary>
    static string KeyOf(Period period) => $"{period.Name}/cohortProposals";

    /// <summary>The proposals, oldest first.</summary>
    Task<ImmutableArray<StoredCohortProposal>> ListAsync();

    /// <summary>Adds a proposal, with a number and a time of its own; a request that was carried out before gives its first answer.</summary>
    Task<Outcome<StoredCohortProposal>> ProposeAsync(StoredCohortProposal proposal, string requestId);

    /// <summary>Decides on a proposal, or decides anew. Repeating is harmless.</summary>
    Task<Outcome<StoredCohortProposal>> DecideAsync(int number, ProposalState state, string reason);
}

[GenerateSerializer, Immutable]
internal sealed record CohortProposalsRecord
{
    [Id(0)]
    public ImmutableArray<StoredCohortProposal> Proposals { get; init; } = [];

    /// <summary>The last number that was given.</summary>
    [Id(1)]
    public int LatestNumber { get; init; }

    [Id(2)]
    public ImmutableArray<RememberedRequest<int>> Requests { get; init; } = [];

    public StoredCohortProposal? Find(int number) => Proposals.FirstOrDefault(proposal => proposal.Number == number);
}

/// <inheritdoc cref="ICohortProposalGrain"/>
[Reentrant]
internal sealed class CohortProposalGrain(
    [PersistentState("cohort-proposals.v1")] IPersistentState<CohortProposalsRecord> storage, TimeProvider clock, ILogger<CohortProposalGrain> logger)
    : RecordGrain<CohortProposalsRecord>(storage, logger), ICohortProposalGrain
{
    // With texts of their longest below 256 kB.
    private const int MostProposals = 80;

    // Each one costs a cut time, and its neighbours certainty.
    private const int MostAccepted = 20;

    public Task<ImmutableArray<StoredCohortProposal>> ListAsync() => Task.FromResult(Written.Proposals);

    public async Task<Outcome<StoredCohortProposal>> ProposeAsync(StoredCohortProposal proposal, string requestId)
    {
        bool isFinished = await IsFinishedAsync(proposal.Period);
        string digest = RememberedRequests.DigestOf($"{proposal.Proposer}\n{proposal.Filter}\n{proposal.Reason}");
        if (Newest.Requests.Find(requestId) is { } earlier && Newest.Find(earlier.Answer) is { } answer)
        {
            if (earlier.ContentDigest != digest)
                return Outcome.Refused<StoredCohortProposal>(RequestId.Reused(requestId));
            await CommitUnlessWrittenAsync(Newest);
            return Outcome.Accepted(answer);
        }
        if (isFinished)
            return Outcome.Refused<StoredCohortProposal>(proposal.Period.Finished());
        // The oldest that was declined makes room.
        ImmutableArray<StoredCohortProposal> kept = Newest.Proposals;
        if (kept.Length >= MostProposals && kept.FirstOrDefault(other => other.State == ProposalState.Declined) is { } oldest)
            kept = kept.Remove(oldest);
        if (kept.Length >= MostProposals)
            return TooMany($"{proposal.Period} has {kept.Length} proposals.", "Wait until a steward has declined one.");
        StoredCohortProposal stored = proposal with { Number = Newest.LatestNumber + 1, ProposeTime = clock.GetUtcNow(), State = ProposalState.Open };
        await CommitAsync(Newest with { Proposals = kept.Add(stored), LatestNumber = stored.Number, Requests = Newest.Requests.Remember(requestId, digest, stored.Number) });
        return Outcome.Accepted(stored);
    }

    public async Task<Outcome<StoredCohortProposal>> DecideAsync(int number, ProposalState state, string reason)
    {
        bool isFinished = state == ProposalState.Accepted && Newest.Find(number) is { } accepted && await IsFinishedAsync(accepted.Period);
        if (Newest.Find(number) is not { } proposal)
            return Outcome.Refused<StoredCohortProposal>(StoredCohortProposal.Unknown($"{this.GetPrimaryKeyString()}/{number}"));
        if (isFinished && proposal.State != state)
            return Outcome.Refused<StoredCohortProposal>(proposal.Period.Finished());
        if (state == ProposalState.Accepted && Newest.Proposals.Count(other => other.State == ProposalState.Accepted && other.Number != number) >= MostAccepted)
            return TooMany($"{proposal.Period} has {MostAccepted} accepted proposals.", "Decline one of them first.");
        StoredCohortProposal decided = proposal;
        if (proposal.State != state || proposal.DecisionReason != reason)
            decided = proposal with { State = state, DecisionReason = reason, DecideTime = clock.GetUtcNow() };
        await CommitUnlessWrittenAsync(decided == proposal ? Newest : Newest with { Proposals = Newest.Proposals.Replace(proposal, decided) });
        return Outcome.Accepted(decided);
    }

    private async Task<bool> IsFinishedAsync(Period period) => await GrainFactory.GetGrain<ICollectionGrain>(period.Name).GetAsync() is { State: PeriodState.Finished };

    private static Outcome<StoredCohortProposal> TooMany(string message, string remedy) =>
        Outcome.Refused<StoredCohortProposal>(new Problem(0, "", ProblemReason.TooManyLines, message, remedy));
}
