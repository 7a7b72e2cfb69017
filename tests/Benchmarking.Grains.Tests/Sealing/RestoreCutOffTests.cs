using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Faults;
using Benchmarking.Grains.Tests.Storage;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>
/// A restore that is cut off, wherever that is, leaves no server on the records of one store with the keys of another; the same restore, run again,
/// completes, with what was there before the first try beside the store.
/// </summary>
public sealed class RestoreCutOffTests : IAsyncLifetime
{
    private const string Aside = "benchmarking.db.replaced-1";
    private static readonly Period Period = Period.TryParse("2025")!;
    private readonly PlatformSilo _silo = new();

    private string Copy => PathOf("copy");

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Theory]
    [InlineData($"{Aside}.keys", false)]
    [InlineData(Aside, false)]
    [InlineData(Aside, true)]
    public async Task Cut_off_while_it_moves_files_no_server_starts_until_the_same_restore_has_completed(string stopsAt, bool isLinked)
    {
        OwnOrganisation gone = await AddReturnAsync("gone"), kept = await AddReturnAsync("kept");
        StoreBackup.Backup(_silo.DataDirectory, Copy);
        Assert.True((await _silo.Organisations.WithdrawAsync(gone.Id, "Merged.", "")).IsAccepted);
        OwnOrganisation later = await AddReturnAsync("later");
        await _silo.StopAsync();
        CutOff(stopsAt);
        // The last step is two: the old records get their second name before the new ones take their first.
        if (isLinked)
            File.Copy(PathOf("benchmarking.db"), PathOf(Aside));
        await RefusedAsync();

        RestoredStore restored = StoreBackup.Restore(Copy, _silo.DataDirectory);
        Assert.Equal(PathOf(Aside), restored.Aside);
        Assert.Equal(PathOf($"{Aside}.keys"), restored.KeysAside);
        Assert.Equal(restored.KeysAside, Assert.Single(StoreBackup.KeysAside(_silo.DataDirectory)));
        await _silo.InitializeAsync();
        Assert.Null(await _silo.Returns.GetAsync(gone, Period));
        Assert.NotNull(await _silo.Returns.GetAsync(kept, Period));
        Assert.Null(await _silo.Returns.GetAsync(later, Period));

        // The old records and the old keys are one store still.
        await _silo.StopAsync();
        StoreBackup.Restore(restored.Aside!, _silo.DataDirectory);
        await _silo.InitializeAsync();
        Assert.Null(await _silo.Returns.GetAsync(gone, Period));
        Assert.NotNull(await _silo.Returns.GetAsync(later, Period));
    }

    [Fact]
    public async Task Cut_off_in_a_directory_that_had_no_store_it_completes_with_nothing_beside_it()
    {
        await AddReturnAsync("kept");
        StoreBackup.Backup(_silo.DataDirectory, Copy);
        await _silo.StopAsync();
        using TemporaryDirectory fresh = new();
        StoreSummary whole = StoreBackup.Restore(Copy, fresh.Path).Store;
        // As it is when the keys are in place and the records are not.
        File.Move(fresh.File("benchmarking.db"), fresh.File("benchmarking.db.restoring-0"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => SqliteSilo.Start(fresh.Path));
        Assert.Equal(new RestoredStore(whole, null, null, true), StoreBackup.Restore(Copy, fresh.Path));
        await (await SqliteSilo.Start(fresh.Path)).DisposeAsync();
    }

    [Fact]
    public async Task That_the_keys_in_place_were_damaged_is_told_by_the_restore_that_completes()
    {
        await AddReturnAsync("kept");
        StoreBackup.Backup(_silo.DataDirectory, Copy);
        await _silo.StopAsync();
        await File.WriteAllTextAsync(PathOf("benchmarking.db.keys"), "", TestContext.Current.CancellationToken);
        CutOff(Aside);
        Assert.False(StoreBackup.Restore(Copy, _silo.DataDirectory).AreDestroyedKnown);
        Assert.True(StoreBackup.Restore(Copy, _silo.DataDirectory).AreDestroyedKnown);
    }

    [Fact]
    public async Task What_is_left_of_one_that_was_cut_off_before_it_moved_anything_goes_at_the_next_start()
    {
        OwnOrganisation kept = await AddReturnAsync("kept");
        await _silo.StopAsync();
        string[] left = [PathOf("benchmarking.db.unfinished"), PathOf("benchmarking.db.keys.unfinished"), PathOf("benchmarking.db.keys.unfinished-journal")];
        foreach (string file in left)
            await File.WriteAllTextAsync(file, "half of it", TestContext.Current.CancellationToken);
        await _silo.InitializeAsync();
        Assert.NotNull(await _silo.Returns.GetAsync(kept, Period));
        Assert.DoesNotContain(left, File.Exists);
    }

    // A directory where a file is to be put aside: the restore goes as far as that, and no further.
    private void CutOff(string stopsAt)
    {
        Directory.CreateDirectory(PathOf(stopsAt));
        Assert.Throws<StorageUnavailableException>(() => StoreBackup.Restore(Copy, _silo.DataDirectory));
        Directory.Delete(PathOf(stopsAt));
    }

    private async Task RefusedAsync()
    {
        StorageUnavailableException[] refusals =
        [
            await Assert.ThrowsAsync<StorageUnavailableException>(() => SqliteSilo.Start(_silo.DataDirectory)),
            Assert.Throws<StorageUnavailableException>(() => StoreBackup.Backup(_silo.DataDirectory, PathOf("half"))),
            Assert.Throws<StorageUnavailableException>(() => StoreTransfer.ExportEmbedded(_silo.DataDirectory, PathOf("half"))),
        ];
        Assert.All(refusals, refusal => Assert.Contains("Run the same `Benchmarking.Server restore FILE` again", refusal.Message, StringComparison.Ordinal));
        Assert.False(File.Exists(PathOf("half")));
    }

    private async Task<OwnOrganisation> AddReturnAsync(string id)
    {
        await _silo.Periods.OpenAsync(Period);
        OwnOrganisation own = await _silo.AddMemberAsync(id);
        Assert.True((await _silo.Returns.WriteAsync(own, Period, ReturnState.Submitted, [Sector.Line("spd-01", 7, 80)], "", "", "")).IsAccepted);
        return own;
    }

    private string PathOf(string name) => Path.Combine(_silo.DataDirectory, name);
}
