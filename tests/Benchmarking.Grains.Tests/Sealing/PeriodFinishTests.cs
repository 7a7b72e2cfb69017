using System.Security.Cryptography;
using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Faults;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>A period that is finished has its key destroyed: what its cuts kept is opened by nothing that is left, and no cut makes another.</summary>
public sealed class PeriodFinishTests(CutSilo silo) : IClassFixture<CutSilo>
{
    private const int TablesOfAnEdition = 3;
    private const string KeysService = "keys";

    public static TheoryData<FaultKind> Faults => [FaultKind.BeforeCommit, FaultKind.AfterCommit, FaultKind.VersionConflict, FaultKind.DiskFull];

    private KeyVault Vault => silo.Get<KeyVault>();

    private StoreFiles Files => new(silo);

    [Fact]
    public async Task Once_it_is_acknowledged_no_key_of_the_store_opens_a_vintage_and_its_own_is_in_no_file()
    {
        Period other = await silo.PrepareAsync(1), period = await ClosedAsync(2);
        byte[] wrapped = (await Vault.FindAsync(period.Name))!.Wrapped!;
        Assert.NotEmpty(Files.With(wrapped));
        Assert.Equal(2 * TablesOfAnEdition, Files.CountOpened(period));
        Assert.NotNull(await VintageOf(period, 1).GetAsync());
        Assert.Equal(PeriodState.Finished, (await silo.Periods.FinishAsync(period)).Value.State);
        Assert.Empty(Files.With(wrapped));
        Assert.Equal((0, TablesOfAnEdition), (Files.CountOpened(period), Files.CountOpened(other)));
        // Nor does what was in memory.
        Assert.Null(await VintageOf(period, 1).GetAsync());
        Assert.Equal(new WrappedKey(period.Name, null), await Vault.FindAsync(period.Name));
        await silo.RestartAsync();
        Assert.Equal(PeriodState.Finished, (await silo.Periods.GetAsync(period))!.State);
        Assert.Null(await VintageOf(period, 2).GetAsync());
        Assert.NotNull(await VintageOf(other, 1).GetAsync());
    }

    [Fact]
    public async Task Its_tables_and_their_audits_and_each_members_own_return_stay()
    {
        Period period = await ClosedAsync(2);
        string[] told = await ToldAsync(period);
        await silo.Periods.FinishAsync(period);
        Assert.Equal(2, told.Length);
        Assert.Equal(told, await ToldAsync(period));
        Assert.All(await Task.WhenAll(silo.Sector.Members.Select(own => silo.Returns.GetAsync(own, period))), own => Assert.Equal(3, own!.Lines.Length));
        Assert.Equal(1, (await silo.Editions.WithdrawAsync(period, 1, "wrong unit"))!.Edition.Number);
        Assert.Equal(2, (await silo.Editions.FindAsync(period, null))!.Edition.Number);
    }

    [Fact]
    public async Task It_is_refused_while_the_period_is_open_and_happens_once()
    {
        Period never = Period.TryParse("2099")!, period = await silo.PrepareAsync(1);
        Assert.Equal(ProblemReason.PeriodUnknown, await RefusedAsync(silo.Periods.FinishAsync(never)));
        Assert.Equal(ProblemReason.PeriodOpen, await RefusedAsync(silo.Periods.FinishAsync(period)));
        Assert.NotNull((await Vault.FindAsync(period.Name))!.Wrapped);
        await silo.Periods.CloseAsync(period);
        StoredPeriod finished = (await silo.Periods.FinishAsync(period)).Value;
        Assert.Equal(finished, (await silo.Periods.FinishAsync(period)).Value);
        Assert.Equal(finished, await silo.Periods.CloseAsync(period));
        Assert.Equal(ProblemReason.PeriodFinished, await RefusedAsync(silo.Periods.OpenAsync(period)));
        Assert.Equal(ProblemReason.PeriodFinished, await RefusedAsync(silo.Editions.CutAsync(period, "")));
        Assert.Equal(finished, await silo.Periods.GetAsync(period));
    }

    // Between servers, while they are replaced one after another.
    [Fact]
    public async Task A_server_from_before_periods_had_an_end_is_answered_as_it_ever_was_and_opens_none_that_has()
    {
        Period period = await silo.PrepareAsync(0);
        ICollectionGrain collection = silo.Grains.GetGrain<ICollectionGrain>(period.Name);
        StoredPeriod opened = await collection.OpenAsync();
        Assert.Equal(PeriodState.Open, opened.State);
        await silo.Periods.CloseAsync(period);
        await FinishedAsync(period);
        StoredPeriod stays = await collection.OpenAsync();
        Assert.Equal(PeriodState.Finished, stays.State);
        Assert.NotNull(stays.CloseTime);
    }

    [Fact]
    public async Task One_that_was_never_cut_gets_no_key_later_either()
    {
        Period period = await ClosedAsync(0);
        Assert.Null(await Vault.FindAsync(period.Name));
        Assert.True((await silo.Periods.FinishAsync(period)).IsAccepted);
        Assert.Equal(ProblemReason.PeriodFinished, await RefusedAsync(silo.Editions.CutAsync(period, "")));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => silo.Get<DataKeys>().GetOrMakeAsync(period.Name));
        Assert.Equal(new WrappedKey(period.Name, null), await Vault.FindAsync(period.Name));
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task When_its_record_meets_a_fault_it_is_not_acknowledged_the_key_is_there_and_the_next_try_finishes_it(FaultKind kind)
    {
        Period period = await ClosedAsync(1);
        StorageFault fault = silo.Storage.Script(new(kind, "collection.v1", period.Name));
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => silo.Periods.FinishAsync(period));
        Assert.True(fault.IsReached);
        Assert.Equal(kind == FaultKind.AfterCommit ? PeriodState.Finished : PeriodState.Closed, (await silo.Periods.GetAsync(period))!.State);
        Assert.NotNull((await Vault.FindAsync(period.Name))!.Wrapped);
        await FinishedAsync(period);
    }

    [Fact]
    public async Task When_the_key_is_not_destroyed_it_is_not_acknowledged_no_edition_is_cut_and_the_next_try_finishes_it()
    {
        Period period = await ClosedAsync(1);
        Files.ExecuteOnKeys("CREATE TRIGGER fault BEFORE UPDATE ON DataKey BEGIN SELECT RAISE(ABORT, 'no'); END;");
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => silo.Periods.FinishAsync(period));
        Files.ExecuteOnKeys("DROP TRIGGER fault;");
        Assert.NotNull((await Vault.FindAsync(period.Name))!.Wrapped);
        Assert.Equal(ProblemReason.PeriodFinished, await RefusedAsync(silo.Editions.CutAsync(period, "")));
        await FinishedAsync(period);
    }

    [Fact]
    public async Task A_key_whose_bytes_were_not_wiped_is_wiped_by_the_next_try()
    {
        Period period = await ClosedAsync(1);
        byte[] wrapped = (await Vault.FindAsync(period.Name))!.Wrapped!;
        // What SQLite answers when its log is being read.
        KeyVault busy = new(silo.Get<IServiceProvider>().GetRequiredKeyedService<SqliteDataSource>(KeysService), new VaultScrub("SELECT 1", "SELECT 1"));
        using DataKeys keys = new(busy, silo.Get<KeyWrap>(), NullLogger<DataKeys>.Instance);
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => keys.DestroyAsync(period.Name));
        Assert.Null((await Vault.FindAsync(period.Name))!.Wrapped);
        Assert.NotEmpty(Files.With(wrapped));
        await FinishedAsync(period);
        Assert.Empty(Files.With(wrapped));
    }

    [Fact]
    public async Task It_waits_for_the_cut_that_is_under_way_and_the_one_that_comes_after_it_is_refused()
    {
        Period period = await ClosedAsync(1);
        StorageFault held = silo.Storage.Script(new(FaultKind.None, "edition.v1", $"{period.Name}/editions/2") { IsHeld = true });
        Task<Outcome<Edition>> before = silo.Editions.CutAsync(period, "");
        await held.Reached;
        Task<Outcome<StoredPeriod>> finish = silo.Periods.FinishAsync(period);
        Task<Outcome<Edition>> after = silo.Editions.CutAsync(period, "");
        // Calls come in the order they were made: once this one is answered, the others have taken their turns.
        Assert.Equal(PeriodState.Closed, (await silo.Periods.GetAsync(period))!.State);
        Assert.False(finish.IsCompleted);
        Assert.NotNull((await Vault.FindAsync(period.Name))!.Wrapped);
        held.Release();
        Assert.Equal(2, (await before).Value.Number);
        Assert.Equal((PeriodState.Finished, 2), ((await finish).Value.State, (await finish).Value.LatestEdition));
        Assert.Equal(ProblemReason.PeriodFinished, await RefusedAsync(after));
        Assert.Equal(0, Files.CountOpened(period));
    }

    [Fact]
    public async Task One_that_was_opened_while_it_waited_is_not_finished()
    {
        Period period = await ClosedAsync(1);
        StorageFault held = silo.Storage.Script(new(FaultKind.None, "edition.v1", $"{period.Name}/editions/2") { IsHeld = true });
        Task<Outcome<Edition>> cut = silo.Editions.CutAsync(period, "");
        await held.Reached;
        Task<Outcome<StoredPeriod>> finish = silo.Periods.FinishAsync(period);
        Assert.True((await silo.Periods.OpenAsync(period)).IsAccepted);
        held.Release();
        Assert.True((await cut).IsAccepted);
        Assert.Equal(ProblemReason.PeriodOpen, await RefusedAsync(finish));
        Assert.NotNull((await Vault.FindAsync(period.Name))!.Wrapped);
    }

    [Fact]
    public async Task What_a_cut_that_failed_has_left_is_opened_by_nothing_either()
    {
        Period period = await ClosedAsync(1);
        silo.Storage.Script(new(FaultKind.BeforeCommit, "edition.v1", $"{period.Name}/editions/2"));
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => silo.Editions.CutAsync(period, ""));
        Assert.Equal(2 * TablesOfAnEdition, Files.CountOpened(period));
        Assert.Equal(1, (await silo.Periods.FinishAsync(period)).Value.LatestEdition);
        Assert.Equal(0, Files.CountOpened(period));
    }

    [Fact]
    public async Task A_store_restored_from_before_says_so_at_the_next_cut_and_is_finished_again()
    {
        Period period = await ClosedAsync(1);
        string copy = Path.Combine(silo.DataDirectory, $"copy-{period}");
        StoreBackup.Backup(silo.DataDirectory, copy);
        Assert.True((await silo.Periods.FinishAsync(period)).IsAccepted);
        await silo.StopAsync();
        StoreBackup.Restore(copy, silo.DataDirectory);
        await silo.InitializeAsync();
        Assert.Equal(PeriodState.Closed, (await silo.Periods.GetAsync(period))!.State);
        Assert.True((await silo.Periods.OpenAsync(period)).IsAccepted);
        Assert.NotNull(await silo.Returns.GetAsync(silo.Sector.Members[0], period));
        Problem problem = Assert.Single((await silo.Editions.CutAsync(period, "")).Problems);
        Assert.Equal(ProblemReason.PeriodFinished, problem.Reason);
        Assert.Contains($"benchmarking periods finish {period}", problem.Remedy, StringComparison.Ordinal);
        await silo.Periods.CloseAsync(period);
        await FinishedAsync(period);
        // The others are as they were.
        Assert.True((await silo.Editions.CutAsync(await silo.PrepareAsync(1), "")).IsAccepted);
    }

    private async Task<Period> ClosedAsync(int editions)
    {
        Period period = await silo.PrepareAsync(editions);
        Assert.NotNull((await silo.Periods.CloseAsync(period))!.CloseTime);
        return period;
    }

    private async Task FinishedAsync(Period period)
    {
        Assert.Equal(PeriodState.Finished, (await silo.Periods.FinishAsync(period)).Value.State);
        Assert.Null((await Vault.FindAsync(period.Name))!.Wrapped);
        Assert.Equal(0, Files.CountOpened(period));
    }

    private static async Task<ProblemReason> RefusedAsync<T>(Task<Outcome<T>> call) where T : notnull => Assert.Single((await call).Problems).Reason;

    private IVintageGrain VintageOf(Period period, int edition) =>
        silo.Grains.GetGrain<IVintageGrain>(TableNames.Of(period, edition, new(MeasureId.TryParse("spd-01")!, Stage.Delivered)));

    // A gateway of its own remembers nothing.
    private async Task<string[]> ToldAsync(Period period)
    {
        using EditionGateway fresh = new(silo.Grains, silo.Get<Telemetry.PlatformMeter>(), EditionCacheSize.Default);
        return [.. await Task.WhenAll((await fresh.ListAsync(period)).Select(async stored =>
        {
            Table[] tables = await Task.WhenAll(stored.Edition.Tables.Select(async key => (await fresh.TableAsync(stored.Edition, key.Measure, key.Stage))!));
            return string.Join('\n', [$"{stored.Edition.Number}", .. tables.SelectMany(table => table.Cells).Select(cell => $"{cell}"), .. (await fresh.AuditAsync(stored.Edition)).Tables.Select(audit => $"{audit}")]);
        }))];
    }
}
