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
internal sealed class Cut(Period period, int number, long attempt, DateTimeOffset time, IGrainFactory grains, CutProgressSource progress)
{
    /// <summary>Calls under way at once: enough to keep the store busy, few enough for bounded memory.</summary>
    private const int Breadth = 64;

    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Default;

    /// <summary>The edition, not yet visible to readers; null when nothing is submitted.</summary>
    public async Task<Edition?> RunAsync(ImmutableArray<string> roster)
    {
        Catalogue catalogue = (await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key).GetAsync()).Catalogue;
        CohortLattice lattice = CohortLattice.Of(await PullOrganisationsAsync());
        ImmutableArray<ContributionColumn> columns = await PullColumnsAsync(roster, catalogue);
        if (columns.IsEmpty)
            return null;
        TableSummary[] summaries = await InParallelAsync(columns, CutPhase.Protecting, column => Table(column).CutAsync(new(column, lattice, Policy, attempt)));
        return new Edition(period, number, time,
            [.. columns.Select(column => new TableKey(column.Measure.Id, column.Stage))],
            [.. lattice.Cohorts.Zip(lattice.MembersOf, (cohort, members) => new CohortSize(cohort, members.Length))],
            summaries.Sum(summary => summary.PublishedCells), summaries.Sum(summary => summary.WithheldCells), Policy.Digest());
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

    private ITableGrain Table(ContributionColumn column) =>
        grains.GetGrain<ITableGrain>(TableNames.Of(period, number, new(column.Measure.Id, column.Stage)));

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
