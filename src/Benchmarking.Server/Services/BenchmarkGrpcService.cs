using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Returns;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;
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
internal sealed class BenchmarkGrpcService(EditionGateway editions, MeasureGateway measures, ReturnGateway returns, OrganisationGateway organisations)
    : BenchmarkService.BenchmarkServiceBase
{
    private const int MostCohorts = 10;

    /// <inheritdoc/>
    public override async Task<CompareResponse> Compare(CompareRequest request, ServerCallContext context)
    {
        OrganisationId organisation = Names.Organisation(request.Organisation);
        OwnOrganisation own = context.Own(organisation);
        Edition edition = await editions.NamedAsync(request.Edition);
        Catalogue catalogue = await measures.GetAsync();
        ImmutableArray<Cohort> cohorts = await CohortsAsync(request, organisation);
        ImmutableArray<OwnFigure> figures = await returns.OwnFiguresAsync(own, edition.Period, catalogue);
        CompareResponse response = new() { Edition = edition.Name };
        foreach (TableKey key in Wanted(request, catalogue, figures, edition))
        {
            Measure measure = catalogue.Find(key.Measure)!;
            double? value = figures.FirstOrDefault(figure => figure.Measure == key.Measure && figure.Stage == key.Stage)?.Value;
            response.Comparisons.Add(await CompareAsync(edition, measure, key.Stage, cohorts, value));
        }
        return response;
    }

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
        return await ReadAsync(edition, measure, stage, cohort, cell => cell.Benchmark);
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

    private async Task<Comparison> CompareAsync(Edition edition, Measure measure, Stage stage, ImmutableArray<Cohort> cohorts, double? value)
    {
        Comparison comparison = new()
        {
            Measure = measure.Id.Name,
            DisplayName = measure.Name,
            Stage = stage.ToWire(),
            Direction = (V1.Direction)measure.Direction,
            Unit = BenchmarkMapping.UnitOf(measure),
            Own = BenchmarkMapping.ToOwnFigure(value),
        };
        foreach (Cohort cohort in cohorts)
        {
            comparison.Cohorts.Add(await ReadAsync(edition, measure, stage, cohort,
                read => new ComparedCohort { Benchmark = read.Benchmark, Position = read.Cell.PositionIn(value) }));
        }
        return comparison;
    }

    private async Task<T> ReadAsync<T>(Edition edition, Measure measure, Stage stage, Cohort cohort, Func<(Benchmark Benchmark, Cell Cell), T> select)
    {
        Table? table = await editions.TableAsync(edition, measure.Id, stage);
        Cell cell = edition.Read(table, cohort).OrThrow();
        // The measure as it was at the cut, so that the answer is the same whenever it is asked for.
        return select((cell.ToWire(edition, table?.Measure ?? measure, stage), cell));
    }

    private async Task<ImmutableArray<Cohort>> CohortsAsync(CompareRequest request, OrganisationId organisation)
    {
        if (request.Cohorts.Count > MostCohorts)
            throw new Problem(0, "cohorts", ProblemReason.TooManyLines, $"There are {request.Cohorts.Count} cohorts.", $"Ask for at most {MostCohorts} at once.").ToException();
        if (request.Cohorts.Count > 0)
            return [.. request.Cohorts.Select(Names.Cohort).Distinct()];
        StoredOrganisation stored = await organisations.GetAsync(organisation) ?? throw OrganisationId.Unknown(organisation.Value).ToException();
        return [Dimension.Sector.CategoryOf(stored.Organisation) is { } sector ? Cohort.Of(Dimension.Sector, sector) : Cohort.All];
    }

    // The measures asked for at each stage, or everything the caller returned; with neither, everything in the edition. In catalogue order.
    private static IEnumerable<TableKey> Wanted(CompareRequest request, Catalogue catalogue, ImmutableArray<OwnFigure> figures, Edition edition)
    {
        if (request.Measures.Count == 0)
        {
            HashSet<TableKey> returned = [.. figures.IsEmpty ? edition.Tables : figures.Select(figure => new TableKey(figure.Measure, figure.Stage))];
            return catalogue.Measures.SelectMany(measure => measure.Stages.Select(stage => new TableKey(measure.Id, stage))).Where(returned.Contains);
        }
        Problem[] unknown = [.. request.Measures.Where(name => catalogue.Find(MeasureId.TryParse(name)) is null).Select(name => MeasureId.Unknown(name))];
        if (unknown.Length > 0)
            throw unknown.ToException();
        return request.Measures.Select(name => catalogue.Find(MeasureId.TryParse(name))!).Distinct()
            .SelectMany(measure => measure.Stages.Select(stage => new TableKey(measure.Id, stage)))
            .Where(key => edition.Tables.Contains(key) || figures.Any(figure => figure.Measure == key.Measure && figure.Stage == key.Stage)
                || catalogue.Find(key.Measure)!.UsualStage == key.Stage);
    }
}
