using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Storage;
using Benchmarking.Measures;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Periods;

/// <summary>
/// One cut: pulls what every organisation on the roster has submitted, hands each (measure, stage) column to its table grain, and says
/// what came of it. It holds nothing that outlives it: after a crash the next cut starts anew.
/// </summary>
internal sealed class Cut(
    Period period, int number, long attempt, DateTimeOffset time, ImmutableArray<Withdrawal> withdrawals, DisclosurePolicy policy, IGrainFactory grains, CutProgressSource progress)
{
    /// <summary>Calls under way at once: enough to keep the store busy, few enough for bounded memory.</summary>
    private const int Breadth = 64;

    /// <summary>The edition, not yet visible to readers; null when nothing is submitted.</summary>
    public async Task<Edition?> RunAsync(ImmutableArray<string> roster)
    {
        Catalogue catalogue = (await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key).GetAsync()).Catalogue;
        CohortLattice lattice = CohortLattice.Of(await PullOrganisationsAsync(), policy.MostDimensionsCrossed);
        ImmutableArray<ContributionColumn> columns = await PullColumnsAsync(roster, catalogue);
        if (columns.IsEmpty)
            return null;
        Edition[] earlier = await ReadEditionsAsync(period, Enumerable.Range(1, number - 1));
        Edition? lastPeriod = await ReadLastPeriodAsync();
        TableSummary[] summaries = await InParallelAsync(columns, CutPhase.Protecting, column => CutAsync(column, lattice, earlier, lastPeriod));
        return new Edition(period, number, time,
            [.. columns.Select(column => new TableKey(column.Measure.Id, column.Stage))],
            [.. lattice.Cohorts.Zip(lattice.MembersOf, (cohort, members) => new CohortSize(cohort, members.Length))],
            summaries.Sum(summary => summary.PublishedCells), summaries.Sum(summary => summary.WithheldCells), policy.Digest());
    }

    private async Task<IEnumerable<Organisation>> PullOrganisationsAsync()
    {
        ImmutableArray<string> ids = await grains.GetGrain<INameIndexGrain>(OrganisationId.Collection).ListAsync();
        StoredOrganisation?[] stored = await InParallelAsync(ids, CutPhase.Collecting,
            id => grains.GetGrain<IOrganisationGrain>(new OrganisationId(id).Name).GetAsync());
        return stored.OfType<StoredOrganisation>().Select(organisation => organisation.Organisation);
    }

    private async Task<ImmutableArray<ContributionColumn>> PullColumnsAsync(ImmutableArray<string> roster, Catalogue catalogue)
    {
        Contributions[] pulled = await InParallelAsync(roster, CutPhase.Collecting,
            id => grains.GetGrain<IReturnGrain>(Return.NameOf(new(id), period)).PullAsync());
        var columns =
            from entry in roster.Zip(pulled).SelectMany(pair => pair.Second.Items.Select(item => (Organisation: new OrganisationId(pair.First), Item: item)))
            let measure = catalogue.Find(entry.Item.Measure)
            where measure is not null
            group new ColumnEntry(entry.Organisation, entry.Item.Numerator, entry.Item.Denominator) by (measure, entry.Item.Stage) into column
            orderby column.Key.measure.Id.Value, column.Key.Stage
            select new ContributionColumn(column.Key.measure, column.Key.Stage, [.. column]);
        return [.. columns];
    }

    private Task<TableSummary> CutAsync(ContributionColumn column, CohortLattice lattice, Edition[] earlier, Edition? lastPeriod)
    {
        TableKey key = new(column.Measure.Id, column.Stage);
        return grains.GetGrain<ITableGrain>(TableNames.Of(period, number, key)).CutAsync(new(
            column.Measure, column.Stage, column.Entries, lattice, policy, attempt,
            [.. earlier.Where(edition => edition.Tables.Contains(key)).Select(edition =>
                new EarlierTable(TableNames.Of(period, edition.Number, key), withdrawals.Any(withdrawal => withdrawal.Edition == edition.Number)))],
            lastPeriod is not null && lastPeriod.Tables.Contains(key) ? TableNames.Of(lastPeriod.Period, lastPeriod.Number, key) : null));
    }

    // What was withheld last time starts withheld: a pattern that moves about tells more than one that stays.
    private async Task<Edition?> ReadLastPeriodAsync()
    {
        return period.Previous() is { } last && await grains.GetGrain<ICollectionGrain>(last.Name).GetAsync() is { LatestGivenEdition: > 0 } stored
            ? (await ReadEditionsAsync(last, [stored.LatestGivenEdition]))[0]
            : null;
    }

    private async Task<Edition[]> ReadEditionsAsync(Period of, IEnumerable<int> numbers) =>
        [.. (await Task.WhenAll(numbers.Select(edition => grains.GetGrain<IEditionGrain>($"{of.Name}/editions/{edition}").GetAsync()))).Select(cut => cut!.Edition)];

    private async Task<TResult[]> InParallelAsync<TItem, TResult>(ImmutableArray<TItem> items, CutPhase phase, Func<TItem, Task<TResult>> call)
    {
        List<TResult> results = new(items.Length);
        foreach (TItem[] some in items.Chunk(Breadth))
        {
            results.AddRange(await Task.WhenAll(some.Select(call)));
            progress.Report(new(phase, results.Count, items.Length));
        }
        return [.. results];
    }
}
