using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Benchmarks;

/// <summary>Sectors beside each other over the wire, on the survey of 2014 and on medians worked out by hand.</summary>
public sealed class CompareSectorsTests(CompareSectorsTests.Fixture fixture) : IClassFixture<CompareSectorsTests.Fixture>
{
    private const string Councils = "sector=local-authority";
    private const string Homes = "sector=housing-association";

    public sealed class Fixture : ServerFixture
    {
        public Api Publisher { get; private set; } = null!;

        // 33 of 77 local authorities and 41 of 123 housing associations say yes; a few of each are in the north.
        protected override async Task PrepareAsync()
        {
            await Steward.ImportOrganisationsAsync(Enumerable.Range(0, 200).Select(i => new Organisation
            {
                Name = $"organisations/o{i:000}",
                DisplayName = $"Member {i}",
                Sector = i < 77 ? "local-authority" : "housing-association",
                Region = i is < 3 or >= 197 ? "north" : "south",
            }));
            await Steward.ImportMeasuresAsync(
                new MeasureDefinition { Id = "diff", DisplayName = "Difficult to define", Unit = "yes/no", Direction = "lower", Kind = "yes-no", Stages = "delivered" },
                new MeasureDefinition { Id = "hours", DisplayName = "Hours", Unit = "hours", Direction = "higher", Kind = "amount", Stages = "delivered", Decimals = "1" });
            await Steward.OpenAsync("2014");
            ImportResult result = await Steward.ImportReturnsAsync("2014", Enumerable.Range(0, 200).SelectMany(i => new ImportLine[]
            {
                new() { Line = 2 * i + 1, Organisation = $"o{i:000}", Measure = "diff", Stage = "delivered", Numerator = i < 33 || i is >= 77 and < 118 ? "1" : "0", Denominator = "1" },
                new() { Line = 2 * i + 2, Organisation = $"o{i:000}", Measure = "hours", Stage = "delivered", Numerator = $"{(i < 77 ? 500 + 3 * i : 300 + 2 * (i - 77))}", Denominator = "" },
            }));
            Assert.Equal(400, result.Stored.Count);
            await Steward.CutAsync("2014");
            Publisher = await Server.SignInAsync(Role.Publisher);
        }
    }

    private static CompareSectorsRequest Request(string measure, params string[] cohorts) => new() { Edition = "periods/2014", Measures = { measure }, Cohorts = { cohorts } };

    [Fact]
    public async Task The_survey_of_2014_comes_out_as_it_was_published()
    {
        CompareSectorsResponse response = await fixture.Publisher.Benchmarks.CompareSectorsAsync(Request("measures/diff", Councils, Homes));
        Assert.Equal("periods/2014/editions/1", response.Edition);
        SectorComparison comparison = Assert.Single(response.Comparisons);
        Assert.Equal((ComparedStatistic.Proportion, "% of organisations", Direction.Lower), (comparison.Statistic, comparison.Unit, comparison.Direction));
        Assert.Equal([(43, 32, 54), (33, 26, 42)], comparison.Figures.Select(figure =>
            (Math.Round(figure.Figure.Value), Math.Round(figure.Figure.Interval.Lower), Math.Round(figure.Figure.Interval.Upper))));
        Assert.Equal(new Interval { Lower = comparison.Figures[0].Figure.Value, Upper = comparison.Figures[0].Figure.Value }, comparison.Figures[0].AmongMembers);
        SectorDifference difference = Assert.Single(comparison.Differences);
        Assert.Equal((Councils, Homes, Verdict.NoClearDifference, false), (difference.First, difference.Second, difference.Verdict, difference.MayShareMembers));
        Assert.Equal(1.357, difference.Score, 0.001);
    }

    [Fact]
    public async Task Medians_that_lie_apart_are_higher_and_lower_and_several_measures_come_at_once()
    {
        CompareSectorsRequest request = Request("measures/hours", Homes, Councils, "all");
        request.Measures.Add("measures/diff");
        CompareSectorsResponse response = await fixture.Publisher.Benchmarks.CompareSectorsAsync(request);
        Assert.Equal(["measures/hours", "measures/diff"], response.Comparisons.Select(comparison => comparison.Measure));
        SectorComparison hours = response.Comparisons[0];
        // Both are evenly spaced: 300 … 544 and 500 … 728.
        Assert.Equal([422, 614], hours.Figures.Take(2).Select(figure => figure.Figure.Value));
        Assert.Equal([Verdict.Lower, Verdict.Lower, Verdict.Higher], hours.Differences.Select(difference => difference.Verdict));
        Assert.Equal([false, true, true], hours.Differences.Select(difference => difference.MayShareMembers));
        Assert.All(hours.Figures, figure => Assert.True(figure.Figure.Interval.Lower < figure.Figure.Value && figure.Figure.Value < figure.Figure.Interval.Upper));
    }

    [Fact]
    public async Task A_withheld_cohort_says_so_and_names_the_nearest()
    {
        SectorComparison comparison = (await fixture.Publisher.Benchmarks.CompareSectorsAsync(Request("measures/hours", "sector=local-authority,region=north", Homes))).Comparisons.Single();
        SectorFigure north = comparison.Figures[0];
        Assert.Equal((WithheldReason.TooFew, false), (north.Benchmark.Reason, north.Benchmark.HasN));
        Assert.Contains(north.Benchmark.NearestPublished, nearest => nearest.Cohort == Councils);
        Assert.Equal((false, null, null), (north.Figure.HasValue, north.Figure.Interval, north.AmongMembers));
        SectorDifference difference = comparison.Differences.Single();
        Assert.Equal((Verdict.NotCompared, NotComparedReason.Withheld, false, null), (difference.Verdict, difference.Reason, difference.Difference.HasValue, difference.Difference.Interval));
        Assert.Equal([Marker.Confidential], difference.Difference.Markers);
    }

    [Fact]
    public async Task Its_cells_are_those_of_every_other_door_and_asked_again_the_bytes_are_the_same()
    {
        CompareSectorsRequest request = Request("measures/diff", Councils, Homes, "region=north", "all");
        CompareSectorsResponse response = await fixture.Publisher.Benchmarks.CompareSectorsAsync(request);
        foreach (SectorFigure figure in response.Comparisons[0].Figures)
        {
            Assert.Equal(figure.Benchmark, await fixture.Steward.Benchmarks.GetBenchmarkAsync(
                new() { Edition = "periods/2014/editions/1", Measure = "measures/diff", Cohort = figure.Benchmark.Cohort }));
        }
        Assert.Equal(response.ToByteArray(), (await fixture.Steward.Benchmarks.CompareSectorsAsync(request)).ToByteArray());
    }

    [Fact]
    public async Task Every_problem_of_a_request_is_told_at_once()
    {
        CompareSectorsRequest request = Request("measures/none", "colour=red", Councils, Councils);
        request.Measures.Add("measures/gov-01");
        request.Stage = Stage.Committed;
        Refused refused = (await Refused.ByAsync(fixture.Publisher.Benchmarks.CompareSectorsAsync(request))).Is(StatusCode.InvalidArgument, "MEASURE_UNKNOWN");
        Assert.Equal(["MEASURE_UNKNOWN", "STAGE_NOT_COLLECTED", "COHORT_UNKNOWN", "LINE_DUPLICATE"], refused.Violations.Select(violation => violation.Reason));
        (await Refused.ByAsync(fixture.Publisher.Benchmarks.CompareSectorsAsync(new() { Edition = "periods/2014" }))).Is(StatusCode.InvalidArgument, "FIELD_REQUIRED");
        (await Refused.ByAsync(fixture.Publisher.Benchmarks.CompareSectorsAsync(Request("measures/diff", "sector=library", "sector=museum")))).Is(StatusCode.InvalidArgument, "COHORT_UNKNOWN");
        (await Refused.ByAsync(fixture.Publisher.Benchmarks.CompareSectorsAsync(Request("measures/diff", [.. Enumerable.Range(0, 5_000).Select(i => $"sector=s{i}")]))))
            .Is(StatusCode.InvalidArgument, "TOO_MANY_LINES");
        (await Refused.ByAsync(fixture.Publisher.Benchmarks.CompareSectorsAsync(new(Request("measures/diff", Councils, Homes)) { Edition = "periods/2015" })))
            .Is(StatusCode.NotFound, "EDITION_UNKNOWN");
    }
}
