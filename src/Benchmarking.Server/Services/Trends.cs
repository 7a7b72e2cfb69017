using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Benchmarking.Server.Errors;

namespace Benchmarking.Server.Services;

/// <summary>A measure across periods: what calls and pages both answer with.</summary>
internal sealed class Trends(PeriodGateway periods, EditionGateway editions, MeasureGateway measures, ReturnGateway returns)
{
    /// <summary>A cohort's figures in the periods of one kind, up to one of them, with a member's own where there is a member.</summary>
    /// <param name="measure">The measure, as it is defined now.</param>
    /// <param name="stage">One of its stages.</param>
    /// <param name="cohort">The cohort; periods whose edition does not know its categories are left out.</param>
    /// <param name="last">The last period; null for the latest that has an edition.</param>
    /// <param name="own">The member; null for none.</param>
    public async Task<Trend> ReadAsync(Measure measure, Stage stage, Cohort cohort, Period? last, OwnOrganisation? own) =>
        (await ReadAsync(measure, [stage], cohort, await periods.ListAsync(), last, own)).Single();

    /// <summary>The same at several stages, in their order.</summary>
    /// <param name="measure">The measure, as it is defined now.</param>
    /// <param name="stages">Its stages.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="known">Every period, the latest first, as they were read before.</param>
    /// <param name="last">The last period; null for the latest that has an edition.</param>
    /// <param name="own">The member; null for none.</param>
    public async Task<ImmutableArray<Trend>> ReadAsync(Measure measure, IReadOnlyCollection<Stage> stages, Cohort cohort, ImmutableArray<StoredPeriod> known, Period? last, OwnOrganisation? own)
    {
        ImmutableArray<Edition> latest = await EditionsAsync(known, last);
        ImmutableArray<OwnFigure>[] figures = await OwnAsync(own, latest);
        return [.. await Task.WhenAll(stages.Select(stage => TrendAsync(latest, figures, measure, stage, cohort)))];
    }

    private async Task<Trend> TrendAsync(ImmutableArray<Edition> latest, ImmutableArray<OwnFigure>[] figures, Measure measure, Stage stage, Cohort cohort)
    {
        (TrendPoint? Point, ImmutableArray<Problem> Problems)[] read = await Task.WhenAll(latest.Select((edition, index) => PointAsync(edition, measure, stage, cohort, figures[index])));
        // A category that no edition knows is a mistake; one that some know has come or gone.
        if (read.Length > 0 && read.All(one => one.Point is null))
            throw read[^1].Problems.ToException();
        return Trend.Of([.. read.Select(one => one.Point).OfType<TrendPoint>()]);
    }

    // Of each period the latest edition that is given, the oldest period first.
    private async Task<ImmutableArray<Edition>> EditionsAsync(ImmutableArray<StoredPeriod> known, Period? last)
    {
        StoredPeriod[] asked = [.. known.Where(stored => last is null || (stored.Period.First <= last.First && stored.Period.IsOfTheKindOf(last)))];
        if (last is not null && asked.All(stored => stored.Period != last))
            throw last.Unknown().ToException();
        List<Edition> latest = [];
        foreach (StoredPeriod stored in asked)
        {
            if (latest.Count < Trend.MostPeriods && (latest.Count == 0 || stored.Period.IsOfTheKindOf(latest[0].Period)) && await editions.FindLatestAsync(stored) is { Withdrawal: null, Edition: { } edition })
                latest.Add(edition);
        }
        latest.Reverse();
        return [.. latest];
    }

    private async Task<(TrendPoint?, ImmutableArray<Problem>)> PointAsync(Edition edition, Measure measure, Stage stage, Cohort cohort, ImmutableArray<OwnFigure> own)
    {
        Table? table = await editions.TableAsync(edition, measure.Id, stage);
        Outcome<Cell> cell = edition.Read(table, cohort);
        if (!cell.IsAccepted)
            return (null, cell.Problems);
        return (new TrendPoint(edition, table?.Measure ?? measure, cell.Value, own.FirstOrDefault(figure => figure.Measure == measure.Id && figure.Stage == stage)?.Value), []);
    }

    // Its figures in each edition's period.
    private async Task<ImmutableArray<OwnFigure>[]> OwnAsync(OwnOrganisation? own, ImmutableArray<Edition> latest)
    {
        if (own is null)
            return [.. latest.Select(_ => ImmutableArray<OwnFigure>.Empty)];
        Catalogue catalogue = await measures.GetAsync();
        return await Task.WhenAll(latest.Select(edition => returns.OwnFiguresAsync(own, edition.Period, catalogue)));
    }
}
