using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
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
internal sealed class BenchmarkGrpcService(EditionGateway editions, MeasureGateway measures, Comparisons comparisons) : BenchmarkService.BenchmarkServiceBase
{
    /// <inheritdoc/>
    public override Task<CompareResponse> Compare(CompareRequest request, ServerCallContext context) =>
        comparisons.CompareAsync(context.Own(Names.Organisation(request.Organisation)), request);

    /// <inheritdoc/>
    public override async Task<Benchmark> GetBenchmark(GetBenchmarkRequest request, ServerCallContext context)
    {
        MeasureId id = Names.Measure(request.Measure);
        Cohort cohort = Names.Cohort(request.Cohort);
        Edition edition = await editions.NamedAsync(request.Edition);
        Measure measure = (await measures.GetAsync()).Find(id) ?? throw MeasureId.Unknown(id.Value).ToException();
        Stage stage = request.Stage == V1.Stage.Unspecified ? measure.UsualStage : (Stage)request.Stage;
        if (!measure.Stages.Contains(stage))
        {
            throw new Problem(0, "stage", ProblemReason.StageNotCollected, $"{measure.Id} is not collected at that stage.",
                $"Use {string.Join(" or ", measure.Stages.Select(Stages.ToText))}.").ToException();
        }
        return await comparisons.ReadAsync(edition, measure, stage, cohort, cell => cell.Benchmark);
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
}
