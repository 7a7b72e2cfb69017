using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Disclosure.Attacker;
using Benchmarking.Editions;
using Benchmarking.Measures;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What holds of patterns and intervals whatever the table.</summary>
public sealed class SuppressionLaws
{
    [Fact]
    public void The_order_of_organisations_changes_no_pattern() =>
        Gen.Select(SmallTables.Of(12, 40, coalition: 2, hasGroups: true), Gen.Int[0, 999].Array[40]).Sample((table, keys) =>
        {
            SmallTable shuffled = table with { Members = [.. table.Members.OrderBy(member => keys[member.Number]).ThenByDescending(member => member.Number)] };
            Assert.Equal(table.Protect().Statuses, shuffled.Protect().Statuses);
        }, iter: 200, print: drawn => drawn.Item1.ToString());

    [Fact]
    public void Telling_more_never_widens_an_interval() =>
        Gen.Select(SmallTables.Of(8, 16, coalition: 1), Gen.Int[0, 9].Array[60], Gen.Int[0, 9999]).Sample((table, dice, pick) =>
        {
            TableProblem problem = table.Problem();
            AttackerSystem system = problem.System;
            if (system.Sums.Length == 0 || problem.Goals.IsEmpty)
                return;
            ProtectionGoal goal = problem.Goals[pick % problem.Goals.Length];
            for (int sum = 0; sum < system.Sums.Length; sum++)
                system.SetActive(sum, dice[sum % dice.Length] < 3);
            using AttackerProgramme programme = new(system, problem.Goals);
            double before = programme.Reach(goal, 10);
            system.SetActive(pick % system.Sums.Length, true);
            double after = programme.Reach(goal, 10);
            Assert.True(after <= before + 1e-5 * (1 + before), FormattableString.Invariant($"{before:R} {after:R}"));
            // And it is the interval: the plain attacker finds the same, as far as it tells them apart.
            Assert.Equal(new PlainAttacker(system).Reach(goal, []), Math.Min(2, after), 1e-4);
        }, iter: 2_000, print: drawn => FormattableString.Invariant($"{drawn.Item1} {string.Join(',', drawn.Item2)} {drawn.Item3}"));

    [Fact]
    public void Two_safe_cells_without_a_common_member_are_safe_together() =>
        Gen.Int[1, 4].Select(kind => (MeasureKind)kind).SelectMany(kind => SmallTables.Member(kind, 2, 2, 0, hasGroups: true).Array[12, 30]
            .Select(members => (Kind: kind, Members: members))).Sample(cell =>
        {
            DisclosurePolicy policy = new() { Threshold = 5 };
            ImmutableArray<ColumnEntry> entries = [.. cell.Members.Select((member, number) => (member with { Number = number }).Entry with { ControlGroup = member.Group })];
            bool IsUnsafe(Func<int, bool> chosen) => PrimaryRules.IsUnsafe(Figures.Of(entries.Where((_, index) => chosen(index)), cell.Kind, policy), cell.Kind, policy);
            Assert.False(!IsUnsafe(index => index % 2 == 0) && !IsUnsafe(index => index % 2 == 1) && IsUnsafe(_ => true));
        }, iter: 20_000);

    [Fact]
    public void A_category_that_comes_back_changed_is_withheld_until_it_may_change()
    {
        // Shown, then without any member, then back with one other figure: there is nothing to carry.
        ImmutableArray<SmallMember> stay = [.. Enumerable.Range(0, 12).Select(number => new SmallMember(number, "a", "", "", 100 + number, 1))];
        ImmutableArray<SmallMember> go = [.. Enumerable.Range(12, 12).Select(number => new SmallMember(number, "b", "", "", 100 + number, 1))];
        SmallTable first = new(MeasureKind.Amount, [.. stay, .. go], DisclosurePolicy.Default);
        SmallTable second = first with { Members = stay };
        SmallTable third = first with { Members = [.. stay, .. go.Select(member => member.Number == 12 ? member with { Numerator = 300 } : member)] };
        Protection one = Protect(first, new([], null));
        Protection two = Protect(second, new([one.Vintage], one.Table));
        Protection three = Protect(third, new([one.Vintage, two.Vintage], two.Table));
        Cohort category = Cohort.Of(Dimension.Sector, "b");
        Assert.True(one.Table.Find(category)!.IsPublished);
        Assert.Null(two.Table.Find(category));
        Assert.False(three.Table.Find(category)!.IsPublished);
    }

    private static Protection Protect(SmallTable table, TableHistory history) =>
        Valve.Protect(table.Column, table.Lattice, table.Policy, history);
}
