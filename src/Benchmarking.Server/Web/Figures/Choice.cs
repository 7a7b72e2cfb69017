using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Grains.Periods;

namespace Benchmarking.Server.Web.Figures;

/// <summary>What a reader has chosen to look at.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="Cohort">The cohort to compare with; one of the edition's.</param>
/// <param name="Editions">Every edition there is to choose, the latest first.</param>
/// <param name="Periods">Every period there is, the latest first: read once for all that is shown.</param>
internal sealed record Choice(Edition Edition, Cohort Cohort, IReadOnlyList<Edition> Editions, ImmutableArray<StoredPeriod> Periods)
{
    /// <summary>The choice in an address.</summary>
    public string Query => $"?edition={Uri.EscapeDataString(Edition.Name)}&group={Uri.EscapeDataString(Cohort.Text)}";
}
