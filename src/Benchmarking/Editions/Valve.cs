using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;

namespace Benchmarking.Editions;

/// <summary>
/// The one-way valve: from everyone's contributions to a protected table in one call, which computes and controls together. Nothing
/// between the two has a name outside the domain, a serialiser or a mapping.
/// </summary>
internal static class Valve
{
    /// <summary>The protected table of a column over a lattice.</summary>
    public static Table Protect(ContributionColumn column, CohortLattice lattice, DisclosurePolicy policy)
    {
        SuppressionPattern pattern = SuppressionPattern.Of(column, lattice, policy);
        HashSet<Cohort> published = [.. lattice.Cohorts.Where((_, index) => !pattern.Withheld[index])];
        var cells = ImmutableArray.CreateBuilder<Cell>(lattice.Cohorts.Length);
        for (int i = 0; i < lattice.Cohorts.Length; i++)
        {
            Cohort cohort = lattice.Cohorts[i];
            int members = lattice.MembersOf[i].Length;
            cells.Add(pattern.Withheld[i]
                ? Cell.Withheld(cohort, members, ReasonOf(members, policy), NearestCohorts.Of(cohort, published.Contains))
                : PublishedCell.Of(cohort, members, pattern.Entries[i], column.Measure, policy));
        }
        return new Table(column.Measure, column.Stage, cells.ToImmutable());
    }

    // What is told must follow from public membership alone, or say nothing of the rule that fired.
    private static WithheldReason ReasonOf(int members, DisclosurePolicy policy) =>
        ThresholdRule.IsUnsafe(members, policy.Threshold) ? WithheldReason.TooFew : WithheldReason.Protected;
}
