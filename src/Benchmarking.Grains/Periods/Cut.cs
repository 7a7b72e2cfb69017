using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Disclosure;
using Benchmarking.Editions;
using Benchmarking.Grains.Cohorts;
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
    /// <summary>The edition, not yet visible to readers; null when nothing is submitted.</summary>
    public async Task<CutEdition?> RunAsync(ImmutableArray<string> roster)
    {
        Catalogue catalogue = (await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key).GetAsync()).Catalogue;
        StoredOrganisation[] stored = await PullOrganisationsAsync();
        Organisation[] present = [.. stored.Where(organisation => organisation.Withdrawal is null).Select(organisation => organisation.Organisation)];
        ImmutableArray<GroupMember> groups = policy.Defences.HasFlag(Defences.ControlGroups) ? GroupMember.Of(present) : [];
        CutEdition[] earlier = await ReadEditionsAsync(period, Enumerable.Range(1, number - 1));
        CohortLattice lattice = CohortLattice.Of(present, policy.MostDimensionsCrossed, policy.Defences.HasFlag(Defences.ControlGroups), await ReadDeclaredAsync())
            .After(earlier.Where(cut => !cut.Groups.IsDefault).Select(cut => new CutGroups(cut.Edition.Number, cut.Groups)));
        // Who was withdrawn is on the roster still, and its return can be read by nobody.
        HashSet<string> withdrawn = [.. stored.Where(organisation => organisation.Withdrawal is not null).Select(organisation => organisation.Organisation.Id.Value)];
        ImmutableArray<ContributionColumn> columns = await PullColumnsAsync([.. roster.Where(id => !withdrawn.Contains(id))], catalogue);
        if (columns.IsEmpty)
            return null;
        Edition? lastPeriod = await ReadLastPeriodAsync();
        PeriodLinks links = new(catalogue.Measures, earlier.Reverse().SelectMany(cut => cut.Links.IsDefault ? [] : cut.Links));
        TableSummary[] summaries = await InParallelAsync(links.Group([.. columns, .. NotReturned(columns, earlier, catalogue)]), CutPhase.Protecting,
            linked => CutAsync(linked, links, lattice, earlier, lastPeriod));
        Edition edition = new(period, number, time,
            [.. columns.Select(column => new TableKey(column.Measure.Id, column.Stage))],
            [.. lattice.Cohorts.Select((cohort, index) => new CohortSize(cohort, lattice.MembersOf[index].Length, lattice.BodiesOf(index), IsDeclared: index >= lattice.CrossCount))],
            summaries.Sum(summary => summary.PublishedCells), summaries.Sum(summary => summary.WithheldCells), policy.Digest());
        return new(edition, attempt,
            [.. columns.Select(column => column.Measure).Where(measure => measure.IsLinked).DistinctBy(measure => measure.Id).Select(MeasureLinks.Of)], groups);
    }

    private async Task<IEnumerable<Cohort>> ReadDeclaredAsync() =>
        (await grains.GetGrain<ICohortProposalGrain>(ICohortProposalGrain.KeyOf(period)).ListAsync()).Where(proposal => proposal.State == ProposalState.Accepted).Select(proposal => proposal.Cohort);

    private async Task<StoredOrganisation[]> PullOrganisationsAsync()
    {
        ImmutableArray<string> ids = await grains.GetGrain<INameIndexGrain>(OrganisationId.Collection).ListAsync();
        StoredOrganisation?[] stored = await InParallelAsync(ids, CutPhase.Collecting,
            id => grains.GetGrain<IOrganisationGrain>(new OrganisationId(id).Name).GetAsync());
        return [.. stored.OfType<StoredOrganisation>()];
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

    // What earlier editions told of a table counts for those that are linked with it, also when nobody has a figure for it any more.
    private static IEnumerable<ContributionColumn> NotReturned(ImmutableArray<ContributionColumn> columns, CutEdition[] earlier, Catalogue catalogue) =>
        from key in earlier.SelectMany(cut => cut.Edition.Tables).Distinct().Except(columns.Select(column => new TableKey(column.Measure.Id, column.Stage)))
        let measure = catalogue.Find(key.Measure)
        where measure is not null
        select new ContributionColumn(measure, key.Stage, []);

    private Task<TableSummary> CutAsync(ImmutableArray<ContributionColumn> columns, PeriodLinks links, CohortLattice lattice, CutEdition[] earlier, Edition? lastPeriod)
    {
        ImmutableArray<CutColumn> linked = [.. columns.Select(column => Describe(column, links, earlier, lastPeriod))];
        return grains.GetGrain<ITableGrain>(linked.First(column => column.IsReturned).Name).CutAsync(new(linked, lattice, policy, attempt));
    }

    private CutColumn Describe(ContributionColumn column, PeriodLinks links, CutEdition[] earlier, Edition? lastPeriod)
    {
        TableKey key = new(column.Measure.Id, column.Stage);
        return new(TableNames.Of(period, number, key), column.Measure, column.Stage, column.Entries,
            [.. earlier.Select(cut => cut.Edition).Where(edition => edition.Tables.Contains(key)).Select(edition =>
                new EarlierTable(TableNames.Of(period, edition.Number, key), withdrawals.Any(withdrawal => withdrawal.Edition == edition.Number), edition.Number))],
            lastPeriod is not null && lastPeriod.Tables.Contains(key) ? TableNames.Of(lastPeriod.Period, lastPeriod.Number, key) : null,
            links.Of(column.Measure.Id));
    }

    // What was withheld last time starts withheld: a pattern that moves about tells more than one that stays.
    private async Task<Edition?> ReadLastPeriodAsync() =>
        period.Previous() is { } last && await grains.GetGrain<ICollectionGrain>(last.Name).GetAsync() is { LatestGivenEdition: > 0 } stored
            ? (await ReadEditionsAsync(last, [stored.LatestGivenEdition]))[0].Edition
            : null;

    private async Task<CutEdition[]> ReadEditionsAsync(Period of, IEnumerable<int> numbers) =>
        [.. (await Task.WhenAll(numbers.Select(edition => grains.GetGrain<IEditionGrain>($"{of.Name}/editions/{edition}").GetAsync()))).Select(cut => cut!)];

    private Task<TResult[]> InParallelAsync<TItem, TResult>(ImmutableArray<TItem> items, CutPhase phase, Func<TItem, Task<TResult>> call) =>
        GrainCalls.AskAllAsync(items, call, done => progress.Report(new(phase, done, items.Length)));
}
