using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Server.Tests.Web;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Benchmarks;

/// <summary>A measure across six years, and whether a member's figure is unusual, over the wire and on its page.</summary>
public sealed class TrendTests(TrendTests.Fixture fixture) : IClassFixture<TrendTests.Fixture>
{
    private const string Member = "c01";
    private const int First = 2019, Years = 6, Councils = 24;

    public sealed class Fixture : ServerFixture
    {
        public Api Own { get; private set; } = null!;

        protected override Task<TestServer> StartAsync() => TestServer.StartWithPagesAsync();

        // Of 500 invoices council i pays 100 + 15 i in time, and 3 more each year; the first one 400, and 1 fewer each year.
        protected override async Task PrepareAsync()
        {
            await Steward.ImportOrganisationsAsync(Enumerable.Range(1, Councils).Select(i => new Organisation { Name = $"organisations/c{i:00}", DisplayName = $"Council {i}", Sector = "local-authority" }));
            for (int year = 0; year < Years; year++)
            {
                await Steward.OpenAsync($"{First + year}");
                Assert.Null((await Steward.ImportReturnsAsync($"{First + year}", Enumerable.Range(1, Councils).SelectMany(i => Lines(i, year)))).Error);
                await Steward.CutAsync($"{First + year}");
            }
            // A quarter and a financial year are no part of a series of calendar years, and a period without an edition is none yet.
            foreach (string other in (string[])["2023-24", "2024-q4"])
            {
                await Steward.OpenAsync(other);
                Assert.Null((await Steward.ImportReturnsAsync(other, Enumerable.Range(1, Councils).SelectMany(i => Lines(i, 9)))).Error);
                await Steward.CutAsync(other);
            }
            await Steward.OpenAsync("2025");
            Own = await Server.SignInAsync(Role.Viewer, $"organisations/{Member}");
        }

        private static IEnumerable<ImportLine> Lines(int i, int year) =>
        [
            new() { Line = (2 * i) + 1, Organisation = $"c{i:00}", Measure = "spd-04", Stage = "delivered", Numerator = i == 1 ? $"{400 - year}" : $"{100 + (15 * i) + (3 * year)}", Denominator = "500" },
            new() { Line = (2 * i) + 2, Organisation = $"c{i:00}", Measure = "gov-01", Stage = "unstaged", Numerator = $"{i % 2}", Denominator = "1" },
        ];
    }

    [Fact]
    public async Task Six_rising_years_are_told_as_rising_and_a_members_own_as_falling()
    {
        Trend trend = await fixture.Own.Benchmarks.CompareTrendAsync(new() { Organisation = $"organisations/{Member}", Measure = "measures/spd-04", Period = "periods/2024" });
        Assert.Equal(("measures/spd-04", Stage.Delivered, "%", "sector=local-authority", ComparedStatistic.Median, ""),
            (trend.Measure, trend.Stage, trend.Unit, trend.Cohort, trend.Statistic, trend.DefinedSince));
        Assert.Equal(Enumerable.Range(First, Years).Select(year => $"periods/{year}"), trend.Points.Select(point => point.Period));
        Assert.Equal(Enumerable.Range(0, Years).Select(year => 100.0 * (400 - year) / 500), trend.Points.Select(point => point.Own.Value));
        Assert.Equal((Years, TrendVerdict.Rising, 0.6), (trend.CohortTest.PeriodCount, trend.CohortTest.Verdict, Math.Round(trend.CohortTest.Slope, 6)));
        Assert.Equal((Years, TrendVerdict.Falling, -0.2), (trend.OwnTest.PeriodCount, trend.OwnTest.Verdict, Math.Round(trend.OwnTest.Slope, 6)));
        // Of 720 orders one only rises and one only falls.
        Assert.Equal([2 / 720.0, 2 / 720.0], [trend.CohortTest.PValue, trend.OwnTest.PValue]);
    }

    [Fact]
    public async Task Its_figures_are_those_of_the_other_calls()
    {
        Trend trend = await fixture.Steward.Benchmarks.GetTrendAsync(new() { Measure = "measures/spd-04", Cohort = "sector=local-authority", Period = "periods/2024" });
        Assert.Null(trend.OwnTest);
        Assert.Equal(Years, trend.Points.Count);
        foreach (TrendPoint point in trend.Points)
        {
            Benchmark benchmark = await fixture.Steward.Benchmarks.GetBenchmarkAsync(new() { Edition = point.Period, Measure = "measures/spd-04", Cohort = trend.Cohort });
            Assert.Equal(benchmark, point.Benchmark);
            Assert.Equal(benchmark.Quantiles.Single(quantile => quantile.Probability == 0.5).Figure.Value, point.Figure.Value);
            Assert.Null(point.Own);
        }
    }

    [Fact]
    public async Task Of_a_yes_or_no_the_percentage_is_followed()
    {
        Trend trend = await fixture.Own.Benchmarks.CompareTrendAsync(new() { Organisation = $"organisations/{Member}", Measure = "measures/gov-01", Cohort = "all", Period = "periods/2022" });
        Assert.Equal((ComparedStatistic.Proportion, 4), (trend.Statistic, trend.Points.Count));
        Assert.All(trend.Points, point => Assert.Equal((50.0, 100.0), (point.Figure.Value, point.Own.Value)));
        Assert.Equal((TrendVerdict.TooFewPeriods, false), (trend.CohortTest.Verdict, trend.CohortTest.HasPValue));
    }

    [Fact]
    public async Task Periods_of_another_kind_and_without_an_edition_are_none_of_it()
    {
        Trend latest = await fixture.Steward.Benchmarks.GetTrendAsync(new() { Measure = "measures/spd-04" });
        Assert.Equal(["periods/2024-q4"], latest.Points.Select(point => point.Period));
        Trend financial = await fixture.Steward.Benchmarks.GetTrendAsync(new() { Measure = "measures/spd-04", Period = "periods/2023-24" });
        Assert.Equal(["periods/2023-24"], financial.Points.Select(point => point.Period));
        Trend open = await fixture.Steward.Benchmarks.GetTrendAsync(new() { Measure = "measures/spd-04", Period = "periods/2025" });
        Assert.Equal(Years, open.Points.Count);
    }

    [Fact]
    public async Task What_is_wrong_is_said()
    {
        async Task RefusedAsync(GetTrendRequest request, StatusCode code, string reason) => (await Refused.ByAsync(fixture.Steward.Benchmarks.GetTrendAsync(request))).Is(code, reason);
        await RefusedAsync(new() { Measure = "measures/none" }, StatusCode.NotFound, "MEASURE_UNKNOWN");
        await RefusedAsync(new() { Measure = "measures/spd-04", Stage = Stage.Committed }, StatusCode.InvalidArgument, "STAGE_NOT_COLLECTED");
        await RefusedAsync(new() { Measure = "measures/spd-04", Cohort = "sector=library" }, StatusCode.InvalidArgument, "COHORT_UNKNOWN");
        await RefusedAsync(new() { Measure = "measures/spd-04", Cohort = new('a', 100_000) }, StatusCode.InvalidArgument, "COHORT_UNKNOWN");
        await RefusedAsync(new() { Measure = "measures/spd-04", Period = "periods/1999" }, StatusCode.NotFound, "PERIOD_UNKNOWN");
        await RefusedAsync(new() { Measure = "measures/spd-04", Period = "yesterday" }, StatusCode.InvalidArgument, "PERIOD_MALFORMED");
        (await Refused.ByAsync(fixture.Own.Benchmarks.CompareTrendAsync(new() { Organisation = "organisations/c02", Measure = "measures/spd-04" }))).Is(StatusCode.NotFound, "ORGANISATION_UNKNOWN");
    }

    [Fact]
    public async Task A_figure_far_from_the_others_is_unusual_by_limits_from_what_is_published()
    {
        Comparison comparison = (await fixture.Own.Benchmarks.CompareAsync(new() { Organisation = $"organisations/{Member}", Edition = "periods/2019", Measures = { "measures/spd-04" } })).Comparisons.Single();
        Funnel funnel = comparison.Cohorts[0].Funnel;
        double At(double probability) => comparison.Cohorts[0].Benchmark.Quantiles.Single(quantile => quantile.Probability == probability).Figure.Value;
        Assert.Equal((At(0.5), Math.Sqrt(At(0.5) * (100 - At(0.5)) / 500)), (funnel.Target, funnel.StandardError));
        double above = Math.Sqrt(Math.Pow(funnel.StandardError, 2) + Math.Pow((At(0.75) - At(0.5)) / 0.674490, 2));
        Assert.Equal(Math.Min(100, funnel.Target + (1.959964 * above)), funnel.Limits95.Upper, 1e-4);
        Assert.Equal(Math.Min(100, funnel.Target + (3.090232 * above)), funnel.Limits998.Upper, 1e-4);
        Assert.Equal(comparison.Own.Value > funnel.Limits998.Upper ? FunnelPlace.FarAbove : comparison.Own.Value > funnel.Limits95.Upper ? FunnelPlace.Above : FunnelPlace.Within, funnel.Place);
        Comparison policy = (await fixture.Own.Benchmarks.CompareAsync(new() { Organisation = $"organisations/{Member}", Edition = "periods/2019", Measures = { "measures/gov-01" } })).Comparisons.Single();
        Assert.Null(policy.Cohorts[0].Funnel);
    }

    [Fact]
    public async Task Its_page_tells_the_trend_and_draws_the_funnel_with_a_table_under_it()
    {
        using Visitor visitor = await Visitor.SignInAsync(fixture.Server.PagesUrl, fixture.Own.Key);
        IHtmlDocument page = await visitor.ReadAsync("/where-we-stand/spd-04?edition=periods/2024/editions/1");
        string text = page.Body!.TextContent;
        Assert.Contains("Your figure has fallen over 6 periods, by about 0.2 a period (Mann–Kendall test, p = 0.003).", text, StringComparison.Ordinal);
        Assert.Contains("The group's median has risen over 6 periods, by about 0.6 a period", text, StringComparison.Ordinal);
        IElement funnel = page.QuerySelectorAll("svg").Single(chart => chart.QuerySelector("title")!.TextContent.Contains("limits by number of cases", StringComparison.Ordinal));
        Assert.Contains("For 500 cases the 95 % limits are", funnel.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["125", "500 (yours)", "2,000"], funnel.NextElementSibling!.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
    }
}
