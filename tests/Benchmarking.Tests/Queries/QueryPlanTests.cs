using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Measures;
using Benchmarking.Queries;
using CsCheck;

namespace Benchmarking.Tests.Queries;

/// <summary>Which rows a query has, and that each is a look-up.</summary>
public sealed class QueryPlanTests
{
    private static readonly QuerySector Sector = QuerySector.Usual;
    private static readonly string[] Dimensions = [.. Dimension.All.Select(dimension => dimension.Id)];

    private static readonly string[] Filters =
    [
        "", "sector = council", "sector != council", "region = north OR region = west", "NOT region = west",
        "sector = homes AND region = south", "size_band_homes = small", "size_band_homes = small AND region != west", "sector = council AND region = north AND size_band_homes = large",
    ];

    private static readonly Gen<string> Filter = Gen.Int[0, Filters.Length - 1].Select(index => Filters[index]);

    private static readonly Gen<string[]> GroupBy = Gen.Select(Gen.Shuffle(Dimensions), Gen.Int[0, 3]).Select((dimensions, count) => dimensions.Take(count).ToArray());

    [Fact]
    public void Rows_come_by_measure_cohort_and_statistic_in_the_order_asked()
    {
        QueryRow[] rows = Sector.Rows("sector = homes", ["region"], ["pct", "hrs"], [Statistic.Median, Statistic.Mean]);
        Assert.Equal(["pct", "hrs"], rows.Select(row => row.Measure.Id.Value).Distinct());
        Assert.Equal(["sector=homes,region=east", "sector=homes,region=north", "sector=homes,region=south", "sector=homes,region=west"],
            rows.Take(8).Select(row => row.Cell.Cohort.Text).Distinct());
        Assert.Equal([Statistic.Median, Statistic.Mean, Statistic.Median], rows.Take(3).Select(row => row.Statistic));
        Assert.Equal(16, rows.Length);
    }

    [Fact]
    public void Without_measures_and_statistics_all_that_the_edition_has_are_told()
    {
        QueryRow[] rows = Sector.Rows();
        Assert.Equal(["hrs", "pct", "rat", "gov"], rows.Select(row => row.Measure.Id.Value).Distinct());
        Assert.Equal(7 + 7 + 7 + 1, rows.Length);
        Assert.All(rows, row => Assert.Equal((RowOutcome.Answered, "all"), (row.Outcome, row.Cell.Cohort.Text)));
    }

    [Fact]
    public void Groups_are_in_the_order_of_the_dimensions_asked_and_none_is_empty()
    {
        string[] cohorts = [.. Sector.Rows(groupBy: ["region", "sector"], measures: ["hrs"], statistics: [Statistic.Mean]).Select(row => row.Cell.Cohort.Text)];
        Assert.Equal(["sector=council,region=east", "sector=homes,region=east", "sector=council,region=north"], cohorts.Take(3));
        HashSet<string> known = [.. Sector.Edition.Cohorts.Select(size => size.Cohort.Text)];
        Assert.All(cohorts, cohort => Assert.Contains(cohort, known));
    }

    [Fact]
    public void A_cross_that_no_edition_has_is_refused_by_membership_alone_with_the_nearest()
    {
        QueryRow row = Sector.Rows("sector = council AND region = north AND size_band_homes = large", measures: ["hrs"], statistics: [Statistic.Mean]).Single();
        Assert.Equal((RowOutcome.Refused, WithheldReason.NotPublished, null, null), (row.Outcome, row.Reason, row.Cell.N, row.Cell.MemberCount));
        Assert.InRange(row.Cell.NearestPublished.Length, 1, 3);
        Assert.All(row.Cell.NearestPublished, nearest => Assert.True(Sector.Tables["hrs"].Find(nearest.Cohort)!.IsPublished));
    }

    [Fact]
    public void Every_row_of_a_cohort_is_what_the_edition_gives_for_it()
    {
        int looked = 0;
        Gen.Select(Filter, GroupBy).Sample((filter, groupBy) =>
        {
            foreach (QueryRow row in Sector.Rows(filter, groupBy))
            {
                if (row.Cell.Cohort.Text.Contains('|', StringComparison.Ordinal))
                    continue;
                Table table = Sector.Tables[row.Measure.Id.Value];
                Cell cell = Sector.Edition.Read(table, Cohort.Parse(row.Cell.Cohort.Text).Value).Value;
                Assert.Equal((cell.N, cell.MemberCount, cell.Reason, cell.Mean, cell.Ratio), (row.Cell.N, row.Cell.MemberCount, row.Reason, row.Cell.Mean, row.Cell.Ratio));
                Assert.Equal(cell.NearestPublished.Select(nearest => nearest.Cohort), row.Cell.NearestPublished.Select(nearest => nearest.Cohort));
                Interlocked.Increment(ref looked);
            }
        }, iter: 60);
        Assert.True(looked > 1_000);
    }

    [Fact]
    public void A_thousand_random_queries_tell_nothing_beyond_the_edition()
    {
        // Every figure that the edition has; and what anyone can add up from numbers and means of cohorts that share no member.
        HashSet<Figure> published = [.. Sector.Tables.Values.SelectMany(table => table.Cells).SelectMany(FiguresOf)];
        int derived = 0;
        Gen.Select(Filter, Filter, GroupBy).Sample((one, other, groupBy) =>
        {
            string filter = one.Length > 0 && other.Length > 0 ? $"({one}) AND ({other})" : one + other;
            Outcome<QueryPlan> plan = Sector.Plan(filter, groupBy);
            if (!plan.IsAccepted)
                return;
            foreach (QueryRow row in plan.Value.Blocks.SelectMany(block => block.Rows(Sector.Tables[block.Measure.Id.Value], 0)).Where(row => row.Outcome == RowOutcome.Answered))
            {
                if (!row.IsDerived)
                {
                    Assert.Contains(row.Figure, published);
                    continue;
                }
                Interlocked.Increment(ref derived);
                Cell[] parts = [.. row.Figures.DerivedFrom.Select(part => Sector.Tables[row.Measure.Id.Value].Find(part)!)];
                Assert.All(parts, part => Assert.True(part is { IsPublished: true, Reason: null }));
                Assert.Equal(parts.Sum(part => part.N), row.Cell.N);
                double rounding = row.Measure.Kind is MeasureKind.Percentage or MeasureKind.Rate ? 0.5 * Math.Pow(10, -row.Measure.Decimals) : 0;
                Assert.Equal(parts.Sum(part => part.N!.Value * part.Mean.Value!.Value) / row.Cell.N!.Value, row.Figure.Value!.Value, rounding + 1e-9);
            }
        }, iter: 1_000);
        Assert.True(derived > 100, $"{derived} were derived");
    }

    [Fact]
    public void Rows_from_anywhere_on_are_the_same_rows()
    {
        QueryBlock block = Sector.Plan("region != west", ["sector", "region"], ["hrs"]).Value.Blocks.Single();
        QueryRow[] all = [.. block.Rows(Sector.Tables["hrs"], 0)];
        Assert.Equal(block.RowCount, all.Length);
        for (int first = 0; first <= all.Length; first++)
            Assert.Equal(all.Skip(first).Select(Describe), block.Rows(Sector.Tables["hrs"], first).Select(Describe));
    }

    [Fact]
    public void A_whole_edition_has_each_of_its_cohorts_in_each_of_its_tables_and_each_is_a_look_up()
    {
        QueryPlan plan = QueryPlan.OfWhole(Sector.Edition, Sector.Catalogue).Value;
        QueryRow[] rows = [.. plan.Blocks.SelectMany(block => block.Rows(Sector.Tables[block.Measure.Id.Value], 0))];
        Assert.Equal((plan.RowCount, Sector.Edition.Cohorts.Length * (7 + 7 + 7 + 1)), (rows.Length, rows.Length));
        Assert.Equal(Sector.Edition.Tables.Select(table => table.Measure), plan.Blocks.Select(block => block.Measure.Id));
        Assert.All(plan.Blocks, block => Assert.Equal(Sector.Edition.Cohorts.Select(size => size.Cohort.Text), block.Selections.Select(selection => selection.Text)));
        Assert.All(rows, row => Assert.Same(Sector.Tables[row.Measure.Id.Value].Find(row.Cell.Cohort), row.Cell));
        // It is another than that of any query of the same tables.
        Assert.NotEqual(Sector.Plan().Value.Fingerprint, plan.Fingerprint);
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_rows_and_their_order()
    {
        string[] fingerprints =
        [
            Sector.Plan("region = north OR region = south", ["sector"]).Value.Fingerprint,
            Sector.Plan("region = south OR region = north", ["sector"]).Value.Fingerprint,
            Sector.Plan("region = south OR region = north", ["sector", "region"]).Value.Fingerprint,
            Sector.Plan("region = south OR region = north", ["region", "sector"]).Value.Fingerprint,
            Sector.Plan("region = south", ["sector"]).Value.Fingerprint,
            Sector.Plan("region = south", ["sector"], ["hrs"]).Value.Fingerprint,
            Sector.Plan("region = south", ["sector"], statistics: [Statistic.Mean]).Value.Fingerprint,
        ];
        Assert.Equal(fingerprints[0], fingerprints[1]);
        Assert.Equal(6, fingerprints.Distinct().Count());
    }

    [Fact]
    public void Every_problem_of_a_query_is_told_at_once()
    {
        Outcome<Query> outcome = Query.Read(new(["nix", "gov", "measures/gov"], [1, 1, 9], "sector ~ x", ["colour", "region", "region"], [77, 1]), Sector.Catalogue, CategoryList.Of([Sector.Edition]));
        Assert.Equal(
            [("stages", ProblemReason.StageUnknown), ("stages", ProblemReason.LineDuplicate), ("measures", ProblemReason.MeasureUnknown), ("measures", ProblemReason.LineDuplicate),
                ("stages", ProblemReason.StageNotCollected), ("filter", ProblemReason.FilterMalformed), ("group_by", ProblemReason.CohortUnknown), ("group_by", ProblemReason.LineDuplicate),
                ("statistics", ProblemReason.StatisticUnknown)],
            outcome.Problems.Select(problem => (problem.Field == "measure" ? "measures" : problem.Field, problem.Reason)));
        Assert.All(outcome.Problems, problem => Assert.NotEmpty(problem.Remedy));
        Assert.Equal([ProblemReason.TooManyLines, ProblemReason.TooManyLines, ProblemReason.TooManyLines],
            Query.Read(new([.. Enumerable.Repeat("hrs", 101)], [1, 2, 3, 1], "", ["sector", "region", "region", "region"], []), Sector.Catalogue, null).Problems.Select(problem => problem.Reason));
    }

    [Fact]
    public void What_a_dry_run_counts_is_what_the_rows_are() =>
        Gen.Select(Filter, GroupBy).Sample((filter, groupBy) =>
        {
            QueryRow[] rows = Sector.Rows(filter, groupBy);
            RowTally tally = RowTally.Of(rows);
            Assert.Equal(rows.Length, tally.RowCount);
            Assert.Equal((rows.LongCount(row => row.Figure.Value is not null || row.Figure.Text is not null), rows.LongCount(row => row.Figure.Marker == Marker.NotAvailable)), (tally.Answered, tally.NotAvailable));
            Assert.Equal(rows.LongCount(row => row.Figure.Marker == Marker.Confidential && row.Reason == WithheldReason.NotPublished), tally.Refused);
        }, iter: 40);

    private static IEnumerable<Figure> FiguresOf(Cell cell) => [cell.Mean, cell.Ratio, .. cell.Quantiles.Select(quantile => quantile.Figure)];

    private static string Describe(QueryRow row) => $"{row.Cell.Cohort} {row.Statistic} {row.Figure} {row.Outcome}";
}
