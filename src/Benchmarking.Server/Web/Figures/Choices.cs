using System.Collections.Immutable;
using Benchmarking.Cohorts;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;

namespace Benchmarking.Server.Web.Figures;

/// <summary>Finds what a member may choose to look at, and what it has chosen.</summary>
internal sealed class Choices(PeriodGateway periods, EditionGateway editions, OrganisationGateway organisations)
{
    // Beyond this many periods a list is no choice, and a trend no picture.
    private const int MostPeriods = 12;

    /// <summary>
    /// The edition and cohort that an address names; the latest edition, and the member's sector, where it names none or none that is
    /// there. Null when there is no edition at all.
    /// </summary>
    public async Task<Choice?> ReadAsync(OwnOrganisation own, string? edition, string? group)
    {
        ImmutableArray<StoredPeriod> known = await periods.ListAsync();
        IReadOnlyList<Edition> all = await ListAsync(known);
        if (all.Count == 0)
            return null;
        Edition chosen = all.FirstOrDefault(one => one.Name == edition) ?? all[0];
        Outcome<Cohort> asked = Cohort.Parse(group);
        Cohort cohort = !string.IsNullOrEmpty(group) && asked.IsAccepted && Has(chosen, asked.Value) ? asked.Value : await UsualAsync(own, chosen);
        return new(chosen, cohort, all, known);
    }

    /// <summary>Of each period, latest first, the editions that are given, latest first.</summary>
    public async Task<IReadOnlyList<Edition>> ListAsync() => await ListAsync(await periods.ListAsync());

    /// <summary>An edition's cohorts that an organisation is in, widest first.</summary>
    public async Task<IReadOnlyList<Cohort>> OwnCohortsAsync(OwnOrganisation own, Edition edition)
    {
        if (await organisations.GetAsync(own.Id) is not { Organisation: { } organisation })
            return [Cohort.All];
        return [.. edition.Cohorts.Select(size => size.Cohort).Where(cohort => cohort.Has(organisation))];
    }

    private async Task<IReadOnlyList<Edition>> ListAsync(ImmutableArray<StoredPeriod> known)
    {
        ImmutableArray<StoredEdition>[] lists = await Task.WhenAll(known.Take(MostPeriods).Select(editions.ListAsync));
        return [.. lists.SelectMany(list => list).Where(stored => stored.Withdrawal is null).Select(stored => stored.Edition)];
    }

    private async Task<Cohort> UsualAsync(OwnOrganisation own, Edition edition) =>
        await organisations.GetAsync(own.Id) is { Organisation: { } organisation } && Dimension.Sector.CategoryOf(organisation) is { } sector
            && Has(edition, Cohort.Of(Dimension.Sector, sector)) ? Cohort.Of(Dimension.Sector, sector) : Cohort.All;

    private static bool Has(Edition edition, Cohort cohort) => edition.Cohorts.Any(size => size.Cohort == cohort);
}
