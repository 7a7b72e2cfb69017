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

    private static int Position(string cohort) => Lattice.Cohorts.IndexOf(Cohort.Parse(cohort).Value);

    private static ContributionColumn Column(Measure measure, Func<int, decimal> numerator, decimal denominator = 1) =>
        new(measure, Stage.Delivered, [.. Enumerable.Range(0, 24).Select(i => new ColumnEntry(Member(i).Id, numerator(i), denominator))]);

    private static Organisation Member(int i) => new(new($"m{i:00}"), $"Member {i}", "council", i < 12 ? "north" : "south", "",
        ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, decimal>.Empty);

    private static Measure Define(string id, string kind) => Definition(id, kind).Validate().Value;

    private static MeasureDefinition Definition(string id, string kind) =>
        new(id, id, kind == "amount" ? "£" : "per 1,000 homes", "higher", kind, "delivered", "", "0", "", "", Guidance.Empty);
}
