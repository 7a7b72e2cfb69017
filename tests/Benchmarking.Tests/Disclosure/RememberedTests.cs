using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What a later edition must not forget of the ones before.</summary>
public sealed class RememberedTests
{
    [Fact]
    public void A_cell_that_failed_for_its_own_sake_while_an_earlier_figure_stayed_is_not_tipped_by_an_insider()
    {
        // The target's 100 is too large a share of what the others come down to; then one insider raises its own until it is a quarter exactly.
        SmallTable first = Amounts(100, 40, 40, 30, 30, 30, 30, 30, 30, 30, 30, 30);
        SmallTable second = Amounts(100, 35, 35, 14, 14, 14, 14, 14, 30, 30, 30, 30);
        SmallTable third = Amounts(100, 75, 35, 14, 14, 14, 14, 14, 30, 30, 30, 30);
        SuppressionPattern one = first.Protect(), two = second.Protect(one.Vintage), three = third.Protect(one.Vintage, two.Vintage);
        Assert.Equal([CellStatus.Published, CellStatus.Carried, CellStatus.Carried], new[] { one, two, three }.Select(pattern => pattern.Statuses[0]));
        // Without what the second edition knew it would be told.
        Assert.Equal(CellStatus.Published, third.Protect(one.Vintage).Statuses[0]);
    }

    [Theory]
    [InlineData("g", null)]
    [InlineData("g", "other")]
    public void Bodies_that_were_under_common_control_at_an_earlier_cut_count_once_still(string before, string? after)
    {
        SmallTable Table(string? group) => new(MeasureKind.Amount, [.. Enumerable.Range(0, 10).Select(number => new SmallMember(number, "", "", "", 98 + number, 1, number == 0 ? group : number == 1 ? "g" : null))], DisclosurePolicy.Default);
        SuppressionPattern first = Table(before).Protect();
        Assert.Equal(CellStatus.Withheld, first.Statuses[0]);
        Assert.Equal(CellStatus.Withheld, Table(after).Protect(first.Vintage).Statuses[0]);
        Assert.Equal(CellStatus.Published, Table(after).Protect().Statuses[0]);
    }

    [Fact]
    public void An_amount_that_is_returned_in_two_lines_instead_of_one_has_not_changed()
    {
        SmallTable first = Amounts([.. Enumerable.Range(0, 12).Select(index => 100m + index)]);
        SmallTable second = first with { Members = [.. first.Members.Select(member => member.Number < 3 ? member with { Denominator = 2 } : member)] };
        SuppressionPattern one = first.Protect(), two = second.Protect(one.Vintage);
        Assert.Equal(CellStatus.Published, two.Statuses[0]);
        Assert.Empty(two.Vintage.Shown);
    }

    [Fact]
    public void An_unchanged_band_is_told_anew_under_another_policy_and_the_attacker_is_taken_to_have_both()
    {
        DisclosurePolicy wide = DisclosurePolicy.Default with { CodingBandPoints = 20 }, narrow = DisclosurePolicy.Default with { CodingBandPoints = 10 };
        SmallTable table = new(MeasureKind.Percentage, [.. Enumerable.Range(0, 12).Select(number => new SmallMember(number, "a", $"r{number % 2}", "", 890 + number, 1_000))], wide);
        ImmutableArray<ShownCell> Coded(SuppressionPattern pattern) => [.. pattern.Vintage.Shown.Where(cell => cell.Status == CellStatus.Coded)];
        SuppressionPattern first = table.Protect();
        Vintage coded = first.Vintage with { Shown = [.. first.Vintage.Shown.Select(cell => cell with { Status = CellStatus.Coded })] };
        Assert.NotEmpty(coded.Shown);
        SuppressionPattern same = table.Protect(coded), other = (table with { Policy = narrow }).Protect(coded);
        Assert.Empty(same.Vintage.Shown);
        Assert.NotEmpty(other.Vintage.Shown);
        Assert.All(Coded(other), cell => Assert.Equal(10, cell.BandPoints));
    }

    private static SmallTable Amounts(params decimal[] figures) =>
        new(MeasureKind.Amount, [.. figures.Select((figure, number) => new SmallMember(number, "", "", "", figure, 1))], DisclosurePolicy.Default);
}
