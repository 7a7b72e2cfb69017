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
using Benchmarking.Server.Errors;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Edition = Benchmarking.Editions.Edition;
using Measure = Benchmarking.Measures.Measure;
using Stage = Benchmarking.Measures.Stage;

namespace Benchmarking.Server.Services;

/// <summary>A member's own figures beside an edition's: what calls and pages both answer with.</summary>
internal sealed class Comparisons(EditionGateway editions, MeasureGateway measures, ReturnGateway returns, OrganisationGateway organisations)
{
    private const int MostCohorts = 10;

    /// <summary>Compares an organisation with cohorts; without any, with its sector.</summary>
    public async Task<CompareResponse> CompareAsync(OwnOrganisation own, CompareRequest request)
    {
        Edition edition = await editions.NamedAsync(request.Edition);
        Catalogue catalogue = await measures.GetAsync();
        ImmutableArray<Cohort> cohorts = await CohortsAsync(request, own.Id);
        ImmutableArray<OwnFigure> figures = await returns.OwnFiguresAsync(own, edition.Period, catalogue);
        CompareResponse response = new() { Edition = edition.Name };
        foreach (TableKey key in Wanted(request, catalogue, figures, edition))
        {
            Measure measure = catalogue.Find(key.Measure)!;
            OwnFigure? figure = figures.FirstOrDefault(figure => figure.Measure == key.Measure && figure.Stage == key.Stage);
            response.Comparisons.Add(await CompareAsync(edition, measure, key.Stage, cohorts, figure));
        }
        return response;
    }

    private async Task<Comparison> CompareAsync(Edition edition, Measure measure, Stage stage, ImmutableArray<Cohort> cohorts, OwnFigure? figure)
    {
        Comparison comparison = new()
        {
            Measure = measure.Id.Name,
            DisplayName = measure.Name,
            Stage = stage.ToWire(),
            Direction = (V1.Direction)measure.Direction,
            Unit = measure.FigureUnit,
            Own = BenchmarkMapping.ToOwnFigure(figure?.Value),
        };
        foreach (Cohort cohort in cohorts)
        {
            comparison.Cohorts.Add(await ReadAsync(edition, measure, stage, cohort,
                read => new ComparedCohort
                {
                    Benchmark = read.Benchmark,
                    Position = read.Cell.PositionIn(figure?.Value),
                    Funnel = figure is null ? null : OwnFunnel.Of(read.Cell, read.Measure, figure)?.ToWire(),
                }));
        }
        return comparison;
    }

    /// <summary>A cohort's cell, in the words of the wire and in the domain's.</summary>
    public async Task<T> ReadAsync<T>(Edition edition, Measure measure, Stage stage, Cohort cohort, Func<(Benchmark Benchmark, Cell Cell, Measure Measure), T> select)
    {
        Table? table = await editions.TableAsync(edition, measure.Id, stage);
        Cell cell = edition.Read(table, cohort).OrThrow();
        // The measure as it was at the cut, so that the answer is the same whenever it is asked for.
        Measure asCut = table?.Measure ?? measure;
        return select((cell.ToWire(edition, asCut, stage), cell, asCut));
    }

    /// <summary>The cohort that a member means when it names none: its sector.</summary>
    public async Task<Cohort> UsualCohortAsync(OrganisationId organisation)
    {
        StoredOrganisation stored = await organisations.GetAsync(organisation) ?? throw OrganisationId.Unknown(organisation.Value).ToException();
        return Dimension.Sector.CategoryOf(stored.Organisation) is { } sector ? Cohort.Of(Dimension.Sector, sector) : Cohort.All;
    }

    private async Task<ImmutableArray<Cohort>> CohortsAsync(CompareRequest request, OrganisationId organisation)
    {
        if (request.Cohorts.Count > MostCohorts)
            throw new Problem(0, "cohorts", ProblemReason.TooManyLines, $"There are {request.Cohorts.Count} cohorts.", $"Ask for at most {MostCohorts} at once.").ToException();
        return request.Cohorts.Count > 0 ? [.. request.Cohorts.Select(Names.Cohort).Distinct()] : [await UsualCohortAsync(organisation)];
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
