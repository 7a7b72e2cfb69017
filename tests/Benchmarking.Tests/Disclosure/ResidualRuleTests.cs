using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What is left of a published parent is a cell like any other.</summary>
public sealed class ResidualRuleTests
{
    // So many in each sector, all with the same amount; a sector without a name is none.
    private static SmallTable Sectors(int threshold, params ReadOnlySpan<(string Sector, int Count)> sectors)
    {
        List<SmallMember> members = [];
        foreach ((string sector, int count) in sectors)
            members.AddRange(Enumerable.Range(members.Count, count).Select(number => new SmallMember(number, sector, "", "", 100, 1)));
        return new(MeasureKind.Amount, [.. members], new() { Threshold = threshold });
    }

    private static string? FindCheapest(SmallTable table, params ImmutableArray<string> withheld)
    {
        TableProblem problem = table.Problem();
        foreach (CellChoice cell in problem.Cells.Where(cell => withheld.Contains(table.Lattice.Cohorts[cell.Cohort].Text)))
            cell.Taken = cell.Statuses.Length - 1;
        return new ResidualRule(problem, table.Lattice, table.Policy).FindCheapest() is { } cheapest ? table.Lattice.Cohorts[cheapest.Cohort].Text : null;
    }

    [Fact]
    public void Fifteen_must_go_when_five_and_three_are_still_below_eleven()
    {
        SmallTable table = Sectors(11, ("a", 15), ("b", 5), ("c", 3));
        Assert.Equal("sector=a", FindCheapest(table));
        Assert.Null(FindCheapest(table, "sector=a"));
        Assert.Null(FindCheapest(table, "all"));
        SuppressionPattern pattern = table.Protect();
        Assert.Equal(CellStatus.Published, pattern.Statuses[0]);
        Assert.All(pattern.Statuses[1..], status => Assert.NotEqual(CellStatus.Published, status));
        Assert.Equal(1, pattern.Audit.YieldedToResidual);
    }

    [Fact]
    public void Two_withheld_that_pass_together_are_safe() => Assert.Null(FindCheapest(Sectors(8, ("a", 15), ("b", 5), ("c", 3))));

    [Theory]
    [InlineData(3, "sector=a")]
    [InlineData(10, null)]
    public void Members_without_a_category_are_part_of_what_is_left(int without, string? expected) =>
        Assert.Equal(expected, FindCheapest(Sectors(10, ("a", 12), ("", without))));

    [Fact]
    public void Nothing_is_left_where_all_children_are_published() => Assert.Null(FindCheapest(Sectors(10, ("a", 12), ("b", 10))));

    [Fact]
    public void The_cheapest_of_the_published_goes() => Assert.Equal("sector=b", FindCheapest(Sectors(10, ("a", 15), ("b", 11), ("c", 3))));

    // All less a and b leaves fifteen; a and c less a leaves three.
    [Fact]
    public void A_declared_cohort_less_a_cross_within_it_is_told_too()
    {
        SmallTable table = Sectors(10, ("a", 15), ("b", 12), ("c", 3), ("", 12)) with { Declared = ["sector=a|c"] };
        Assert.Equal("sector=a", FindCheapest(table));
        Assert.Null(FindCheapest(table, "sector=a|c"));
    }

    [Fact]
    public void A_parent_less_a_declared_cohort_and_the_crosses_beside_it_is_told_too()
    {
        // All less these and b: nine of d.
        SmallTable table = Sectors(10, ("a", 15), ("b", 12), ("c", 3), ("d", 9)) with { Declared = ["sector=a|c"] };
        Assert.Equal("sector=b", FindCheapest(table, "sector=a"));
        Assert.Null(FindCheapest(table, "sector=a", "sector=b"));
    }

    [Fact]
    public void Two_declared_cohorts_without_a_member_in_common_are_taken_away_together()
    {
        SmallTable table = Sectors(10, ("a", 7), ("b", 6), ("c", 8), ("d", 5), ("e", 4)) with { Declared = ["sector=a|b", "sector=c|d"] };
        Assert.Equal("sector=a|b", FindCheapest(table));
        Assert.Null(FindCheapest(table, "sector=a|b"));
    }

    [Fact]
    public void Switched_off_it_finds_nothing()
    {
        SmallTable table = Sectors(11, ("a", 15), ("b", 5), ("c", 3));
        Assert.Null(FindCheapest(table with { Policy = table.Policy with { Defences = Defences.All & ~Defences.Residual } }));
    }
}
