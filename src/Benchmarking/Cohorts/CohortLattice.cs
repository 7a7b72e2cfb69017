using System.Collections.Immutable;
using Benchmarking.Organisations;

namespace Benchmarking.Cohorts;

/// <summary>
/// The cohorts an edition speaks of: every cross of at most a few dimensions that has members, with totals, and those that were declared
/// besides. It rests on public attributes alone. Crosses of all dimensions are atoms that are never shown; that freedom is what lets the others be shown.
/// </summary>
public sealed class CohortLattice
{
    internal CohortLattice(ImmutableArray<OrganisationId> members, ImmutableArray<string?> controlGroups, ImmutableArray<Cohort> cohorts,
        ImmutableArray<ImmutableArray<int>> membersOf)
    {
        Members = members;
        ControlGroups = controlGroups;
        Cohorts = cohorts;
        MembersOf = membersOf;
        CrossCount = cohorts.Length;
    }

    /// <summary>The organisations, by identifier.</summary>
    public ImmutableArray<OrganisationId> Members { get; }

    /// <summary>For each member, the control group that it counts with; null when it stands alone.</summary>
    public ImmutableArray<string?> ControlGroups { get; }

    /// <summary>The control groups of earlier cuts of the period, each where they changed, oldest first: whoever was together once remembers.</summary>
    internal ImmutableArray<CutGroups> EarlierGroups { get; init; } = [];

    /// <summary>
    /// The cohorts: all, then each cross of dimensions in the order of <see cref="Dimension.All"/>, categories by name, then those that were declared, by their texts.
    /// </summary>
    public ImmutableArray<Cohort> Cohorts { get; }

    /// <summary>How many of the cohorts are crosses; the others were declared.</summary>
    public int CrossCount { get; init; }

    /// <summary>For each cohort, the positions of its members in <see cref="Members"/>, ascending.</summary>
    public ImmutableArray<ImmutableArray<int>> MembersOf { get; }

    /// <summary>How many bodies a cohort's members are, control groups counted once; public, as membership is.</summary>
    /// <param name="cohort">Its place in <see cref="Cohorts"/>.</param>
    public int BodiesOf(int cohort) => MembersOf[cohort].Select(member => ControlGroups[member] ?? Members[member].Value).Distinct().Count();

    /// <summary>
    /// The lattice of organisations; each must come once. Unverified ones are in no cohort: anyone could invent them to fill one up.
    /// </summary>
    /// <param name="organisations">The organisations.</param>
    /// <param name="mostDimensions">Most dimensions crossed in a cohort.</param>
    /// <param name="countsBodies">Whether control groups count once and unverified organisations not at all, as they must.</param>
    /// <param name="declared">Further cohorts; those that are crosses already, or that have no member, are left out.</param>
    internal static CohortLattice Of(IEnumerable<Organisation> organisations, int mostDimensions, bool countsBodies = true, params IEnumerable<Cohort> declared)
    {
        ImmutableArray<Organisation> members = [.. organisations.Where(organisation => organisation.IsVerified || !countsBodies).OrderBy(organisation => organisation.Id.Value, StringComparer.Ordinal)];
        List<(Cohort Cohort, ImmutableArray<int> Members)> cells = [];
        foreach (ImmutableArray<Dimension> dimensions in Crosses(mostDimensions))
        {
            cells.AddRange(Enumerable.Range(0, members.Length)
                .Where(index => dimensions.All(dimension => dimension.CategoryOf(members[index]) is not null))
                .GroupBy(index => new Cohort(dimensions.Select(dimension => new CohortTerm(dimension.Id, dimension.CategoryOf(members[index])!))))
                .OrderBy(group => group.Key.Text, StringComparer.Ordinal)
                .Select(group => (group.Key, group.ToImmutableArray())));
        }
        int crosses = cells.Count;
        cells.AddRange(declared.Except(cells.Select(cell => cell.Cohort)).OrderBy(cohort => cohort.Text, StringComparer.Ordinal)
            .Select(cohort => (Cohort: cohort, Members: Enumerable.Range(0, members.Length).Where(index => cohort.Has(members[index])).ToImmutableArray()))
            .Where(cell => !cell.Members.IsEmpty).ToArray());
        return new([.. members.Select(member => member.Id)], [.. members.Select(member => countsBodies ? member.ControlGroup : null)],
            [.. cells.Select(cell => cell.Cohort)], [.. cells.Select(cell => cell.Members)])
        { CrossCount = crosses };
    }

    /// <summary>The same lattice after earlier cuts of the period.</summary>
    /// <param name="groups">The control groups of each.</param>
    internal CohortLattice After(params IEnumerable<CutGroups> groups) =>
        new(Members, ControlGroups, Cohorts, MembersOf) { CrossCount = CrossCount, EarlierGroups = CutGroups.Changes(groups) };

    private static IEnumerable<ImmutableArray<Dimension>> Crosses(int mostDimensions) =>
        from mask in Enumerable.Range(0, 1 << Dimension.All.Length)
        let count = System.Numerics.BitOperations.PopCount((uint)mask)
        where count <= mostDimensions
        orderby count, mask
        select Dimension.All.Where((_, index) => (mask >> index & 1) == 1).ToImmutableArray();
}
