using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Measures;
using CsCheck;

namespace Benchmarking.Tests.Disclosure;

/// <summary>Quantiles told beside a mean leave each figure room, also to those who know some of them.</summary>
public sealed class QuantileRuleTests
{
    private const int Decimals = 2;

    // So many others evenly from one figure to another, and what insiders returned; each its own body, but for the bodies of a group.
    private static ColumnEntry[] Entries(IEnumerable<double> others, IEnumerable<double> insiders, int inGroup = 0) =>
        [.. insiders.Select((figure, number) => new ColumnEntry(new($"i{number:00}"), (decimal)figure, 1, number < inGroup ? "g" : null)),
            .. others.Select((figure, number) => new ColumnEntry(new($"o{number:00}"), (decimal)figure, 1))];

    private static IEnumerable<double> Evenly(double from, double to, int count) =>
        Enumerable.Range(0, count).Select(number => Math.Round(from + (to - from) * number / (count - 1), Decimals));

    private static Cell Tell(ColumnEntry[] entries, DisclosurePolicy? policy = null, MeasureKind kind = MeasureKind.Amount) => PublishedCell.Of(Cohort.All, entries.Length,
        [.. entries], new(new("small"), "", "units", kind, Direction.None, [Stage.Delivered], 1, Decimals, "", "", [], Guidance.Empty, 1), policy ?? DisclosurePolicy.Default);

    // How much higher the largest of the others may be, and how much lower the smallest, as shares of themselves.
    private static (double Down, double Up) Room(ColumnEntry[] entries, Cell told)
    {
        ColumnEntry[] ordered = [.. entries.OrderBy(entry => entry.Numerator)];
        double[] sorted = [.. ordered.Select(entry => (double)entry.Numerator)];
        int[] others = [.. Enumerable.Range(0, ordered.Length).Where(position => ordered[position].Organisation.Value[0] == 'o')];
        (double smallest, double largest) = QuantileAttacker.Bound(sorted, Enumerable.Range(0, ordered.Length).Except(others).ToHashSet(), told, 0.5 * Math.Pow(10, -Decimals));
        return (1 - smallest / sorted[others[0]], largest / sorted[others[^1]] - 1);
    }

    private static void AssertRoomy(ColumnEntry[] entries)
    {
        (double down, double up) = Room(entries, Tell(entries));
        Assert.True(Math.Min(down, up) >= 0.0999, FormattableString.Invariant($"-{down:P1} +{up:P1}"));
    }

    private static readonly DisclosurePolicy Unguarded = DisclosurePolicy.Default with { Defences = Defences.All & ~Defences.Quantile };

    [Theory]
    [InlineData(50, 2, 98, 102)]
    [InlineData(50, 1, 99.5, 100.5)]
    [InlineData(20, 2, 99.5, 100.5)]
    [InlineData(20, 2, 98, 102)]
    public void Insiders_who_return_nothing_cannot_bound_the_others_by_their_quantiles(int n, int insiders, double from, double to)
    {
        ColumnEntry[] entries = Entries(Evenly(from, to, n - insiders), Enumerable.Repeat(0.0, insiders));
        // The attack bites: all that might be told bounds everyone.
        (double down, double up) = Room(entries, Tell(entries, Unguarded));
        Assert.True(Math.Min(down, up) < 0.1);
        AssertRoomy(entries);
    }

    [Theory]
    [InlineData(20, 88, 90)]
    [InlineData(20, 97, 99)]
    [InlineData(14, 93, 96)]
    public void Percentages_keep_their_points_or_their_bound(int n, double from, double to)
    {
        double[] others = [.. Evenly(from, to, n - 2)], sorted = [0, 0, .. others];
        // Equal denominators: the ratio tells their sum.
        ColumnEntry[] entries = [.. Entries(others, [0, 0]).Select(entry => entry with { Numerator = 100 * entry.Numerator, Denominator = 10_000 })];
        (double Down, double Up) Room(DisclosurePolicy policy)
        {
            (double smallest, double largest) = QuantileAttacker.Bound(sorted, new HashSet<int>([0, 1]), Tell(entries, policy, MeasureKind.Percentage), 0.5 * Math.Pow(10, -Decimals), 100);
            return (others[0] - smallest, largest - others[^1]);
        }
        bool IsRoomy(DisclosurePolicy policy) => Room(policy) is var (down, up) && down >= 4.99 && up >= Math.Min(4.99, 99.99 - to);
        Assert.True(IsRoomy(DisclosurePolicy.Default));
        Assert.False(IsRoomy(Unguarded));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(20)]
    public void Insiders_who_return_much_cannot_bound_the_others_either(int n) => AssertRoomy(Entries(Evenly(98, 102, n - 2), [1_000, 1_000]));

    [Fact]
    public void A_group_with_many_figures_is_one_insider()
    {
        // Ten bodies: eleven figures of one group at both ends, one of a body that stands alone, and eight others between them.
        ColumnEntry[] entries = Entries(Evenly(98, 102, 8), [0, 0, 0, 0, 500, 500, 500, 500, 500, 500, 500, 500], inGroup: 11);
        (double down, double up) = Room(entries, Tell(entries, Unguarded));
        Assert.True(Math.Min(down, up) < 0.1);
        AssertRoomy(entries);
    }

    [Fact]
    public void Whoever_the_insiders_are_and_whatever_they_return_the_others_keep_their_room()
    {
        int told = 0;
        Gen<(int N, int Low, int High, int InGroup, double Spread, double[] Draws)> cells =
            from n in Gen.Int[10, 60]
            from low in Gen.Int[0, 2]
            from high in Gen.Int[0, 2 - low]
            from inGroup in Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[2, 30]))
            from spread in Gen.Int[0, 6].Select(power => 0.25 * Math.Pow(2, power))
            from draws in Gen.Double[-1, 1].Array[60]
            select (n, low, high, inGroup, spread, draws);
        cells.Sample(cell =>
        {
            // Bodies of a group come on top of one of the insiders, at both ends.
            int group = cell.Low + cell.High == 0 ? 0 : cell.InGroup;
            IEnumerable<double> insiders = Enumerable.Range(0, group).Select(number => number % 3 == 0 ? 0.0 : 500)
                .Concat(Enumerable.Repeat(0.0, cell.Low)).Concat(Enumerable.Repeat(1_000.0, cell.High)).Skip(group > 0 ? 1 : 0);
            ColumnEntry[] entries = Entries(cell.Draws.Take(cell.N - cell.Low - cell.High).Select(draw => Math.Round(100 + cell.Spread * draw, Decimals)), insiders, group);
            Cell published = Tell(entries);
            Interlocked.Add(ref told, published.PublishedQuantiles.Count);
            AssertRoomy(entries);
        }, iter: Effort.Times(1_000), print: cell => FormattableString.Invariant($"{cell.N} {cell.Low} {cell.High} {cell.InGroup} {cell.Spread} {string.Join(',', cell.Draws)}"));
        Assert.True(told > 0);
    }

    [Theory]
    [InlineData(20, "0.25 0.5 0.75")]
    [InlineData(50, "0.1 0.25 0.5 0.75 0.9")]
    public void Figures_that_are_spread_as_most_are_have_all_their_quantiles(int n, string expected) => Assert.Equal(expected,
        string.Join(' ', Tell(Entries(Evenly(85, 115, n), [])).PublishedQuantiles.Select(quantile => FormattableString.Invariant($"{quantile.Probability}"))));

    [Fact]
    public void A_side_of_a_median_that_one_group_fills_is_no_side_of_five_bodies()
    {
        // Twelve bodies; all but two figures below the median are one group's.
        ColumnEntry[] entries = Entries(Evenly(90, 110, 11), Evenly(50, 60, 9), inGroup: 9);
        Assert.NotNull(Tell([.. entries.Select(entry => entry with { ControlGroup = null })]).ValueAt(0.5));
        Assert.Null(Tell(entries).ValueAt(0.5));
    }

    private static ImmutableArray<int[]> Coalitions(ColumnEntry[] entries) => [.. new OrderedFigures(entries, MeasureKind.Amount, 1).Coalitions(2)];

    [Fact]
    public void A_coalition_knows_the_ends_and_with_a_body_all_of_its_figures()
    {
        ColumnEntry[] alone = Entries(Evenly(1, 6, 6), []);
        Assert.Equal([[0, 1], [0, 5], [4, 5]], Coalitions(alone));
        // The third and the last are one body's.
        ColumnEntry[] grouped = [.. alone.Select((entry, index) => entry with { ControlGroup = index is 2 or 5 ? "g" : null })];
        Assert.Equal([[0, 1], [0, 2, 5], [2, 4, 5], [0, 2, 5]], Coalitions(grouped));
    }
}
