using Benchmarking.Editions;
using Benchmarking.Grains.Storage;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Faults;

/// <summary>A cut whose writes fail, each in turn: cut again it is the edition of a healthy run, and nobody sees anything in between.</summary>
public sealed class CutFaultTests(CutSilo silo) : IClassFixture<CutSilo>
{
    // A write of a cut, in whatever period: the n-th of its record.
    private sealed record CutWrite(string State, string Key, int Before);

    [Theory]
    [InlineData(1, FaultKind.BeforeCommit)]
    [InlineData(1, FaultKind.AfterCommit)]
    [InlineData(2, FaultKind.BeforeCommit)]
    [InlineData(2, FaultKind.AfterCommit)]
    [InlineData(2, FaultKind.VersionConflict)]
    public async Task A_cut_of_which_any_write_fails_is_cut_again_to_the_very_edition_of_a_healthy_run(int number, FaultKind kind)
    {
        (CutWrite[] writes, string[] expected) = await CutInGoodHealthAsync(number);
        foreach (CutWrite write in writes)
        {
            Period period = await silo.PrepareAsync(number - 1);
            string request = Guid.NewGuid().ToString();
            await FailAsync(period, request, write, kind, expected[..^1]);
            // The last write shows the edition: once it is committed, it is there as a whole.
            bool isThere = kind == FaultKind.AfterCommit && write == writes[^1];
            Assert.Equal(isThere ? expected : expected[..^1], await silo.Sector.ToldAsync(period));
            Assert.Equal(number, (await silo.Editions.CutAsync(period, request)).Value.Number);
            Assert.Equal(number, (await silo.Editions.CutAsync(period, request)).Value.Number);
            Assert.Equal(expected, await silo.Sector.ToldAsync(period));
        }
    }

    [Fact]
    public async Task What_a_failed_cut_has_left_does_not_show_in_the_next_one()
    {
        (_, string[] expected) = await CutInGoodHealthAsync(2, seed: 7);
        Period period = await silo.PrepareAsync(1, seed: 1);
        await FailAsync(period, Guid.NewGuid().ToString(), new("edition.v1", "/editions/2", 0), FaultKind.AfterCommit, expected[..^1]);
        await silo.Sector.SubmitAsync(period, seed: 7);
        Assert.Equal(2, (await silo.Editions.CutAsync(period, Guid.NewGuid().ToString())).Value.Number);
        await silo.RestartAsync();
        Assert.Equal(expected, await silo.Sector.ToldAsync(period));
    }

    [Fact]
    public async Task A_cut_that_was_committed_unacknowledged_keeps_its_number_when_another_is_cut_before_it_is_asked_for_again()
    {
        Period period = await silo.PrepareAsync(0);
        string request = Guid.NewGuid().ToString();
        await FailAsync(period, request, new("collection.v1", "", 1), FaultKind.AfterCommit, []);
        Assert.Equal(2, (await silo.Editions.CutAsync(period, Guid.NewGuid().ToString())).Value.Number);
        Assert.Equal(1, (await silo.Editions.CutAsync(period, request)).Value.Number);
        Assert.Equal(2, (await silo.Periods.GetAsync(period))!.LatestEdition);
    }

    [Fact]
    public async Task A_write_of_the_period_that_fails_while_a_cut_is_under_way_ends_the_cut_so_that_the_period_answers()
    {
        Period period = await silo.PrepareAsync(0);
        string request = Guid.NewGuid().ToString();
        StorageFault slow = silo.Storage.Script(new(FaultKind.None, "vintage.v1") { IsHeld = true });
        Task<Outcome<Edition>> cut = silo.Editions.CutAsync(period, request);
        await slow.Reached;
        silo.Storage.Script(new(FaultKind.BeforeCommit, "collection.v1", period.Name));
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => silo.Periods.CloseAsync(period));
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => cut.WaitAsync(StorageFault.Patience, TestContext.Current.CancellationToken));
        Assert.Null((await silo.Periods.GetAsync(period).WaitAsync(StorageFault.Patience, TestContext.Current.CancellationToken))!.CloseTime);
        slow.Release();
        Assert.Equal(1, (await silo.Editions.CutAsync(period, request)).Value.Number);
    }

    [Theory]
    [InlineData(FaultKind.BeforeCommit)]
    [InlineData(FaultKind.AfterCommit)]
    [InlineData(FaultKind.DiskFull)]
    public async Task A_withdrawal_that_meets_a_fault_is_not_acknowledged_and_sent_again_holds_once(FaultKind kind)
    {
        Period period = await silo.PrepareAsync(1);
        silo.Storage.Script(new(kind, "collection.v1", period.Name));
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => silo.Editions.WithdrawAsync(period, 1, "wrong unit"));
        Assert.Equal("wrong unit", (await silo.Editions.WithdrawAsync(period, 1, "wrong unit"))!.Withdrawal!.Reason);
        Assert.Single((await silo.Periods.GetAsync(period))!.Withdrawals);
        Assert.Null(await silo.Editions.FindAsync(period, null));
    }

    private async Task<(CutWrite[] Writes, string[] Told)> CutInGoodHealthAsync(int number, int seed = 1)
    {
        Period period = await silo.PrepareAsync(number - 1, seed);
        silo.Storage.Forget();
        Assert.True((await silo.Editions.CutAsync(period, Guid.NewGuid().ToString())).IsAccepted);
        StorageWrite[] writes = silo.Storage.Writes;
        // Its attempt, a vintage and a table for each of three columns, the edition, and what shows it.
        Assert.Equal(9, writes.Length);
        return ([.. writes.Select((write, index) => new CutWrite(write.State, write.Key[period.Name.Length..], writes.Take(index).Count(write.Equals)))],
            await silo.Sector.ToldAsync(period));
    }

    // Readers look while the write is under way, too.
    private async Task FailAsync(Period period, string request, CutWrite write, FaultKind kind, string[] meanwhile)
    {
        StorageFault fault = silo.Storage.Script(new(kind, write.State, period.Name + write.Key, write.Before) { IsHeld = true });
        Task<Outcome<Edition>> cut = silo.Editions.CutAsync(period, request);
        await (await Task.WhenAny(fault.Reached, cut));
        Assert.Equal(meanwhile, await silo.Sector.ToldAsync(period).WaitAsync(StorageFault.Patience, TestContext.Current.CancellationToken));
        fault.Release();
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => cut);
    }
}
