using System.Collections.Immutable;
using Benchmarking.Disclosure;
using Benchmarking.Measures;

namespace Benchmarking.Tests.Disclosure;

/// <summary>What follows from what holds for a whole period.</summary>
public sealed class PeriodLinksTests
{
    private static readonly ImmutableArray<Measure> Amounts = [.. new[] { "a", "b", "c", "total" }.Select(id => Define(id, MeasureKind.Amount))];
    private static readonly Measure Rate = Define("rate", MeasureKind.Rate);

    [Fact]
    public void A_link_that_the_catalogue_has_dropped_holds_for_the_period_still()
    {
        PeriodLinks links = new(Amounts, [Link("total", "a", "b")]);
        Assert.Equal(["a", "b"], Followed(links, "total"));
        Assert.Equal([["a", "b", "total"], ["c"]], Grouped(links, Columns("a", "b", "c", "total")));
    }

    [Fact]
    public void One_that_has_changed_holds_in_both_ways_and_one_that_is_the_same_once()
    {
        ImmutableArray<Measure> today = Amounts.SetItem(3, Amounts[3] with { Parts = [new("c"), new("a")] });
        PeriodLinks links = new(today, [Link("total", "a", "c"), Link("total", "a", "b"), Link("total", "a", "b")]);
        Assert.Equal(["c", "a", "a", "b"], Followed(links, "total"));
        string[] group = [.. Assert.Single(Grouped(links, Columns("total", "a", "b", "c")))];
        Assert.Equal(["a", "b", "c", "total"], group.Order());
        Assert.Equal("total", group[^1]);
    }

    [Fact]
    public void One_that_todays_contradict_is_given_up()
    {
        // Its part is a total itself now; or what was the total is a part.
        ImmutableArray<Measure> today = Amounts.SetItem(0, Amounts[0] with { Parts = [new("c")] });
        Assert.Empty(Followed(new(today, [Link("total", "a", "b")]), "total"));
        Assert.Empty(Followed(new(today, [Link("c", "b")]), "c"));
        // It is a ratio's numerator now.
        today = [.. Amounts.SetItem(3, Amounts[3] with { NumeratorOf = Rate.Id }), Rate];
        Assert.Equal(["rate"], Followed(new(today, [Link("total", "a", "b")]), "total"));
    }

    [Fact]
    public void A_table_that_nobody_returns_any_more_is_there_for_those_that_are_linked_with_it_alone()
    {
        PeriodLinks links = new(Amounts, [Link("total", "a", "b")]);
        ImmutableArray<ContributionColumn> columns = Columns("a", "b", "c", "total");
        ImmutableArray<ContributionColumn> Without(params string[] gone) => [.. columns.Select(column => gone.Contains(column.Measure.Id.Value) ? column with { Entries = [] } : column)];
        Assert.Equal([["a", "b", "total"], ["c"]], Grouped(links, Without("total")));
        Assert.Equal([["c"]], Grouped(links, Without("a", "b", "total")));
        Assert.Equal([["a", "b", "total"]], Grouped(links, Without("a", "c")));
    }

    private static IEnumerable<string> Followed(PeriodLinks links, string measure) => links.Of(new(measure)).SelectMany(way => way.Followed).Select(id => id.Value);

    private static IEnumerable<IEnumerable<string>> Grouped(PeriodLinks links, ImmutableArray<ContributionColumn> columns) =>
        links.Group(columns).Select(group => group.Select(column => column.Measure.Id.Value));

    private static MeasureLinks Link(string measure, params string[] parts) => new(new(measure), [.. parts.Select(part => new MeasureId(part))], null);

    private static ImmutableArray<ContributionColumn> Columns(params string[] ids) =>
        [.. ids.Select(id => new ContributionColumn(Amounts.Single(measure => measure.Id.Value == id), Stage.Delivered, [new(new("m"), 1, 1)]))];

    private static Measure Define(string id, MeasureKind kind) =>
        new(new(id), id, "£", kind, Direction.None, [Stage.Delivered], 1, 0, "", "", [], Guidance.Empty, 1);
}
