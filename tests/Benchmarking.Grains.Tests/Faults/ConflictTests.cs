using System.Collections.Immutable;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>Two that believe they own a grain: another writes its record behind its back, with a handle of its own on the same store.</summary>
public sealed class ConflictTests(PlatformSilo silo) : IClassFixture<PlatformSilo>
{
    private static readonly Period Period = Period.TryParse("2025")!;

    [Fact]
    public async Task Of_two_that_write_a_return_the_later_is_refused_and_reads_what_the_other_has_written()
    {
        await silo.Periods.OpenAsync(Period);
        OwnOrganisation own = await silo.AddMemberAsync("two-owners");
        string request = Guid.NewGuid().ToString(), key = Return.NameOf(own.Id, Period);
        Assert.Equal(1, (await SubmitAsync(own, 1, "")).Value.Revision);
        // The other's submission is acknowledged to its own caller.
        string others = Guid.NewGuid().ToString();
        WriteReturn write = new(ReturnState.Submitted, [Sector.Line("spd-01", 2, 100)], "", "", others);
        GrainState<ReturnRecord> record = await silo.ReadStoredAsync<ReturnRecord>("return.v1", key);
        record.State = record.State!.Apply(write, record.State.UpdateTime).Value;
        await silo.WriteBehindAsync("return.v1", key, record);

        await Assert.ThrowsAsync<NotAcknowledgedException>(() => SubmitAsync(own, 3, request));
        Assert.Equal(2, Assert.Single((await silo.Returns.GetAsync(own, Period))!.Lines).Numerator);
        Assert.Equal(2, (await SubmitAsync(own, 2, others)).Value.Revision);
        Assert.Equal(3, (await SubmitAsync(own, 3, request)).Value.Revision);
        Assert.Equal(3, (await SubmitAsync(own, 3, request)).Value.Revision);
        Assert.Equal([3, 2, 1], (await silo.Returns.ListRevisionsAsync(own, Period)).Select(entry => entry.Revision));
    }

    [Fact]
    public async Task A_handle_that_is_behind_cannot_write_over_what_a_grain_has_acknowledged()
    {
        await silo.Periods.OpenAsync(Period);
        OwnOrganisation own = await silo.AddMemberAsync("behind");
        string key = Return.NameOf(own.Id, Period);
        await SubmitAsync(own, 1, "");
        GrainState<ReturnRecord> behind = await silo.ReadStoredAsync<ReturnRecord>("return.v1", key);
        Assert.Equal(2, (await SubmitAsync(own, 2, "")).Value.Revision);
        await Assert.ThrowsAnyAsync<Orleans.Storage.InconsistentStateException>(() => silo.WriteBehindAsync("return.v1", key, behind));
        await silo.RestartAsync();
        Assert.Equal(2, Assert.Single((await silo.Returns.GetAsync(own, Period))!.Lines).Numerator);
    }

    [Fact]
    public async Task Two_that_enrol_on_one_roster_end_with_both_on_it()
    {
        Period period = Period.TryParse("2031")!;
        await silo.Periods.OpenAsync(period);
        GrainState<CollectionRecord> record = await silo.ReadStoredAsync<CollectionRecord>("collection.v1", period.Name);
        record.State = record.State! with { Roster = ["others"] };
        await silo.WriteBehindAsync("collection.v1", period.Name, record);
        ICollectionGrain collection = silo.Grains.GetGrain<ICollectionGrain>(period.Name);
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => collection.EnrolAsync(OrganisationId.TryParse("ours")!));
        Assert.True((await collection.EnrolAsync(OrganisationId.TryParse("ours")!)).IsAccepted);
        Assert.Equal(["others", "ours"], (await silo.ReadStoredAsync<CollectionRecord>("collection.v1", period.Name)).State!.Roster);
    }

    [Fact]
    public async Task Two_that_create_different_organisations_end_with_both_in_the_list()
    {
        await silo.AddMemberAsync("first");
        GrainState<NameIndexRecord> index = await silo.ReadStoredAsync<NameIndexRecord>("index.v1", OrganisationId.Collection);
        index.State = new() { Ids = [.. index.State!.Ids.Append("zz-others")] };
        await silo.WriteBehindAsync("index.v1", OrganisationId.Collection, index);
        Organisation organisation = PlatformSilo.NewOrganisation("ours");
        string request = Guid.NewGuid().ToString();
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => silo.Organisations.CreateAsync(organisation, request));
        StoredOrganisation created = (await silo.Organisations.CreateAsync(organisation, request)).Value;
        Assert.Equal(Etag.Of(1), created.Etag);
        ImmutableArray<string> ids = await silo.Organisations.ListIdsAsync();
        Assert.Equal(["ours", "zz-others"], ids.Intersect(["zz-others", "ours"]));
    }

    private Task<Outcome<Return>> SubmitAsync(OwnOrganisation own, int jobs, string request) => silo.Returns.WriteAsync(
        own, Period, ReturnState.Submitted, [Sector.Line("spd-01", jobs, 100)], "", "", request);
}
