using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Queries;

/// <summary>Queries over the wire: rows, pages, dry runs.</summary>
public sealed class QueryTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    private static QueryRequest Request(string filter = "") => new() { Editions = { "periods/2025" }, Filter = filter };

    [Fact]
    public async Task Rows_come_by_edition_measure_stage_cohort_and_statistic()
    {
        QueryRequest request = new()
        {
            Editions = { "periods/2025", "periods/2024/editions/1" },
            Measures = { "measures/hrs", "measures/pct" },
            Stages = { Stage.Delivered, Stage.Committed },
            GroupBy = { "sector" },
            Statistics = { Statistic.Median, Statistic.Mean },
        };
        List<QueryRow> rows = await fixture.RowsAsync(request);
        Assert.Equal(["periods/2025/editions/1", "periods/2024/editions/1"], rows.Select(row => row.Edition).Distinct());
        Assert.Equal(["measures/hrs", "measures/pct"], rows.Take(12).Select(row => row.Measure).Distinct());
        Assert.Equal([Stage.Delivered, Stage.Committed, Stage.Delivered], rows.Where((_, index) => index % 4 == 0).Take(3).Select(row => row.Stage));
        Assert.Equal(["sector=housing-association", "sector=local-authority"], rows.Take(4).Select(row => row.Cohort).Distinct());
        Assert.Equal([Statistic.Median, Statistic.Mean], rows.Take(2).Select(row => row.Statistic));
        Assert.Equal(2 * 3 * 2 * 2, rows.Count);
        Assert.All(rows, row => Assert.Equal((RowOutcome.Answered, 60, 60, true), (row.Outcome, row.N, row.MemberCount, row.Figure.HasValue)));
    }

    [Fact]
    public async Task Every_row_of_a_cohort_is_what_GetBenchmark_gives()
    {
        List<QueryRow> rows = await fixture.RowsAsync(new() { Editions = { "periods/2025" }, Stages = { Stage.Committed, Stage.Delivered, Stage.Unstaged }, GroupBy = { "sector", "region" } });
        Assert.Equal(["measures/pct", "measures/hrs", "measures/gov"], rows.Select(row => row.Measure).Distinct());
        Assert.Contains(rows, row => row.Outcome == RowOutcome.Withheld);
        foreach (IGrouping<(string, Stage, string), QueryRow> cell in rows.GroupBy(row => (row.Measure, row.Stage, row.Cohort)))
        {
            Benchmark benchmark = await fixture.Analyst.Benchmarks.GetBenchmarkAsync(new() { Edition = "periods/2025", Measure = cell.Key.Item1, Stage = cell.Key.Item2, Cohort = cell.Key.Item3 });
            foreach (QueryRow row in cell)
            {
                Assert.Equal((FigureOf(benchmark, row.Statistic), benchmark.HasN, benchmark.N, benchmark.MemberCount, benchmark.Unit, benchmark.Reason, benchmark.Citation, benchmark.MeasureRevision),
                    (row.Figure, row.HasN, row.N, row.MemberCount, row.Unit, row.Reason, row.Citation, row.MeasureRevision));
                Assert.Equal(benchmark.Markers, row.Markers);
                Assert.Equal(benchmark.NearestPublished, row.NearestPublished);
            }
        }
    }

    [Fact]
    public async Task Cohorts_together_are_added_up_from_what_is_published_of_each()
    {
        QueryRow row = Assert.Single(await fixture.RowsAsync(new(Request("sector = local-authority AND region != west AND region != east")) { Measures = { "measures/hrs" }, Statistics = { Statistic.Mean } }));
        Assert.Equal(("sector=local-authority,region=north|south", RowOutcome.Answered, WithheldReason.Unspecified), (row.Cohort, row.Outcome, row.Reason));
        Assert.Equal(["sector=local-authority,region=north", "sector=local-authority,region=south"], row.DerivedFrom);
        Benchmark[] parts = await Task.WhenAll(row.DerivedFrom.Select(async part =>
            await fixture.Analyst.Benchmarks.GetBenchmarkAsync(new() { Edition = row.Edition, Measure = row.Measure, Cohort = part })));
        Assert.Equal((parts.Sum(part => part.N), parts.Sum(part => part.MemberCount)), (row.N, row.MemberCount));
        Assert.Equal(parts.Sum(part => part.N * part.Mean.Value) / row.N, row.Figure.Value, 9);
        Assert.Contains("cohort sector=local-authority,region=north|south", row.Citation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_none_of_the_editions_cohorts_is_refused_with_the_nearest()
    {
        QueryRow row = Assert.Single(await fixture.RowsAsync(new(Request("sector = local-authority AND region = north AND size_band_homes = large")) { Measures = { "measures/pct" }, Statistics = { Statistic.Median } }));
        Assert.Equal((RowOutcome.Refused, WithheldReason.NotPublished, false, false), (row.Outcome, row.Reason, row.HasN, row.HasMemberCount));
        Assert.InRange(row.NearestPublished.Count, 1, 3);
    }

    [Fact]
    public async Task Pages_of_any_size_together_are_the_whole_and_the_bytes_are_the_same_again()
    {
        QueryRequest request = new(Request("region != west")) { GroupBy = { "region", "size_band_homes" }, Editions = { "periods/2024" } };
        List<QueryRow> whole = await fixture.RowsAsync(request);
        Assert.True(whole.Count > 100);
        foreach (int size in (int[])[1, 7, 100, 10_000])
            Assert.Equal(whole, await fixture.RowsAsync(new(request) { PageSize = size }));
        Assert.Equal(whole.Select(row => row.ToByteString()), (await fixture.RowsAsync(request)).Select(row => row.ToByteString()));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_goes_on_from_its_last_message()
    {
        QueryRequest request = new() { Editions = { "periods/2024", "periods/2025" }, Stages = { Stage.Committed, Stage.Delivered, Stage.Unstaged }, GroupBy = { "sector", "region", "size_band_homes" } };
        List<QueryRow> whole = await fixture.RowsAsync(request);
        List<QueryRow> rows = [];
        string token;
        using (AsyncServerStreamingCall<QueryResponse> call = fixture.Analyst.Queries.Query(request))
        {
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            rows.AddRange(call.ResponseStream.Current.Rows);
            token = call.ResponseStream.Current.NextPageToken;
            Assert.Equal((500, whole.Count), (rows.Count, call.ResponseStream.Current.RowCount));
        }
        rows.AddRange(await fixture.RowsAsync(new(request) { PageToken = token }));
        Assert.Equal(whole, rows);
    }

    [Fact]
    public async Task A_token_is_of_its_query_and_of_no_other()
    {
        QueryRequest request = new(Request()) { PageSize = 3 };
        string token = (await fixture.PageAsync(request)).Next;
        foreach (QueryRequest other in (QueryRequest[])[new(Request("region = north")) { PageToken = token }, new() { Editions = { "periods/2024" }, PageToken = token, Measures = { "measures/pct" } },
            new(Request()) { PageToken = token, GroupBy = { "sector" } }, new(Request()) { PageToken = token + "x" }, new(Request()) { PageToken = "cXVlcnk6MTo6MA" }, new(Request()) { PageToken = new string('x', 9_000) }])
        {
            (await fixture.RefusedAsync(other)).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
        }
        // A token of another list is none either.
        string lists = (await fixture.Analyst.Benchmarks.ListCohortsAsync(new() { Edition = "periods/2025", PageSize = 1 })).NextPageToken;
        (await fixture.RefusedAsync(new(Request()) { PageToken = lists })).Is(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
        (await fixture.RefusedAsync(new(Request()) { PageSize = -1 })).Is(StatusCode.InvalidArgument, "NUMBER_NEGATIVE");
    }

    [Fact]
    public async Task A_dry_run_says_what_the_query_then_gives()
    {
        QueryRequest request = new() { Editions = { "periods/2024", "periods/2025" }, Filter = "region != south", GroupBy = { "region", "sector", "size_band_homes" }, PageSize = 2 };
        DryRunResponse outlook = await fixture.Analyst.Queries.DryRunAsync(new() { Query = request });
        List<QueryRow> rows = await fixture.RowsAsync(new(request) { PageSize = 0 });
        Assert.Equal(rows.Count, outlook.RowCount);
        foreach (EditionOutlook edition in outlook.Editions)
        {
            QueryRow[] its = [.. rows.Where(row => row.Edition == edition.Edition)];
            Assert.Equal((its.Length, its.DistinctBy(row => row.Cohort).Count(), its.DistinctBy(row => (row.Measure, row.Stage)).Count()), ((int)edition.RowCount, edition.CohortCount, edition.TableCount));
            Assert.Equal(new RowTally
            {
                Answered = its.Count(row => row.Outcome == RowOutcome.Answered),
                Derived = its.Count(row => row.DerivedFrom.Count > 0),
                Withheld = its.Count(row => row.Outcome == RowOutcome.Withheld),
                Refused = its.Count(row => row.Outcome == RowOutcome.Refused),
                NotAvailable = its.Count(row => row.Outcome == RowOutcome.NotAvailable),
            }, edition.Tally);
        }
        Assert.Equal(2, outlook.Editions.Count);
    }

    [Fact]
    public async Task Every_problem_of_a_query_is_told_at_once()
    {
        QueryRequest wrong = new()
        {
            Editions = { "periods/2031", "periods/2025/editions/9", "nothing" },
            Measures = { "measures/none", "measures/pct" },
            Stages = { Stage.Committed },
            Filter = "sectr = x AND (region < north",
            GroupBy = { "colour" },
            Statistics = { (Statistic)77 },
        };
        Refused refused = (await fixture.RefusedAsync(wrong)).Is(StatusCode.InvalidArgument, "EDITION_UNKNOWN");
        Assert.Equal(["EDITION_UNKNOWN", "EDITION_UNKNOWN", "IDENTIFIER_MALFORMED", "MEASURE_UNKNOWN", "STAGE_NOT_COLLECTED", "COHORT_UNKNOWN", "FILTER_MALFORMED", "FILTER_UNSUPPORTED", "COHORT_UNKNOWN", "STATISTIC_UNKNOWN"],
            refused.Violations.Select(violation => violation.Reason));
        Assert.Equal(refused.Violations, (await Refused.ByAsync(fixture.Analyst.Queries.DryRunAsync(new() { Query = wrong }))).Violations);
        (await fixture.RefusedAsync(new())).Is(StatusCode.InvalidArgument, "FIELD_REQUIRED");
        (await Refused.ByAsync(fixture.Analyst.Queries.DryRunAsync(new()))).Is(StatusCode.InvalidArgument, "FIELD_REQUIRED");
        (await fixture.RefusedAsync(new() { Editions = { "periods/2025", "periods/2025/editions/1" } })).Is(StatusCode.InvalidArgument, "LINE_DUPLICATE");
        (await fixture.RefusedAsync(new() { Editions = { Enumerable.Repeat("periods/2025", 5_000) } })).Is(StatusCode.InvalidArgument, "TOO_MANY_LINES");
    }

    private static Figure FigureOf(Benchmark benchmark, Statistic statistic) => statistic switch
    {
        Statistic.Mean => benchmark.Mean,
        Statistic.Ratio => benchmark.Ratio,
        _ => benchmark.Quantiles[statistic - Statistic.P10].Figure,
    };
}
