using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Measures;
using Benchmarking.Organisations;

namespace Benchmarking.Tests.Disclosure;

/// <summary>A total tells its last part, and a ratio its numerator: linked measures are protected as one.</summary>
public sealed class LinkedMeasureTests
{
    private static readonly Measure Cash = Define("cash", "amount");
    private static readonly Measure Kind = Define("kind", "amount");
    private static readonly Measure Total = Define("total", "amount") with { Parts = [Cash.Id, Kind.Id] };
    private static readonly Measure Rate = Define("rate", "rate");
    private static readonly Measure Numerator = Define("numerator", "amount") with { NumeratorOf = Rate.Id };

    private static readonly CohortLattice Lattice = CohortLattice.Of(Enumerable.Range(0, 24).Select(i => Member(i)), 2);

    // One giver in kind dominates the north's total of that measure; everything else is even.
    private static decimal InKind(int i) => i == 3 ? 5_000m : 100m + i;

    [Fact]
    public void A_withheld_part_is_the_total_less_the_published_part_unless_they_are_linked()
    {
        ContributionColumn cash = Column(Cash, i => 40_000m + 10 * i);
        ContributionColumn kind = Column(Kind, InKind);
        ContributionColumn total = Column(Total, i => 40_000m + 10 * i + InKind(i));
        int north = Position("region=north");

        CellStatus[] alone = [.. new[] { cash, kind, total }.Select(column => Protect(column)[0].Statuses[north])];
        // Each table is safe by itself, and together they tell the north's kind to the last pound.
        Assert.Equal([CellStatus.Published, CellStatus.Withheld, CellStatus.Published], alone);

        CellStatus[] linked = [.. Protect(cash, kind, total).Select(pattern => pattern.Statuses[north])];
        Assert.Equal(CellStatus.Withheld, linked[1]);
        Assert.NotEqual((CellStatus.Published, CellStatus.Published), (linked[0], linked[2]));
    }

    [Fact]
    public void A_part_that_nobody_returned_or_that_one_left_out_does_not_take_a_total_apart()
    {
        Measure time = Define("time", "amount");
        Measure whole = Total with { Parts = [Cash.Id, Kind.Id, time.Id] };
        ContributionColumn cash = Column(Cash, i => 40_000m + 10 * i), kind = Column(Kind, InKind);
        int north = Position("region=north");
        ImmutableArray<SuppressionPattern> missing = Protect(cash, kind, Column(whole, i => 40_000m + 10 * i + InKind(i)));
        Assert.NotEqual((CellStatus.Published, CellStatus.Published), (missing[0].Statuses[north], missing[2].Statuses[north]));
        // All but the giver have lines of time.
        ContributionColumn hours = Column(time, i => 700m + i) is var all ? all with { Entries = [.. all.Entries.Where((_, index) => index != 3)] } : all;
        ImmutableArray<SuppressionPattern> left = Protect(cash, kind, hours, Column(whole, i => 40_000m + 10 * i + InKind(i) + (i == 3 ? 0 : 700m + i)));
        Assert.NotEqual((CellStatus.Published, CellStatus.Published, CellStatus.Published), (left[0].Statuses[north], left[2].Statuses[north], left[3].Statuses[north]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_total_that_is_off_by_rounding_tells_a_withheld_part_all_the_same(int decimals)
    {
        // Parts in pounds and pence, and totals in whole pounds or in hundreds: in kind is what they leave, but for far less than the giver's protection.
        static decimal Parts(int i) => 40_000.37m + 10.17m * i;
        decimal scale = decimals == 0 ? 1 : 100;
        ContributionColumn[] columns = [Column(Cash, Parts), Column(Kind, InKind), Column(Total, i => scale * Math.Round((Parts(i) + InKind(i)) / scale))];
        Assert.DoesNotContain(columns[2].Entries.Select((entry, i) => entry.Numerator - Parts(i) - InKind(i)), gap => gap == 0);
        Assert.True(columns[2].Entries.Take(12).Select((entry, i) => entry.Numerator - Parts(i) - InKind(i)).Sum(Math.Abs) < 500);
        int north = Position("region=north");
        ImmutableArray<SuppressionPattern> patterns = Protect(columns);
        Assert.Equal(CellStatus.Withheld, patterns[1].Statuses[north]);
        Assert.NotEqual((CellStatus.Published, CellStatus.Published), (patterns[0].Statuses[north], patterns[2].Statuses[north]));
    }

    [Theory]
    [InlineData(4_000, false)]
    [InlineData(12_000, true)]
    public void Totals_that_are_far_off_leave_as_much_room_as_they_are_off(int off, bool isEnough)
    {
        // The giver of 90,000 needs 9,000. Three totals are off, by more than a tenth of themselves: beside two insiders who know theirs, the third leaves so much.
        static decimal Given(int i) => i == 3 ? 90_000m : 100m + i;
        decimal Whole(int i) => 36_000m + 10 * i + Given(i) + (i is 5 or 6 or 7 ? off : 0);
        int north = Position("region=north");
        ImmutableArray<SuppressionPattern> patterns = Protect(Column(Cash, i => 36_000m + 10 * i), Column(Kind, Given), Column(Total, Whole));
        Assert.Equal(CellStatus.Withheld, patterns[1].Statuses[north]);
        Assert.Equal(isEnough, (patterns[0].Statuses[north], patterns[2].Statuses[north]) == (CellStatus.Published, CellStatus.Published));
    }

    [Fact]
    public void A_numerator_that_is_off_by_rounding_is_still_its_ratios()
    {
        ContributionColumn rate = Column(Rate, i => i == 3 ? 420.4m : 100.4m + i, 1_000m);
        ContributionColumn numerator = Column(Numerator, i => i == 3 ? 420m : 100m + i);
        Assert.NotEqual(CellStatus.Published, Protect(rate, numerator)[0].Statuses[Position("region=north")]);
    }

    [Fact]
    public void A_total_that_stays_while_its_parts_move_tells_of_both()
    {
        // Five move from cash to kind what their totals do not show.
        static decimal Moved(int i) => i is > 3 and < 9 ? 50 : 0;
        ContributionColumn[] before = [Column(Cash, i => 40_000m + 10 * i), Column(Kind, InKind), Column(Total, i => 40_000m + 10 * i + InKind(i))];
        ContributionColumn[] after = [Column(Cash, i => 40_000m + 10 * i - Moved(i)), Column(Kind, i => InKind(i) + Moved(i)), before[2]];
        int north = Position("region=north");
        // The first edition told the total alone; the second could tell cash beside it, since enough have changed.
        ImmutableArray<Vintage> first = [.. before.Select((column, index) => new Vintage(column.Entries,
            index == 2 ? [new("region=north", [.. Enumerable.Range(0, 12)], CellStatus.Published, 5)] : []))];
        ImmutableArray<SuppressionPattern> second = Protect(after, first);
        Assert.Equal(CellStatus.Published, second[2].Statuses[north]);
        Assert.Equal(CellStatus.Withheld, second[1].Statuses[north]);
        Assert.NotEqual(CellStatus.Published, second[0].Statuses[north]);
    }

    [Fact]
    public void What_was_told_beside_a_link_that_is_gone_is_not_taken_apart()
    {
        // The first edition told total and, for total's sake, not cash. Nobody has changed, and the catalogue says no more what total is the total of.
        ContributionColumn[] columns = [Column(Cash, i => 40_000m + 10 * i), Column(Kind, InKind), Column(Total with { Parts = [] }, i => 40_000m + 10 * i + InKind(i))];
        ImmutableArray<Vintage> first = [.. columns.Select((column, index) => new Vintage(column.Entries,
            index == 2 ? [new("region=north", [.. Enumerable.Range(0, 12)], CellStatus.Published, 5)] : []))];
        int north = Position("region=north");
        CellStatus CashBeside(params MeasureLinks[] links) => SuppressionPattern.OfLinked([.. columns.Select((column, index) => new LinkedColumn(column, [first[index]], ImmutableHashSet<string>.Empty)
        {
            Links = index == 2 ? [.. links] : [],
        })], Lattice, DisclosurePolicy.Default)[0].Statuses[north];
        Assert.Equal(CellStatus.Published, CashBeside());
        Assert.NotEqual(CellStatus.Published, CashBeside(MeasureLinks.Of(Total)));
        // Another way that does not add up takes nothing from it.
        Assert.NotEqual(CellStatus.Published, CashBeside(new(Total.Id, [Cash.Id], null), MeasureLinks.Of(Total)));
    }

    [Fact]
    public void A_total_that_nobody_returns_any_more_was_told_all_the_same()
    {
        ContributionColumn total = Column(Total, i => 40_000m + 10 * i + InKind(i));
        ContributionColumn[] columns = [Column(Cash, i => 40_000m + 10 * i), Column(Kind, InKind), total with { Entries = [] }];
        Vintage nothing = new([.. columns[0].Entries], []), kind = new([.. columns[1].Entries], []);
        Vintage told = new(total.Entries, [new("region=north", [.. Enumerable.Range(0, 12)], CellStatus.Published, 5)]);
        int north = Position("region=north");
        Assert.Equal(CellStatus.Published, Protect(columns[..2], [nothing, kind])[0].Statuses[north]);
        ImmutableArray<SuppressionPattern> patterns = Protect(columns, [nothing, kind, told]);
        Assert.NotEqual(CellStatus.Published, patterns[0].Statuses[north]);
        Assert.Empty(patterns[2].Vintage.Shown);
    }

    [Fact]
    public void A_numerator_that_is_withheld_is_not_told_by_its_ratio()
    {
        // Even denominators keep the ratio's share rule content; the numerators' is not.
        ContributionColumn rate = Column(Rate, i => i == 3 ? 420m : 100m + i, 1_000m);
        ContributionColumn numerator = Column(Numerator, i => i == 3 ? 420m : 100m + i);
        int north = Position("region=north");
        Assert.Equal(CellStatus.Withheld, Protect(numerator)[0].Statuses[north]);
        Assert.Equal(CellStatus.Published, Protect(rate)[0].Statuses[north]);
        Assert.NotEqual(CellStatus.Published, Protect(rate, numerator)[0].Statuses[north]);
    }

    [Fact]
    public void Figures_that_do_not_add_up_are_not_linked()
    {
        ContributionColumn cash = Column(Cash, i => 40_000m + 10 * i);
        ContributionColumn kind = Column(Kind, i => 9_000m + i);
        ContributionColumn total = Column(Total, i => 70_000m + 7 * i);
        Assert.All(Protect(cash, kind, total), pattern => Assert.All(pattern.Statuses, status => Assert.Equal(CellStatus.Published, status)));
    }

    [Theory]
    [InlineData("total", "amount", "cash kind", "", null)]
    [InlineData("n", "amount", "", "rate", null)]
    [InlineData("total", "percentage", "cash", "", "parts")]
    [InlineData("total", "amount", "cash nothing", "", "parts")]
    [InlineData("total", "amount", "total", "", "parts")]
    [InlineData("total", "amount", "rate", "", "parts")]
    [InlineData("total", "amount", "cash ../x", "", "parts")]
    [InlineData("total", "amount", "cash", "rate", "numerator_of")]
    [InlineData("n", "amount", "", "cash", "numerator_of")]
    public void A_link_goes_to_measures_that_can_be_linked(string id, string kind, string parts, string numeratorOf, string? refused)
    {
        Outcome<Catalogue> outcome = new Catalogue([Cash, Kind, Rate]).Import([Definition(id, kind) with { Parts = parts, NumeratorOf = numeratorOf, Line = 7 }]);
        Assert.Equal(refused is null, outcome.IsAccepted);
        if (refused is not null)
            Assert.All(outcome.Problems, problem => Assert.Equal((7L, refused), (problem.Line, problem.Field)));
    }

    private static ImmutableArray<SuppressionPattern> Protect(params ContributionColumn[] columns) => SuppressionPattern.OfLinked(
        [.. columns.Select(column => new LinkedColumn(column, [], ImmutableHashSet<string>.Empty))], Lattice, DisclosurePolicy.Default);

    private static ImmutableArray<SuppressionPattern> Protect(ContributionColumn[] columns, ImmutableArray<Vintage> earlier) => SuppressionPattern.OfLinked(
        [.. columns.Select((column, index) => new LinkedColumn(column, [earlier[index]], ImmutableHashSet<string>.Empty))], Lattice, DisclosurePolicy.Default);

    private static int Position(string cohort) => Lattice.Cohorts.IndexOf(Cohort.Parse(cohort).Value);

    private static ContributionColumn Column(Measure measure, Func<int, decimal> numerator, decimal denominator = 1) =>
        new(measure, Stage.Delivered, [.. Enumerable.Range(0, 24).Select(i => new ColumnEntry(Member(i).Id, numerator(i), denominator))]);

    private static Organisation Member(int i) => new(new($"m{i:00}"), $"Member {i}", "council", i < 12 ? "north" : "south", "",
        ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, decimal>.Empty);

    private static Measure Define(string id, string kind) => Definition(id, kind).Validate().Value;

    private static MeasureDefinition Definition(string id, string kind) =>
        new(id, id, kind == "amount" ? "£" : "per 1,000 homes", "higher", kind, "delivered", "", "0", "", "", Guidance.Empty);
}
