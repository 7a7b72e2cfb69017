using System.Collections.Immutable;
using Benchmarking.Cohorts;
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

    [Theory]
    [InlineData("g", 100, true)]
    [InlineData(null, 100, true)]
    [InlineData("g", 90, true)]
    [InlineData(null, 90, false)]
    public void Bodies_that_have_parted_may_be_insiders_against_what_the_other_returned_since(string? today, int before, bool isTold)
    {
        // A and B of 100 each were together at the first cut, at which A had returned as much or less. All two-way crosses tell A + B - C - D - E. Beside
        // C of 20 and two of 2, B knows that A is 96 at least, against the 90 that it needs; unless it knows A's figure anyway.
        IEnumerable<SmallMember> Members(decimal figure, string? group) =>
        [
            new(0, "s0", "r0", "z0", figure, 1, "g"), new(1, "s0", "r0", "z0", 100, 1, group),
            new(2, "s0", "r1", "z1", 20, 1), new(3, "s0", "r1", "z1", 2, 1), new(4, "s0", "r1", "z1", 2, 1),
            .. Enumerable.Range(0, 8).Where(atom => atom is not (0 or 3)).SelectMany(atom => Enumerable.Range(0, 20)
                .Select(number => new SmallMember(5 + 20 * atom + number, $"s{atom / 4}", $"r{atom / 2 % 2}", $"z{atom % 2}", 50, 1))),
        ];
        SmallTable first = new(MeasureKind.Amount, [.. Members(before, "g")], DisclosurePolicy.Default), second = first with { Members = [.. Members(100, today)] };
        Vintage nothing = new([.. first.Members.Select(member => member.Entry with { ControlGroup = member.Group })], []);
        Assert.Equal(isTold, second.Protect(nothing).Statuses.All(status => status == CellStatus.Published));
    }

    [Fact]
    public void A_body_that_first_returns_after_it_has_left_its_group_knows_the_others_figures_still()
    {
        // A, B, C and D of 100 each and six small ones: B, C and D are three to A, unless B knows A's figure from when they were together.
        SmallTable Table(params SmallMember[] members) => new(MeasureKind.Amount, [.. members, .. Enumerable.Range(2, 8).Select(number => new SmallMember(number, "", "", "", number < 4 ? 100 : 0.5m, 1))], DisclosurePolicy.Default);
        SmallMember a = new(0, "", "", "", 100, 1), b = new(1, "", "", "", 100, 1);
        SmallTable second = Table(a, b, new(10, "", "", "", 0.5m, 1));
        Vintage first = new([a.Entry with { ControlGroup = "g" }], []);
        Assert.Equal(CellStatus.Published, second.Protect(first).Statuses[0]);
        CutGroups together = new(1, [new(a.Entry.Organisation, "g"), new(b.Entry.Organisation, "g")]);
        Assert.Equal(CellStatus.Withheld, (second with { EarlierGroups = [together] }).Protect(first).Statuses[0]);
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
        // Near 100 cells of two dimensions are always coded.
        SmallTable table = new(MeasureKind.Percentage, [.. Enumerable.Range(0, 24).Select(number => new SmallMember(number, "a", $"r{number % 2}", "", 920 + number, 1_000))], wide);
        ImmutableArray<ShownCell> Coded(SuppressionPattern pattern) => [.. pattern.Vintage.Shown.Where(cell => cell.Status == CellStatus.Coded)];
        SuppressionPattern first = table.Protect();
        Vintage coded = first.Vintage;
        Assert.NotEmpty(Coded(first));
        SuppressionPattern same = table.Protect(coded), other = (table with { Policy = narrow }).Protect(coded);
        Assert.Empty(same.Vintage.Shown);
        Assert.NotEmpty(Coded(other));
        Assert.All(Coded(other), cell => Assert.Equal(10, cell.BandPoints));
    }

    [Fact]
    public void An_unchanged_band_becomes_a_value_as_soon_as_it_may()
    {
        // Twelve whom an edition told as a band, since what was then beside them would have told too much.
        SmallTable table = Amounts([.. Enumerable.Range(0, 12).Select(index => 100m + index)]);
        SuppressionPattern first = table.Protect();
        Vintage coded = first.Vintage with { Shown = [.. first.Vintage.Shown.Select(cell => cell with { Status = CellStatus.Coded })] };
        SuppressionPattern second = table.Protect(coded);
        Assert.Equal(CellStatus.Published, second.Statuses[0]);
        Assert.Equal(CellStatus.Published, Assert.Single(second.Vintage.Shown).Status);
        // And stays one.
        Assert.Empty(table.Protect(coded, second.Vintage).Vintage.Shown);
    }

    private static SmallTable Amounts(params decimal[] figures) =>
        new(MeasureKind.Amount, [.. figures.Select((figure, number) => new SmallMember(number, "", "", "", figure, 1))], DisclosurePolicy.Default);
}
