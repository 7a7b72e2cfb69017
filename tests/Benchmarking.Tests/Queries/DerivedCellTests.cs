using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Queries;
using Benchmarking.Statistics;

namespace Benchmarking.Tests.Queries;

/// <summary>Cohorts that are no cross of the edition: added up from published ones exactly, or refused.</summary>
public sealed class DerivedCellTests
{
    private const string Merged = "sector = council AND (region = north OR region = south)";

    [Theory]
    [InlineData("hrs")]
    [InlineData("pct")]
    [InlineData("rat")]
    public void A_mean_of_cohorts_together_is_that_of_their_members(string measure)
    {
        QuerySector sector = QuerySector.Usual;
        QueryRow row = sector.Rows(Merged, measures: [measure], statistics: [Statistic.Mean]).Single();
        Assert.True(row.IsDerived, $"{row.Cell}");
        double[] values = [.. EntriesOf(sector, measure).Select(entry => row.Measure.Value(entry.Numerator, entry.Denominator))];
        Assert.Equal((values.Length, "sector=council,region=north|south"), (row.Cell.N, row.Cell.Cohort.Text));
        // As exact as the published means: rounded but for amounts.
        Assert.Equal(values.Average(), row.Figure.Value!.Value, measure == "hrs" ? 1e-9 : Math.Pow(10, -row.Measure.Decimals));
        Assert.Equal(["sector=council,region=north", "sector=council,region=south"], row.Figures.DerivedFrom.Select(part => part.Text));
        Assert.Equal((null, sector.Members.Count(member => member is { Sector: "council", Region: "north" or "south" })), (row.Reason, row.Cell.MemberCount));
    }

    [Fact]
    public void A_percentage_of_organisations_is_that_of_their_yeses_with_its_own_interval()
    {
        (string members, string one, string other) = TwoTold();
        QueryRow row = QuerySector.Usual.Rows(Joined(members, one, other), measures: ["gov"]).Single();
        ColumnEntry[] entries = EntriesOf(QuerySector.Usual, "gov", members, one, other);
        int yes = entries.Count(entry => entry.Numerator == 1);
        WilsonInterval wilson = WilsonInterval.Of(yes, entries.Length);
        Assert.Equal(Figure.Of(100.0 * yes / entries.Length, new(100 * wilson.Lower, 100 * wilson.Upper)), row.Figure);
    }

    [Fact]
    public void What_does_not_add_up_is_refused_with_the_nearest_cohort_that_contains_it()
    {
        foreach (QueryRow row in QuerySector.Usual.Rows(Merged, measures: ["pct"], statistics: [Statistic.Ratio, Statistic.Median]))
        {
            Assert.Equal((RowOutcome.Refused, WithheldReason.NotPublished, false), (row.Outcome, row.Reason, row.IsDerived));
            Assert.Equal("sector=council", row.Cell.NearestPublished[0].Cohort.Text);
            Assert.Equal(["region"], row.Cell.NearestPublished[0].DroppedDimensions);
        }
        // Of amounts the ratio is the mean.
        Assert.All(QuerySector.Usual.Rows(Merged, measures: ["hrs"], statistics: [Statistic.Ratio]), row => Assert.True(row.IsDerived));
        (string members, string one, string other) = TwoTold();
        Assert.Equal(RowOutcome.NotAvailable, QuerySector.Usual.Rows(Joined(members, one, other), measures: ["gov"], statistics: [Statistic.Median]).Single().Outcome);
    }

    [Fact]
    public void One_part_that_is_withheld_refuses_the_whole_for_every_statistic()
    {
        // Few members are in the west: its cohort is withheld, and what is left of others would tell it.
        QueryRow[] rows = QuerySector.Usual.Rows("region = north OR region = west", measures: ["hrs"]);
        Assert.False(QuerySector.Usual.Tables["hrs"].Find(Benchmarking.Cohorts.Cohort.Parse("region=west").Value)!.IsPublished);
        Assert.All(rows, row => Assert.Equal((RowOutcome.Refused, null), (row.Outcome, row.Cell.N)));
    }

    [Fact]
    public void Where_bodies_are_under_common_control_nothing_is_added_up() =>
        Assert.All(new QuerySector(hasControlGroups: true).Rows(Merged), row => Assert.Contains(row.Outcome, (RowOutcome[])[RowOutcome.Refused, RowOutcome.NotAvailable]));

    [Fact]
    public void All_categories_together_are_the_cohort_without_the_dimension_when_every_member_has_one()
    {
        QueryRow[] rows = QuerySector.Usual.Rows("sector = council AND (size_band_homes = small OR size_band_homes = large)", measures: ["hrs"]);
        Assert.Equal(QuerySector.Usual.Rows("sector = council", measures: ["hrs"]).Select(row => row.Figure), rows.Select(row => row.Figure));
        Assert.All(rows, row => Assert.Equal(("sector=council", false), (row.Cell.Cohort.Text, row.IsDerived)));
        // Some have no region, and are in the whole but in no part.
        Assert.Equal("region=east|north|south|west", QuerySector.Usual.Rows("region = east OR region != east", measures: ["hrs"])[0].Cell.Cohort.Text);
    }

    [Fact]
    public void A_cell_that_waits_for_its_revision_is_added_to_nothing()
    {
        QuerySector sector = QuerySector.Usual;
        Table table = sector.Tables["hrs"];
        Table carried = new(table.Measure, table.Stage, [.. table.Cells.Select(cell => cell.Cohort.Text == "sector=council,region=north" ? cell.Carried(cell.MemberCount!.Value) : cell)]);
        QueryBlock block = sector.Plan(Merged, measures: ["hrs"]).Value.Blocks.Single();
        Assert.All(block.Rows(carried, 0), row => Assert.Equal(RowOutcome.Refused, row.Outcome));
        Assert.All(block.Rows(null, 0), row => Assert.Equal((RowOutcome.NotAvailable, null), (row.Outcome, row.Cell.N)));
    }

    private static string Joined(string sector, string one, string other) => $"sector = {sector} AND (region = {one} OR region = {other})";

    // Which proportions are told as they are is the valve's choice: the first two that are, of those that join.
    private static (string Sector, string One, string Other) TwoTold() =>
        (from sector in (string[])["council", "homes"]
         from one in (string[])["east", "north", "south"]
         from other in (string[])["east", "north", "south"]
         where string.CompareOrdinal(one, other) < 0 && QuerySector.Usual.Rows(Joined(sector, one, other), measures: ["gov"]).Single().IsDerived
         select (sector, one, other)).First();

    private static ColumnEntry[] EntriesOf(QuerySector sector, string measure, string members = "council", string one = "north", string other = "south")
    {
        HashSet<string> joined = [.. sector.Members.Where(member => member.Sector == members && (member.Region == one || member.Region == other)).Select(member => member.Id.Value)];
        return [.. sector.Entries[measure].Where(entry => joined.Contains(entry.Organisation.Value))];
    }
}
