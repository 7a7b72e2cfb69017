using System.Collections.Immutable;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Measures;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Server.Sample;

/// <summary>Fills an empty store with the sample sector. A start that was cut short goes on where it stopped.</summary>
internal sealed class SampleStart(
    OrganisationGateway organisations, MeasureGateway measures, PeriodGateway periods, ReturnGateway returns, EditionGateway editions, Operator runner)
{
    /// <summary>The member whose comparison is shown.</summary>
    public static OrganisationId Member { get; } = OrganisationId.TryParse("sample-la-001")!;

    // Names the sample's submissions, so that a second start does not submit them again.
    private const string RequestId = "5a3d1e00-0000-4000-8000-000000000001";
    private const int Breadth = 64;

    /// <summary>The sample's period; the same at every start, so that what the README says stays true.</summary>
    public static Period Period { get; } = Returns.Period.TryParse("2025-26")!;

    /// <summary>Whether the store has members other than the sample's: they are left alone.</summary>
    public async Task<bool> HasOtherMembersAsync()
    {
        ImmutableArray<string> known = await organisations.ListIdsAsync();
        return known.Except(SampleSector.Organisations().Select(organisation => organisation.Id.Value)).Any();
    }

    /// <summary>Whether the store had the sample, and gives nothing of it any more: its editions were withdrawn, or its period is finished without one.</summary>
    public async Task<bool> IsGoneAsync() =>
        await periods.GetAsync(Period) is { LatestGivenEdition: 0 } stored && (stored.LatestEdition > 0 || stored.State == PeriodState.Finished);

    /// <summary>Fills the store unless it has an edition of the sample's period already.</summary>
    public async Task FillAsync(Caller steward, Action<string> report)
    {
        if (await editions.FindAsync(Period, null) is not null)
            return;
        ImmutableArray<Organisation> sector = SampleSector.Organisations();
        report($"Filling the empty store with a synthetic sector of {sector.Length} organisations…");
        await runner.RunAsync("Sample/Fill", Period.Name, () => FillAsync(sector, steward));
    }

    /// <summary>A key for each kind of user.</summary>
    public async Task<IReadOnlyDictionary<Role, string>> IssueKeysAsync() => new Dictionary<Role, string>
    {
        [Role.Contributor] = await runner.IssueKeyAsync(Role.Contributor, Member),
        [Role.Publisher] = await runner.IssueKeyAsync(Role.Publisher),
        [Role.Analyst] = await runner.IssueKeyAsync(Role.Analyst),
    };

    private async Task FillAsync(ImmutableArray<Organisation> sector, Caller steward)
    {
        _ = (await periods.OpenAsync(Period)).Value;
        Measures.Catalogue catalogue = await measures.GetAsync();
        foreach (Organisation[] some in sector.Chunk(Breadth))
            await Task.WhenAll(some.Select(organisation => AddAsync(organisation, catalogue, steward)));
        await editions.CutAsync(Period, RequestId);
    }

    private async Task AddAsync(Organisation organisation, Measures.Catalogue catalogue, Caller steward)
    {
        await organisations.ImportAsync(organisation);
        Outcome<int> revision = await returns.ImportAsync(steward, organisation.Id, Period, SampleSector.Return(organisation, catalogue), "Synthetic sample", RequestId);
        _ = revision.Value;
    }
}
