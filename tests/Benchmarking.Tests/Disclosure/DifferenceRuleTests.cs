using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>A cell may change only if enough changed in it, and if their changes pass the precision rule; at the default policy.</summary>
public sealed class DifferenceRuleTests
{
    private static ColumnEntry Entry(int number, decimal numerator, decimal denominator = 1, string? group = null) =>
        new(new($"m{number}"), numerator, denominator, group);

    private static readonly ColumnEntry[] Twenty = [.. Enumerable.Range(0, 20).Select(number => Entry(number, 100))];

    private static bool IsUnsafe(IReadOnlyCollection<ColumnEntry> before, IReadOnlyCollection<ColumnEntry> after, MeasureKind kind = MeasureKind.Amount) =>
        DifferenceRule.IsUnsafe(before, after, kind, DisclosurePolicy.Default);

    private static ColumnEntry[] Joined(params decimal[] amounts) => [.. Twenty, .. amounts.Select((amount, index) => Entry(100 + index, amount))];

    [Fact]
    public void Nothing_changed_is_safe_in_any_order() => Assert.False(IsUnsafe(Twenty, [.. Twenty.Reverse()]));

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Five_must_change(int changed, bool isUnsafe)
    {
        ColumnEntry[] corrected = [.. Twenty.Select((entry, number) => number < changed ? entry with { Numerator = 90 } : entry)];
        Assert.Equal(isUnsafe, IsUnsafe(Twenty, corrected));
        Assert.Equal(isUnsafe, IsUnsafe(corrected, Twenty));
        Assert.Equal(isUnsafe, IsUnsafe(Twenty, Joined([.. Enumerable.Repeat(100m, changed)])));
        Assert.Equal(isUnsafe, IsUnsafe(Twenty, [.. Twenty.Skip(changed)]));
    }

    [Fact]
    public void Those_who_joined_pass_the_precision_rule_like_a_cell()
    {
        // 10 % of 100 is 10: beside the two largest others 5 + 5 are left, exactly enough.
        Assert.False(IsUnsafe(Twenty, Joined(100, 50, 50, 5, 5)));
        Assert.True(IsUnsafe(Twenty, Joined(100, 50, 50, 5, 4.99m)));
        // And so do those who left.
        Assert.False(IsUnsafe(Joined(100, 50, 50, 5, 5), Twenty));
        Assert.True(IsUnsafe(Joined(100, 50, 50, 5, 4.99m), Twenty));
    }

    [Fact]
    public void A_correction_leaves_the_figure_before_and_the_figure_after_unknown()
    {
        // One changed by much and four by next to nothing: both versions of each may be any amount.
        ColumnEntry[] corrected = [.. Twenty.Select((entry, number) => number == 0 ? entry with { Numerator = 5_000 } : number < 5 ? entry with { Numerator = 100.01m } : entry)];
        Assert.False(IsUnsafe(Twenty, corrected));
    }

    [Fact]
    public void Percentages_at_a_bound_do_not_hide_one_in_the_middle()
    {
        ColumnEntry[] before = [.. Enumerable.Range(0, 20).Select(number => Entry(number, 60, 100))];
        ColumnEntry[] With(params decimal[] percents) => [.. before, .. percents.Select((percent, index) => Entry(100 + index, percent, 100))];
        // Four at 100 % cannot be higher, so the one at 50 % could not be lower.
        Assert.True(IsUnsafe(before, With(50, 100, 100, 100, 100), MeasureKind.Percentage));
        Assert.False(IsUnsafe(before, With(50, 60, 70, 60, 70), MeasureKind.Percentage));
    }

    [Fact]
    public void A_heavy_figure_is_not_hidden_by_light_ones()
    {
        // 5 points of a weight of 10,000 are 50,000; the two lightest others have 2 × 50 × 10 to give.
        ColumnEntry[] before = [.. Enumerable.Range(0, 20).Select(number => Entry(number, 60, 100))];
        ColumnEntry[] after = [.. before, Entry(100, 5_000, 10_000), .. Enumerable.Range(101, 4).Select(number => Entry(number, 5, 10))];
        Assert.True(IsUnsafe(before, after, MeasureKind.Percentage));
    }

    [Fact]
    public void Bodies_of_one_group_change_as_one()
    {
        ColumnEntry[] five = [.. Enumerable.Range(100, 5).Select(number => Entry(number, 100, 1, number < 102 ? "g" : null))];
        Assert.True(IsUnsafe(Twenty, [.. Twenty, .. five]));
        Assert.False(IsUnsafe(Twenty, [.. Twenty, .. five, Entry(105, 100)]));
    }
}
