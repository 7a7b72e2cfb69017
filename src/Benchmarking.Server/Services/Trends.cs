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
    public async Task<Trend> ReadAsync(Measure measure, Stage stage, Cohort cohort, Period? last, OwnOrganisation? own)
    {
        ImmutableArray<Edition> latest = await EditionsAsync(last);
        Catalogue catalogue = await measures.GetAsync();
        (TrendPoint? Point, ImmutableArray<Problem> Problems)[] read = await Task.WhenAll(latest.Select(edition => PointAsync(edition, measure, stage, cohort, own, catalogue)));
        // A category that no edition knows is a mistake; one that some know has come or gone.
        if (read.Length > 0 && read.All(one => one.Point is null))
            throw read[^1].Problems.ToException();
        return Trend.Of([.. read.Select(one => one.Point).OfType<TrendPoint>()]);
    }

    // Of each period the latest edition that is given, the oldest period first.
    private async Task<ImmutableArray<Edition>> EditionsAsync(Period? last)
    {
        StoredPeriod[] known = [.. (await periods.ListAsync()).Where(stored => last is null || (stored.Period.First <= last.First && stored.Period.IsOfTheKindOf(last)))];
        if (last is not null && known.All(stored => stored.Period != last))
            throw last.Unknown().ToException();
        List<Edition> latest = [];
        foreach (Period period in known.Select(stored => stored.Period))
        {
            if (latest.Count < Trend.MostPeriods && (latest.Count == 0 || period.IsOfTheKindOf(latest[0].Period)) && await editions.FindAsync(period, null) is { Withdrawal: null, Edition: { } edition })
                latest.Add(edition);
        }
        latest.Reverse();
        return [.. latest];
    }

    private async Task<(TrendPoint?, ImmutableArray<Problem>)> PointAsync(Edition edition, Measure measure, Stage stage, Cohort cohort, OwnOrganisation? own, Catalogue catalogue)
    {
        Table? table = await editions.TableAsync(edition, measure.Id, stage);
        Outcome<Cell> cell = edition.Read(table, cohort);
        if (!cell.IsAccepted)
            return (null, cell.Problems);
        return (new TrendPoint(edition, table?.Measure ?? measure, cell.Value, await OwnAsync(own, edition.Period, measure, stage, catalogue)), []);
    }

    private async Task<double?> OwnAsync(OwnOrganisation? own, Period period, Measure measure, Stage stage, Catalogue catalogue) => own is null ? null
        : (await returns.OwnFiguresAsync(own, period, catalogue)).FirstOrDefault(figure => figure.Measure == measure.Id && figure.Stage == stage)?.Value;
}
