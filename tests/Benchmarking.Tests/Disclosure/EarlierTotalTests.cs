using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What an edition kept back for its own sake no later edition frees, whoever corrects a figure or joins in between.</summary>
public sealed class EarlierTotalTests
{
    // Twelve of 300 in a, ten of about 20 in b, and four in c: too few.
    private static readonly SmallTable Sectors = Amounts(
        [.. Enumerable.Range(0, 12).Select(number => ("a", 300m)), .. Enumerable.Range(0, 10).Select(number => ("b", number % 2 == 0 ? 20m : 20.1m)),
            .. new[] { 30m, 29, 28, 27 }.Select(figure => ("c", figure))]);

    private static SmallTable Amounts((string Sector, decimal Figure)[] members) =>
        new(MeasureKind.Amount, [.. members.Select((member, number) => new SmallMember(number, member.Sector, "", "", member.Figure, 1))], DisclosurePolicy.Default);

    private static SmallTable Correct(SmallTable table, int number, decimal by) =>
        table with { Members = [.. table.Members.Select(member => member.Number == number ? member with { Numerator = member.Numerator + by } : member)] };

    private static CellStatus StatusOf(SmallTable table, SuppressionPattern pattern, string cohort) =>
        pattern.Statuses[table.Lattice.Cohorts.Select(each => each.Text).ToList().IndexOf(cohort)];

    [Theory]
    [InlineData("nobody")]
    [InlineData("a member of c")]
    [InlineData("a newcomer to c")]
    [InlineData("an insider in b")]
    public void A_total_that_was_kept_back_does_not_follow_from_what_a_later_edition_tells(string changed)
    {
        SuppressionPattern first = Sectors.Protect();
        Assert.Equal([CellStatus.Published, CellStatus.Published], new[] { "all", "sector=a" }.Select(cohort => StatusOf(Sectors, first, cohort)));
        Assert.All(["sector=b", "sector=c"], cohort => Assert.NotEqual(CellStatus.Published, StatusOf(Sectors, first, cohort)));
        SmallTable second = changed switch
        {
            "nobody" => Sectors,
            "a member of c" => Correct(Sectors, 22, 1),
            "a newcomer to c" => Sectors with { Members = Sectors.Members.Add(new(26, "c", "", "", 30, 1)) },
            _ => Correct(Sectors, 12, 1),
        };
        // All of the first edition less a and b would be the four of c as they were then.
        Assert.NotEqual(CellStatus.Published, StatusOf(second, second.Protect(first.Vintage), "sector=b"));
    }

    // Sixteen in the north and the south of a, of whom four in the south; many elsewhere.
    private static readonly SmallTable Regions = new(MeasureKind.Amount,
        [.. new[] { ("a", "n", 12), ("a", "s", 4), ("a", "w", 12), ("b", "n", 12), ("b", "s", 12), ("b", "w", 12) }
            .SelectMany(part => Enumerable.Repeat(part, part.Item3)).Select((part, number) => new SmallMember(number, part.Item1, part.Item2, "", 100 + number % 7, 1))],
        DisclosurePolicy.Default with { MostDimensionsCrossed = 1 });

    private const string NorthAndSouth = "sector=a,region=n|s", North = "sector=a,region=n", NorthAndWest = "sector=a,region=n|w";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Declared_cohorts_of_two_editions_do_not_tell_by_how_few_they_differ(bool isCorrected)
    {
        SmallTable both = Regions with { Declared = [NorthAndSouth, North] }, one = Regions with { Declared = [NorthAndSouth] };
        SuppressionPattern together = both.Protect(), first = one.Protect();
        Assert.NotEqual([CellStatus.Published, CellStatus.Published], new[] { NorthAndSouth, North }.Select(cohort => StatusOf(both, together, cohort)));
        Assert.Equal(CellStatus.Published, StatusOf(one, first, NorthAndSouth));
        SmallTable other = (isCorrected ? Correct(Regions, 12, 1) : Regions) with { Declared = [North] };
        Assert.NotEqual(CellStatus.Published, StatusOf(other, other.Protect(first.Vintage), North));
    }

    [Fact]
    public void A_new_declared_cohort_is_not_told_within_a_parent_that_an_insider_has_got_carried()
    {
        SuppressionPattern first = Regions.Protect();
        Assert.Equal(CellStatus.Published, StatusOf(Regions, first, "sector=a"));
        // The insider is in the west; a less the new cohort would be the four in the south, but for the insider's own pound.
        SmallTable second = Correct(Regions, 16, 1) with { Declared = [NorthAndWest] };
        SuppressionPattern pattern = second.Protect(first.Vintage);
        Assert.Equal(CellStatus.Carried, StatusOf(second, pattern, "sector=a"));
        Assert.NotEqual(CellStatus.Published, StatusOf(second, pattern, NorthAndWest));
    }

    [Fact]
    public void A_parent_that_is_told_for_the_first_time_does_not_tell_what_a_child_had_kept_back()
    {
        // The first edition told a and b alone; since then an insider in a has moved its figure by one.
        SuppressionPattern first = Sectors.Protect();
        Vintage told = first.Vintage with
        {
            Shown = [new("sector=a", [.. Enumerable.Range(0, 12)], CellStatus.Published, 5), new("sector=b", [.. Enumerable.Range(12, 10)], CellStatus.Published, 5),
                new("sector=c", [.. Enumerable.Range(22, 4)], CellStatus.Withheld, 5)],
        };
        SmallTable second = Correct(Sectors, 0, 1);
        Assert.NotEqual(CellStatus.Published, StatusOf(second, second.Protect(told), "all"));
    }

    [Fact]
    public void What_five_change_is_told_anew_all_the_same()
    {
        SuppressionPattern first = Sectors.Protect();
        SmallTable second = Enumerable.Range(0, 5).Aggregate(Sectors, (table, number) => Correct(table, number, 10));
        SuppressionPattern pattern = second.Protect(first.Vintage);
        Assert.Equal([CellStatus.Published, CellStatus.Published], new[] { "all", "sector=a" }.Select(cohort => StatusOf(second, pattern, cohort)));
        Assert.True(pattern.Audit.IsSafe);
    }
}
