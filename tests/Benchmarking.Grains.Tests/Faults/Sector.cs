using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Telemetry;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Orleans.Serialization;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>Members of two sectors and regions, and their returns of two measures.</summary>
internal sealed class Sector(PlatformSilo silo)
{
    private readonly List<OwnOrganisation> _members = [];

    public IReadOnlyList<OwnOrganisation> Members => _members;

    public async Task AddMembersAsync(int count)
    {
        for (int i = 0; i < count; i++)
            _members.Add(await silo.AddMemberAsync($"m-{i:000}", i % 2 == 0 ? "local-authority" : "housing-association", i % 4 < 2 ? "north" : "south"));
    }

    /// <summary>Every member's return; the same seed gives the same figures.</summary>
    public async Task SubmitAsync(Period period, int seed)
    {
        await silo.Periods.OpenAsync(period);
        Random random = new(seed);
        foreach (OwnOrganisation own in _members)
        {
            ImmutableArray<ReturnLine> lines = [Line("spd-01", random.Next(5, 60), 100), Line("emp-01", random.Next(1, 40), 1), Line("cash", random.Next(5, 60), 1)];
            Assert.True((await silo.Returns.WriteAsync(own, period, ReturnState.Submitted, lines, "", "", "")).IsAccepted);
        }
    }

    public static ReturnLine Line(string measure, decimal numerator, decimal denominator) =>
        new(MeasureId.TryParse(measure)!, Stage.Delivered, numerator, denominator);

    /// <summary>All that a period's editions tell, and how each came about, as bytes; without the names of editions and the time.</summary>
    public async Task<string[]> ToldAsync(Period period)
    {
        // A gateway of its own remembers nothing.
        using EditionGateway fresh = new(silo.Grains, silo.Get<PlatformMeter>(), EditionCacheSize.Default);
        return [.. await Task.WhenAll((await fresh.ListAsync(period)).Reverse().Select(stored => ToldAsync(fresh, stored)))];
    }

    private async Task<string> ToldAsync(EditionGateway editions, StoredEdition stored)
    {
        Edition edition = stored.Edition;
        Serializer serializer = silo.Get<Serializer>();
        string head = $"{edition.Number}: {edition.PublishedCells}, {edition.WithheldCells}, {edition.PolicyDigest}, {string.Join(' ', edition.Cohorts)}";
        string[] tables = await Task.WhenAll(edition.Tables.Select(async key =>
        {
            Table table = Assert.IsType<Table>(await editions.TableAsync(edition, key.Measure, key.Stage));
            IVintageGrain vintage = silo.Grains.GetGrain<IVintageGrain>(TableNames.Of(edition.Period, edition.Number, key));
            return $"{key}: {Convert.ToHexString(serializer.SerializeToArray(table))}, {Convert.ToHexString(serializer.SerializeToArray(await vintage.GetAsync()))}";
        }));
        return $"{head}\n{string.Join('\n', tables)}\n{string.Join('\n', (await editions.AuditAsync(edition)).Tables)}";
    }
}
