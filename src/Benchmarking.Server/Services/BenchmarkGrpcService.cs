using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Measures;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;
using Edition = Benchmarking.Editions.Edition;
using Measure = Benchmarking.Measures.Measure;
using Stage = Benchmarking.Measures.Stage;

namespace Benchmarking.Server.Services;

/// <summary>Comparisons over gRPC: look-ups in an edition's tables, beside the caller's own figures.</summary>
internal sealed class BenchmarkGrpcService(EditionGateway editions, MeasureGateway measures, Comparisons comparisons, Trends trends) : BenchmarkService.BenchmarkServiceBase
{
    private const int MostMeasures = 50;

    /// <inheritdoc/>
    public override Task<CompareResponse> Compare(CompareRequest request, ServerCallContext context) =>
        comparisons.CompareAsync(context.Own(Names.Organisation(request.Organisation)), request);

    /// <inheritdoc/>
    public override async Task<Benchmark> GetBenchmark(GetBenchmarkRequest request, ServerCallContext context)
    {
        MeasureId id = Names.Measure(request.Measure);
        Cohort cohort = Names.Cohort(request.Cohort);
        Edition edition = await editions.NamedAsync(request.Edition);
        (Measure measure, Stage stage) = await CollectedAsync(id, request.Stage);
        return await comparisons.ReadAsync(edition, measure, stage, cohort, cell => cell.Benchmark);
    }

    /// <inheritdoc/>
    public override async Task<CompareSectorsResponse> CompareSectors(CompareSectorsRequest request, ServerCallContext context)
    {
        Catalogue catalogue = await measures.GetAsync();
        Outcome<ImmutableArray<Cohort>> cohorts = Editions.SectorComparison.Cohorts(request.Cohorts);
        Problem[] problems = [.. MeasureProblems(request, catalogue), .. cohorts.Problems];
        if (problems.Length > 0)
            throw problems.ToException();
        Edition edition = await editions.NamedAsync(request.Edition);
        CompareSectorsResponse response = new() { Edition = edition.Name };
        foreach (Measure measure in request.Measures.Select(name => catalogue.Find(MeasureId.TryParse(name))!).Distinct())
        {
            Stage stage = StageOf(measure, request.Stage);
            Table? table = await editions.TableAsync(edition, measure.Id, stage);
            response.Comparisons.Add(Editions.SectorComparison.Of(edition, table, measure, stage, cohorts.Value).OrThrow().ToWire(edition));
        }
        return response;
    }

    /// <inheritdoc/>
    public override Task<V1.Trend> GetTrend(GetTrendRequest request, ServerCallContext context) =>
        TrendAsync(request.Measure, request.Stage, Names.Cohort(request.Cohort), request.Period, own: null);

    /// <inheritdoc/>
    public override async Task<V1.Trend> CompareTrend(CompareTrendRequest request, ServerCallContext context)
    {
        OwnOrganisation own = context.Own(Names.Organisation(request.Organisation));
        Cohort cohort = request.Cohort.Length > 0 ? Names.Cohort(request.Cohort) : await comparisons.UsualCohortAsync(own.Id);
        return await TrendAsync(request.Measure, request.Stage, cohort, request.Period, own);
    }

    /// <inheritdoc/>
    public override async Task<ListCohortsResponse> ListCohorts(ListCohortsRequest request, ServerCallContext context)
    {
        Edition edition = await editions.NamedAsync(request.Edition);
        (IReadOnlyList<CohortSize> page, string next) = Pages.Of(edition.Cohorts, $"{edition.Name}/cohorts", request.PageSize, request.PageToken);
        ListCohortsResponse response = new() { NextPageToken = next };
        response.Cohorts.AddRange(page.Select(size => new CohortSummary { Cohort = size.Cohort.Text, MemberCount = size.MemberCount }));
        return response;
    }

    private async Task<V1.Trend> TrendAsync(string name, V1.Stage asked, Cohort cohort, string period, OwnOrganisation? own)
    {
        Returns.Period? last = period.Length > 0 ? Names.Period(period) : null;
        (Measure measure, Stage stage) = await CollectedAsync(Names.Measure(name), asked);
        return (await trends.ReadAsync(measure, stage, cohort, last, own)).ToWire(measure, stage, cohort, hasOwn: own is not null);
    }

    private async Task<(Measure, Stage)> CollectedAsync(MeasureId id, V1.Stage asked)
    {
        Measure measure = (await measures.GetAsync()).Find(id) ?? throw MeasureId.Unknown(id.Value).ToException();
        Stage stage = StageOf(measure, asked);
        return NotCollected(measure, stage) is { } problem ? throw problem.ToException() : (measure, stage);
    }

    private static IEnumerable<Problem> MeasureProblems(CompareSectorsRequest request, Catalogue catalogue)
    {
        if (request.Measures.Count is 0 or > MostMeasures)
        {
            return [new(0, "measures", request.Measures.Count == 0 ? ProblemReason.FieldRequired : ProblemReason.TooManyLines,
                $"There are {request.Measures.Count} measures.", $"Name 1 to {MostMeasures}.")];
        }
        return request.Measures.Select(name => catalogue.Find(MeasureId.TryParse(name)) is { } measure
            ? NotCollected(measure, StageOf(measure, request.Stage)) : MeasureId.Unknown(name)).OfType<Problem>();
    }

    private static Stage StageOf(Measure measure, V1.Stage asked) => asked == V1.Stage.Unspecified ? measure.UsualStage : (Stage)asked;

    private static Problem? NotCollected(Measure measure, Stage stage) => measure.Stages.Contains(stage) ? null
        : new Problem(0, "stage", ProblemReason.StageNotCollected, $"{measure.Id} is not collected at that stage.",
            $"Use {string.Join(" or ", measure.Stages.Select(Stages.ToText))}.");
}
