using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Organisations;

namespace Benchmarking.Disclosure;

/// <summary>
/// Which cells of a table are withheld: one pattern, shared by all statistics of a cell. This is the place of whole-edition protection:
/// today a cell is withheld for the primary rules alone.
/// </summary>
/// <param name="Entries">For each cohort of the lattice, the contributions in it.</param>
/// <param name="Withheld">For each cohort of the lattice, whether it is withheld.</param>
internal sealed record SuppressionPattern(ImmutableArray<ImmutableArray<ColumnEntry>> Entries, ImmutableArray<bool> Withheld)
{
    /// <summary>The pattern of a column over a lattice.</summary>
    public static SuppressionPattern Of(ContributionColumn column, CohortLattice lattice, DisclosurePolicy policy)
    {
        Dictionary<OrganisationId, ColumnEntry> byOrganisation = column.Entries.ToDictionary(entry => entry.Organisation);
        ColumnEntry?[] byMember = [.. lattice.Members.Select(member => byOrganisation.TryGetValue(member, out ColumnEntry entry) ? entry : (ColumnEntry?)null)];
        ImmutableArray<ImmutableArray<ColumnEntry>> entries =
            [.. lattice.MembersOf.Select(members => members.Select(member => byMember[member]).OfType<ColumnEntry>().ToImmutableArray())];
        return new(entries, [.. entries.Select(cell => PrimaryRules.IsUnsafe(cell.AsSpan(), column.Measure.Kind, policy))]);
    }
}
