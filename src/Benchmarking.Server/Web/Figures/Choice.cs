using Benchmarking.Cohorts;
using Benchmarking.Editions;

namespace Benchmarking.Server.Web.Figures;

/// <summary>What a reader has chosen to look at.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="Cohort">The cohort to compare with; one of the edition's.</param>
/// <param name="Editions">Every edition there is to choose, the latest first.</param>
internal sealed record Choice(Edition Edition, Cohort Cohort, IReadOnlyList<Edition> Editions)
{
    /// <summary>The choice in an address.</summary>
    public string Query => $"?edition={Uri.EscapeDataString(Edition.Name)}&group={Uri.EscapeDataString(Cohort.Text)}";
}
