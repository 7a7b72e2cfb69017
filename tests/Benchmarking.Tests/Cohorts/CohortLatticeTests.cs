using Benchmarking.Cohorts;
using Benchmarking.Organisations;
using Benchmarking.Tests.Disclosure;

namespace Benchmarking.Tests.Cohorts;

/// <summary>The cohorts of an edition: crosses of a few dimensions, from public attributes alone.</summary>
public sealed class CohortLatticeTests
{
    private static readonly Organisation[] Five =
    [
        Member(1, "council", "north", "small"), Member(2, "council", "south", "small"), Member(3, "trust", "north", "large"),
        Member(4, "trust", "", "none"), Member(5, "council", "n-a", "small"),
    ];

    private static Organisation Member(int number, string sector, string region, string size) =>
        new SmallMember(number, sector, region, size, 0, 1).Organisation;

    private static string[] Describe(CohortLattice lattice) => [.. lattice.Cohorts.Zip(lattice.MembersOf, (cohort, members) =>
        $"{cohort.Text}: {string.Join(' ', members.Select(index => lattice.Members[index].Value[^1]))}")];

    [Fact]
    public void One_dimension_gives_the_total_and_each_category()
    {
        string[] expected =
        [
            "all: 1 2 3 4 5", "sector=council: 1 2 5", "sector=trust: 3 4", "region=north: 1 3", "region=south: 2",
            "size_band_homes=large: 3", "size_band_homes=small: 1 2 5",
        ];
        Assert.Equal(expected, Describe(CohortLattice.Of(Five, 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_cohort_crosses_more_dimensions_than_allowed(int most)
    {
        CohortLattice lattice = CohortLattice.Of(Five, most);
        Assert.Equal(most, lattice.Cohorts.Max(cohort => cohort.Terms.Length));
        Assert.Equal(lattice.Cohorts.Length, lattice.Cohorts.Distinct().Count());
        // Each is exactly the members that have all its categories.
        Assert.All(lattice.Cohorts.Zip(lattice.MembersOf), cell => Assert.Equal(
            Five.Where(member => cell.First.Terms.All(term => Dimension.All.Single(dimension => dimension.Id == term.Dimension).CategoryOf(member) == term.Category)).Select(member => member.Id),
            cell.Second.Select(index => lattice.Members[index])));
    }

    [Fact]
    public void Fewer_dimensions_give_the_first_cohorts_of_more()
    {
        string[] three = Describe(CohortLattice.Of(Five, 3));
        Assert.Equal(three[..7], Describe(CohortLattice.Of(Five, 1)));
        Assert.Equal("sector=council,region=north,size_band_homes=small: 1", three[^3]);
        Assert.Equal(three[..^3], Describe(CohortLattice.Of(Five, 2)));
    }

    [Fact]
    public void Who_has_no_category_counts_in_totals_only()
    {
        CohortLattice lattice = CohortLattice.Of(Five, 3);
        Assert.Equal(["all: 1 2 3 4 5", "sector=trust: 3 4"], Describe(lattice).Where(cohort => cohort.Contains('4', StringComparison.Ordinal)));
    }

    [Fact]
    public void The_order_of_organisations_does_not_matter() =>
        Assert.Equal(Describe(CohortLattice.Of(Five, 2)), Describe(CohortLattice.Of(Five.Reverse(), 2)));

    [Fact]
    public void Declared_cohorts_follow_the_crosses_by_name_but_for_those_that_are_there_or_have_no_member()
    {
        CohortLattice crosses = CohortLattice.Of(Five, 1);
        CohortLattice lattice = CohortLattice.Of(Five, 1, countsBodies: true,
            Cohort.Parse("sector=trust,region=north").Value, Cohort.Parse("region=south|north").Value, Cohort.All, Cohort.Of(Dimension.Region, "nowhere"));
        Assert.Equal([.. Describe(crosses), "region=north|south: 1 2 3", "sector=trust,region=north: 3"], Describe(lattice));
        Assert.Equal((crosses.Cohorts.Length, crosses.Cohorts.Length), (crosses.CrossCount, lattice.CrossCount));
    }

    [Fact]
    public void Nobody_gives_no_cohort() => Assert.Empty(CohortLattice.Of([], 2).Cohorts);
}
