using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Storage;
using Benchmarking.Organisations;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>Calls that share a write share its fate: none is acknowledged before what it asked for is durable.</summary>
public sealed class DurableAnswerTests(CutSilo silo) : IClassFixture<CutSilo>
{
    [Fact]
    public async Task Opening_a_period_that_another_call_is_opening_waits_for_its_write() =>
        await BothFailAsync(Period.TryParse("2020")!, async period => await silo.Periods.OpenAsync(period), async period => Assert.Null(await silo.Periods.GetAsync(period)));

    [Fact]
    public async Task Closing_a_period_that_another_call_is_closing_waits_for_its_write()
    {
        Period period = await silo.PrepareAsync(0);
        await BothFailAsync(period, silo.Periods.CloseAsync, async period => Assert.Null((await silo.Periods.GetAsync(period))!.CloseTime));
    }

    [Fact]
    public async Task Finishing_a_period_that_another_call_is_finishing_waits_for_its_write()
    {
        Period period = await silo.PrepareAsync(0);
        await silo.Periods.CloseAsync(period);
        await BothFailAsync(period, silo.Periods.FinishAsync, async period => Assert.Null((await silo.Periods.GetAsync(period))!.FinishTime));
    }

    [Fact]
    public async Task Withdrawing_an_edition_that_another_call_is_withdrawing_waits_for_its_write()
    {
        Period period = await silo.PrepareAsync(1);
        await BothFailAsync(period, period => silo.Editions.WithdrawAsync(period, 1, "wrong unit"),
            async period => Assert.Empty((await silo.Periods.GetAsync(period))!.Withdrawals));
    }

    [Theory]
    [InlineData(FaultKind.BeforeCommit)]
    [InlineData(FaultKind.AfterCommit)]
    public async Task Of_many_that_enrol_at_once_while_writes_fail_each_that_is_acknowledged_is_on_the_roster(FaultKind kind)
    {
        Period period = await silo.PrepareAsync(0);
        ICollectionGrain collection = silo.Grains.GetGrain<ICollectionGrain>(period.Name);
        foreach (int skip in Enumerable.Range(0, 8))
            silo.Storage.Script(new(kind, "collection.v1", period.Name, skip));
        OrganisationId[] members = [.. Enumerable.Range(0, 200).Select(i => OrganisationId.TryParse($"e-{i:000}")!)];
        bool[] acknowledged = await Task.WhenAll(members.Select(member => AcknowledgedAsync(() => collection.EnrolAsync(member))));
        Assert.Contains(false, acknowledged);
        string[] roster = [.. (await silo.ReadStoredAsync<CollectionRecord>("collection.v1", period.Name)).State!.Roster];
        Assert.Empty(members.Where((_, i) => acknowledged[i]).Select(member => member.Value).Except(roster));
        foreach (OrganisationId member in members)
        {
            while (!await AcknowledgedAsync(() => collection.EnrolAsync(member)))
                Assert.Contains(false, acknowledged);
        }
        roster = [.. (await silo.ReadStoredAsync<CollectionRecord>("collection.v1", period.Name)).State!.Roster];
        Assert.Equal(members.Select(member => member.Value).Concat(silo.Sector.Members.Select(own => own.Id.Value)).Order(StringComparer.Ordinal), roster);
    }

    private async Task BothFailAsync<T>(Period period, Func<Period, Task<T>> call, Func<Period, Task> unchanged)
    {
        StorageFault fault = silo.Storage.Script(new(FaultKind.BeforeCommit, "collection.v1", period.Name) { IsHeld = true });
        Task first = call(period);
        await fault.Reached;
        Task second = call(period);
        // Calls come in the order they were made: once this one is answered, the second has had its turn.
        await silo.Periods.GetAsync(period);
        fault.Release();
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => first);
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => second);
        await unchanged(period);
        await call(period);
    }

    private static async Task<bool> AcknowledgedAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (NotAcknowledgedException)
        {
            return false;
        }
    }
}
