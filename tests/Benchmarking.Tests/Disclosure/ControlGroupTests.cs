using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Tests.Disclosure;

/// <summary>Bodies under common control count once, and those that nobody has checked not at all.</summary>
public sealed class ControlGroupTests
{
    private static ColumnEntry[] Cell(int count, int inGroup, decimal numerator = 100) =>
        [.. Enumerable.Range(0, count).Select(number => new ColumnEntry(new($"m{number}"), numerator, 1, number < inGroup ? "g" : null))];

    private static PrimaryFinding Assess(ColumnEntry[] cell) =>
        PrimaryRules.Assess(Figures.Of(cell, MeasureKind.Amount, DisclosurePolicy.Default), MeasureKind.Amount, DisclosurePolicy.Default);

    [Fact]
    public void A_group_counts_once_for_the_threshold()
    {
        Assert.Equal(PrimaryFinding.None, Assess(Cell(10, 0)));
        Assert.Equal(PrimaryFinding.Threshold, Assess(Cell(10, 2)));
        Assert.Equal(PrimaryFinding.None, Assess(Cell(11, 2)));
    }

    [Fact]
    public void A_group_has_one_share()
    {
        // Four of sixteen are exactly 25 %; five are more.
        Assert.Equal(PrimaryFinding.None, Assess(Cell(16, 4)));
        Assert.Equal(PrimaryFinding.Share, Assess(Cell(16, 5)));
    }

    [Fact]
    public void A_group_is_one_insider()
    {
        // The target's 1,000 need 100. Two insiders who stand alone leave 9 × 30; two groups of four leave 3 × 30.
        ColumnEntry[] Figures(string? first, string? second) => [new(new("t"), 1_000, 1),
            .. Enumerable.Range(0, 11).Select(number => new ColumnEntry(new($"m{number}"), 30, 1, number < 4 ? first : number < 8 ? second : null))];
        Assert.False(Assess(Figures(null, null)).HasFlag(PrimaryFinding.Precision));
        Assert.True(Assess(Figures("g", "h")).HasFlag(PrimaryFinding.Precision));
    }

    [Fact]
    public void The_pattern_counts_the_groups_of_the_lattice()
    {
        ImmutableArray<SmallMember> members = [.. Enumerable.Range(0, 10).Select(number => new SmallMember(number, "", "", "", 100, 1, number < 2 ? "g" : null))];
        Assert.Equal(CellStatus.Withheld, new SmallTable(MeasureKind.Amount, members, DisclosurePolicy.Default).Protect().Statuses[0]);
        SmallTable apart = new(MeasureKind.Amount, [.. members.Select(member => member with { Group = null })], DisclosurePolicy.Default);
        Assert.Equal(CellStatus.Published, apart.Protect().Statuses[0]);
    }

    [Theory]
    [InlineData("no", false)]
    [InlineData(" No ", false)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("yes", true)]
    [InlineData("", true)]
    public void An_unverified_organisation_fills_no_cohort_up(string verified, bool isMember)
    {
        Organisation[] organisations = [.. Enumerable.Range(0, 10).Select(number => new SmallMember(number, "a", "", "", 100, 1).Organisation)];
        organisations[9] = organisations[9] with { Attributes = ImmutableSortedDictionary<string, string>.Empty.Add("verified", verified) };
        CohortLattice lattice = CohortLattice.Of(organisations, 2);
        Assert.Equal(isMember ? 10 : 9, lattice.Members.Length);
        ContributionColumn column = new SmallTable(MeasureKind.Amount, [.. Enumerable.Range(0, 10).Select(number => new SmallMember(number, "a", "", "", 100, 1))], DisclosurePolicy.Default).Column;
        SuppressionPattern pattern = SuppressionPattern.Of(column, lattice, DisclosurePolicy.Default, [], SmallTable.NoneWithheld);
        Assert.Equal(isMember ? CellStatus.Published : CellStatus.Withheld, pattern.Statuses[0]);
        Assert.Equal(isMember ? 10 : 9, pattern.Vintage.Entries.Length);
    }

    [Fact]
    public void Not_counting_bodies_is_for_tests_of_the_attack_alone()
    {
        Organisation shell = new SmallMember(1, "a", "", "", 100, 1, "g").Organisation;
        shell = shell with { Attributes = shell.Attributes.Add("verified", "no") };
        Assert.Empty(CohortLattice.Of([shell], 2).Members);
        Assert.Equal([null], CohortLattice.Of([shell], 2, countsBodies: false).ControlGroups);
    }
}
