using Benchmarking.Disclosure;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>A figure that earlier editions already tell too closely, by a merger or a stricter policy since, is not told more closely, and keeps nothing else back.</summary>
public sealed class SpoiltGoalTests
{
    // Four of 100 and six of 0.5 in a, of whom the first two may be one group; twelve others in b, whose first five may change.
    private static SmallTable Table(string? group, decimal change = 0) => new(MeasureKind.Amount,
        [.. Enumerable.Range(0, 10).Select(number => new SmallMember(number, "a", "", "", number < 4 ? 100 : 0.5m, 1, number < 2 ? group : null)),
            .. Enumerable.Range(10, 30).Select(number => new SmallMember(number, "b", "", "", 100 + number + (number < 15 ? change : 0), 1))], DisclosurePolicy.Default with { SharePercent = 50 });

    private static CellStatus[] StatusesOf(SmallTable table, SuppressionPattern pattern, params string[] cohorts) =>
        [.. cohorts.Select(cohort => pattern.Statuses[table.Lattice.Cohorts.Select(each => each.Text).ToList().IndexOf(cohort)])];

    [Fact]
    public void A_merger_after_a_cut_leaves_the_rest_of_the_table_as_it_is()
    {
        SuppressionPattern first = Table(null).Protect();
        Assert.Equal([CellStatus.Published, CellStatus.Published, CellStatus.Published], StatusesOf(Table(null), first, "all", "sector=a", "sector=b"));
        Assert.True(first.Audit.IsSafe);
        // The two of the group and a third now know the fourth's 100 within 3: it cannot be brought back.
        SmallTable second = Table("g", change: 30);
        SuppressionPattern pattern = second.Protect(first.Vintage);
        Assert.False(pattern.Audit.IsSafe);
        Assert.Equal(CellStatus.Published, StatusesOf(second, pattern, "sector=b")[0]);
    }

    [Fact]
    public void A_stricter_policy_after_a_cut_leaves_the_rest_of_the_table_as_it_is()
    {
        SuppressionPattern first = Table(null).Protect();
        SmallTable second = Table(null, change: 30) with { Policy = DisclosurePolicy.Default with { SharePercent = 50, CoalitionSize = 3, ProportionTail = 4 } };
        SuppressionPattern pattern = second.Protect(first.Vintage);
        Assert.False(pattern.Audit.IsSafe);
        Assert.Equal(CellStatus.Published, StatusesOf(second, pattern, "sector=b")[0]);
    }

    [Fact]
    public void What_is_left_of_a_spoilt_goal_may_not_become_less()
    {
        // Two of 100 of one owner, one of another, the target's, and six of 0.5; beside them two others, of whom nothing is told yet.
        double[] figures = [100, 100, 100, 100, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 80, 80];
        int[] owners = [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        AttackerSystem system = new([.. figures.Zip(owners, (figure, owner) => new Unknown(owner, 1, figure, double.PositiveInfinity))],
            [new([.. Enumerable.Range(0, 10)], true, 0, 0), new([3, 4, 5, 6], true, 0, 0), new([10, 11], true, 0, 0)]);
        system.SetActive(0, true);
        using SafetyCheck check = new(system, [new([new(3, 1)], true, 10, 2, 2), new([new(3, 1)], false, 10, 2, 2)]);
        Assert.NotNull(check.FindBreach());
        // The target can be higher by 3 at most, for those who know the three others of 100; lower by anything.
        check.Prepare();
        Assert.Equal(1, check.Spoilt);
        Assert.Null(check.FindBreach());
        system.SetActive(2, true);
        Assert.Null(check.FindBreach());
        // Beside three of the small ones alone it would be 1.5.
        system.SetActive(1, true);
        Breach further = Assert.IsType<Breach>(check.FindBreach());
        Assert.Equal([0, 1], further.Coalition.Order());
        Assert.NotNull(check.FindBreach(further));
        system.SetActive(1, false);
        Assert.Null(check.FindBreach(further));
    }
}
