using Benchmarking.Disclosure;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>The primary rules on worked examples of the field, with the verdicts that its texts give, and against brute force.</summary>
public sealed class HandbookExampleTests
{
    private static CellContribution[] Amounts(params decimal[] values) => [.. values.Select(value => new CellContribution(1, value))];

    [Fact]
    public void One_dominates_for_the_p_percent_rule_and_not_for_the_share_rule()
    {
        decimal[] cell = [50_000, 49_000, 1_000];
        // The largest is 50 % of the total: below 90 %. What is left beside the two largest is 1,000, below 10 % of 50,000.
        Assert.False(ShareRule.IsUnsafe(cell, 1, 90));
        Assert.True(PrecisionRule.IsUnsafe(Amounts(cell), coalition: 1, percent: 10));
    }

    [Fact]
    public void Two_dominate_for_the_share_rule_and_not_for_the_p_percent_rule()
    {
        decimal[] cell = [52_000, 50_000, 8_000];
        // 8,000 is above 5,200; the two largest are 102,000 of 110,000, 92.7 %, above 90.909 %.
        Assert.False(PrecisionRule.IsUnsafe(Amounts(cell), coalition: 1, percent: 10));
        Assert.True(ShareRule.IsUnsafe(cell, 2, 90.909m));
    }

    [Fact]
    public void Exactly_on_the_line_is_safe()
    {
        Assert.False(ShareRule.IsUnsafe([80m, 10, 10], 2, 90));
        Assert.True(ShareRule.IsUnsafe([80.01m, 10, 9.99m], 2, 90));
        // 10 % of 100 is 10, and 10 are left.
        Assert.False(PrecisionRule.IsUnsafe(Amounts(100, 50, 10), coalition: 1, percent: 10));
        Assert.True(PrecisionRule.IsUnsafe(Amounts(100, 50, 9.99m), coalition: 1, percent: 10));
    }

    [Fact]
    public void The_protection_level_is_what_the_rule_lacks()
    {
        // n = 29, total 11,968, largest 11,401, second 145: 422 are left among 27. 15 % of 11,401 is 1,710.15; it lacks 1,288.15.
        decimal[] others = [.. Enumerable.Repeat(15m, 26), 422 - 26 * 15m];
        decimal[] cell = [11_401, 145, .. others];
        Assert.Equal((29, 11_968m), (cell.Length, cell.Sum()));
        Assert.Equal(1_288.15m, PrecisionRule.UpperProtectionLevel(Amounts(cell), coalition: 1, percent: 15));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void The_threshold_is_the_first_safe_number(int n, bool isUnsafe) => Assert.Equal(isUnsafe, ThresholdRule.IsUnsafe(n, 10));

    [Fact]
    public void Percentages_all_near_a_bound_are_unsafe_and_in_the_middle_safe()
    {
        // Twelve of weight 100: a target needs 5 points × 100 = 500. At 99.5 % nine others leave 9 × 100 × 0.5 = 450 upwards; at 99 %, 900.
        CellContribution[] Cell(decimal percent) => [.. Enumerable.Repeat(new CellContribution(100, 100 * percent), 12)];
        Assert.True(PrecisionRule.IsUnsafeWithinBounds(Cell(99.5m), 2, 5));
        Assert.True(PrecisionRule.IsUnsafeWithinBounds(Cell(0.5m), 2, 5));
        Assert.False(PrecisionRule.IsUnsafeWithinBounds(Cell(99m), 2, 5));
        Assert.False(PrecisionRule.IsUnsafeWithinBounds(Cell(60m), 2, 5));
    }

    [Fact]
    public void The_precision_rule_is_the_worst_of_all_targets_and_coalitions() =>
        Gen.Int[0, 1_000].Array[1, 6].Sample(values =>
        {
            CellContribution[] cell = Amounts([.. values.Select(value => (decimal)value)]);
            return PrecisionRule.IsUnsafe(cell, 2, 10) == IsUnsafeByBruteForce(cell, 2, target => 0.1m * target.WeightedValue, other => other.WeightedValue);
        });

    [Fact]
    public void The_bounded_precision_rule_is_the_worst_of_all_targets_and_coalitions() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[0, 100]).Array[1, 6].Sample(pairs =>
        {
            CellContribution[] cell = [.. pairs.Select(pair => new CellContribution(pair.Item1, (decimal)pair.Item1 * pair.Item2))];
            decimal Needed(CellContribution target) => 5 * target.Weight;
            bool expected = IsUnsafeByBruteForce(cell, 2, Needed, other => other.WeightedValue)
                || IsUnsafeByBruteForce(cell, 2, Needed, other => 100 * other.Weight - other.WeightedValue);
            return PrecisionRule.IsUnsafeWithinBounds(cell, 2, 5) == expected;
        });

    // The definition itself: for some target and some coalition of at most m others, everyone else's slack is below what it needs.
    private static bool IsUnsafeByBruteForce(
        CellContribution[] cell, int coalition, Func<CellContribution, decimal> needed, Func<CellContribution, decimal> slack)
    {
        for (int target = 0; target < cell.Length; target++)
        {
            for (int members = 0; members < 1 << cell.Length; members++)
            {
                if ((members >> target & 1) == 1 || System.Numerics.BitOperations.PopCount((uint)members) > coalition)
                    continue;
                decimal rest = Enumerable.Range(0, cell.Length).Where(i => i != target && (members >> i & 1) == 0).Sum(i => slack(cell[i]));
                if (rest < needed(cell[target]))
                    return true;
            }
        }
        return false;
    }
}
