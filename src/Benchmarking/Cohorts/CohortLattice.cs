using System.Collections.Immutable;
using Benchmarking.Organisations;

namespace Benchmarking.Cohorts;

/// <summary>
/// The cohorts an edition speaks of: every cross of at most a few dimensions that has members, with totals. It rests on public
/// attributes alone. Crosses of all dimensions are atoms that are never shown; that freedom is what lets the others be shown.
/// </summary>
public sealed class CohortLattice
{
    /// <summary>Most dimensions crossed in a published cohort.</summary>
    public const int MostDimensions = 2;

    internal CohortLattice(ImmutableArray<OrganisationId> members, ImmutableArray<Cohort> cohorts, ImmutableArray<ImmutableArray<int>> membersOf)
    {
        Members = members;
        Cohorts = cohorts;
        MembersOf = membersOf;
    }

    /// <summary>The organisations, by identifier.</summary>
    public ImmutableArray<OrganisationId> Members { get; }

    /// <summary>The cohorts: all, then each cross of dimensions in the order of <see cref="Dimension.All"/>, categories by name.</summary>
    public ImmutableArray<Cohort> Cohorts { get; }

    /// <summary>For each cohort, the positions of its members in <see cref="Members"/>, ascending.</summary>
    public ImmutableArray<ImmutableArray<int>> MembersOf { get; }

    /// <summary>The lattice of organisations; each must come once.</summary>
    public static CohortLattice Of(IEnumerable<Organisation> organisations)
    {
        ImmutableArray<Organisation> members = [.. organisations.OrderBy(organisation => organisation.Id.Value, StringComparer.Ordinal)];
        List<(Cohort Cohort, ImmutableArray<int> Members)> cells = [];
        foreach (ImmutableArray<Dimension> dimensions in Crosses())
        {
            cells.AddRange(Enumerable.Range(0, members.Length)
                .Where(index => dimensions.All(dimension => dimension.CategoryOf(members[index]) is not null))
                .GroupBy(index => new Cohort(dimensions.Select(dimension => new CohortTerm(dimension.Id, dimension.CategoryOf(members[index])!))))
                .OrderBy(group => group.Key.Text, StringComparer.Ordinal)
                .Select(group => (group.Key, group.ToImmutableArray())));
        }
        return new([.. members.Select(member => member.Id)], [.. cells.Select(cell => cell.Cohort)], [.. cells.Select(cell => cell.Members)]);
    }

    private static IEnumerable<ImmutableArray<Dimension>> Crosses() =>
        from mask in Enumerable.Range(0, 1 << Dimension.All.Length)
        let count = System.Numerics.BitOperations.PopCount((uint)mask)
        where count <= MostDimensions
        orderby count, mask
        select Dimension.All.Where((_, index) => (mask >> index & 1) == 1).ToImmutableArray();
}
