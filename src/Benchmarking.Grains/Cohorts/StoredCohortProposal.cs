using Benchmarking.Cohorts;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Cohorts;

/// <summary>What became of a proposal.</summary>
public enum ProposalState
{
    /// <summary>Nobody has decided.</summary>
    Open = 1,
    /// <summary>The period's next editions have the cohort.</summary>
    Accepted = 2,
    /// <summary>They do not.</summary>
    Declined = 3,
}

/// <summary>A proposal as it is stored.</summary>
/// <param name="Period">The period in whose editions it would be.</param>
/// <param name="Number">From 1 in each period.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Filter">The filter, as it was written.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="MemberCount">Its members when it was proposed.</param>
/// <param name="Proposer">Who proposed it, as the journal calls them.</param>
/// <param name="ProposeTime">When.</param>
/// <param name="State">What became of it.</param>
/// <param name="DecisionReason">Why; empty while it is open.</param>
/// <param name="DecideTime">When that was decided; null while it is open.</param>
[GenerateSerializer, Immutable]
public sealed record StoredCohortProposal(
    [property: Id(0)] Period Period, [property: Id(1)] int Number, [property: Id(2)] Cohort Cohort, [property: Id(3)] string Filter, [property: Id(4)] string Reason,
    [property: Id(5)] int MemberCount, [property: Id(6)] string Proposer, [property: Id(7)] DateTimeOffset ProposeTime, [property: Id(8)] ProposalState State,
    [property: Id(9)] string DecisionReason, [property: Id(10)] DateTimeOffset? DecideTime)
{
    /// <summary>The resource name, such as <c>periods/2025/cohortProposals/1</c>.</summary>
    public string Name => $"{ICohortProposalGrain.KeyOf(Period)}/{Number}";

    /// <summary>The problem of a name that no proposal has.</summary>
    public static Problem Unknown(string name) =>
        new(0, "name", ProblemReason.CohortProposalUnknown, $"There is no proposal {Problem.Quote(name)}.", "Look for it with: benchmarking cohorts proposals --period P.");
}
