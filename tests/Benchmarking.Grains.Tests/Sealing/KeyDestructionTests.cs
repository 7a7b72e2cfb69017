using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Faults;
using Benchmarking.Returns;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>The withdrawal of an organisation destroys its key: its bytes are in no file afterwards, and an older copy does not bring it back.</summary>
public sealed class KeyDestructionTests : IAsyncLifetime
{
    private static readonly Period Period = Period.TryParse("2025")!;
    private readonly PlatformSilo _silo = new();

    public static MatrixTheoryData<string, FaultKind> Faults { get; } =
        new(["organisation.v1", "key.v1"], [FaultKind.BeforeCommit, FaultKind.AfterCommit, FaultKind.VersionConflict, FaultKind.DiskFull]);

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Once_it_is_acknowledged_the_key_is_in_no_file_of_the_store()
    {
        OwnOrganisation own = await AddReturnAsync("gone"), other = await AddReturnAsync("stays");
        byte[] wrapped = (await _silo.Get<KeyVault>().FindAsync(own.Id.Name))!.Wrapped!;
        Assert.NotEmpty(FilesWith(wrapped));
        await WithdrawAsync(own, Guid.NewGuid().ToString());
        Assert.Empty(FilesWith(wrapped));
        Assert.Equal(new WrappedKey(own.Id.Name, null), await _silo.Get<KeyVault>().FindAsync(own.Id.Name));
        Assert.Null(await _silo.Returns.GetAsync(own, Period));
        await _silo.RestartAsync();
        Assert.Null(await _silo.Returns.GetAsync(own, Period));
        Assert.NotNull(await _silo.Returns.GetAsync(other, Period));
    }

    [Fact]
    public async Task A_write_that_comes_late_is_not_acknowledged()
    {
        OwnOrganisation own = await AddReturnAsync("late");
        await WithdrawAsync(own, Guid.NewGuid().ToString());
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => SubmitAsync(own));
        Assert.Null(await _silo.Returns.GetAsync(own, Period));
    }

    [Fact]
    public async Task A_copy_from_before_does_not_bring_it_back_into_the_store_that_destroyed_it()
    {
        OwnOrganisation own = await AddReturnAsync("gone"), other = await AddReturnAsync("stays");
        string copy = Path.Combine(_silo.DataDirectory, "copy");
        StoreBackup.Backup(_silo.DataDirectory, copy);
        await WithdrawAsync(own, Guid.NewGuid().ToString());
        await _silo.StopAsync();
        Assert.Empty(StoreBackup.KeysAside(_silo.DataDirectory));
        RestoredStore restored = StoreBackup.Restore(copy, _silo.DataDirectory);
        // Told by name, since a key that is destroyed from here on lives on in it.
        Assert.Equal($"{restored.Aside}.keys", restored.KeysAside);
        Assert.True(restored.AreDestroyedKnown);
        Assert.Equal(restored.KeysAside, Assert.Single(StoreBackup.KeysAside(_silo.DataDirectory)));
        await _silo.InitializeAsync();
        Assert.Null(await _silo.Returns.GetAsync(own, Period));
        Assert.NotNull(await _silo.Returns.GetAsync(other, Period));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task A_copy_is_put_back_where_the_keys_are_lost_or_damaged_and_it_is_told_that_what_was_destroyed_is_not_known(int? length)
    {
        OwnOrganisation own = await AddReturnAsync("again");
        string copy = Path.Combine(_silo.DataDirectory, "copy"), keys = Path.Combine(_silo.DataDirectory, "benchmarking.db.keys");
        StoreBackup.Backup(_silo.DataDirectory, copy);
        await WithdrawAsync(own, Guid.NewGuid().ToString());
        await _silo.StopAsync();
        byte[]? damaged = length is { } bytes ? [.. Enumerable.Repeat((byte)'x', bytes)] : null;
        File.Delete(keys);
        if (damaged is not null)
            await File.WriteAllBytesAsync(keys, damaged, TestContext.Current.CancellationToken);
        RestoredStore restored = StoreBackup.Restore(copy, _silo.DataDirectory);
        Assert.False(restored.AreDestroyedKnown);
        Assert.Equal(damaged, restored.KeysAside is { } aside ? await File.ReadAllBytesAsync(aside, TestContext.Current.CancellationToken) : null);
        await _silo.InitializeAsync();
        // The copy has brought it back: withdrawn again, it is gone.
        Assert.NotNull(await _silo.Returns.GetAsync(own, Period));
        await WithdrawAsync(own, Guid.NewGuid().ToString());
        Assert.Null((await _silo.Get<KeyVault>().FindAsync(own.Id.Name))!.Wrapped);
    }

    [Fact]
    public async Task A_copy_without_its_keys_is_refused_and_nothing_is_touched()
    {
        OwnOrganisation own = await AddReturnAsync("kept");
        string copy = Path.Combine(_silo.DataDirectory, "copy");
        StoreBackup.Backup(_silo.DataDirectory, copy);
        await _silo.StopAsync();
        File.Delete($"{copy}.keys");
        Assert.Contains("its keys", Assert.Throws<StorageUnavailableException>(() => StoreBackup.Restore(copy, _silo.DataDirectory)).Message, StringComparison.Ordinal);
        await _silo.InitializeAsync();
        Assert.NotNull(await _silo.Returns.GetAsync(own, Period));
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_withdrawal_that_meets_a_fault_has_happened_once_and_wholly_when_it_is_sent_again(string state, FaultKind kind)
    {
        OwnOrganisation own = await AddReturnAsync("faulty");
        (KeyInfo info, string key) = await _silo.Keys.IssueAsync(Role.Viewer, own.Id);
        string request = Guid.NewGuid().ToString();
        StorageFault fault = _silo.Storage.Script(new(kind, state));
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => _silo.Organisations.WithdrawAsync(own.Id, "Merged.", request));
        Assert.True(fault.IsReached);
        StoredOrganisation withdrawn = await WithdrawAsync(own, request);
        Assert.Equal(Etag.Of(2), withdrawn.Etag);
        Assert.Equal(withdrawn.Etag, (await _silo.Organisations.GetAsync(own.Id))!.Etag);
        Assert.Null((await _silo.Get<KeyVault>().FindAsync(own.Id.Name))!.Wrapped);
        Assert.NotNull((await _silo.Keys.GetAsync(info.Id))!.RevokeTime);
        Assert.Null(await _silo.Keys.AuthenticateAsync(key));
    }

    [Fact]
    public async Task Whoever_asks_again_after_a_fault_finishes_it_although_it_is_refused()
    {
        OwnOrganisation own = await AddReturnAsync("unfinished");
        _silo.Storage.Script(new(FaultKind.BeforeCommit, "key.v1"));
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => _silo.Organisations.WithdrawAsync(own.Id, "Merged.", ""));
        Assert.NotNull((await _silo.Get<KeyVault>().FindAsync(own.Id.Name))!.Wrapped);
        Outcome<StoredOrganisation> again = await _silo.Organisations.WithdrawAsync(own.Id, "Merged, says another.", "");
        Assert.Equal(ProblemReason.OrganisationWithdrawn, Assert.Single(again.Problems).Reason);
        Assert.Null((await _silo.Get<KeyVault>().FindAsync(own.Id.Name))!.Wrapped);
        Assert.Equal("Merged.", (await _silo.Organisations.GetAsync(own.Id))!.Withdrawal!.Reason);
    }

    private async Task<StoredOrganisation> WithdrawAsync(OwnOrganisation own, string request) => (await _silo.Organisations.WithdrawAsync(own.Id, "Merged.", request)).Value;

    private async Task<OwnOrganisation> AddReturnAsync(string id)
    {
        await _silo.Periods.OpenAsync(Period);
        OwnOrganisation own = await _silo.AddMemberAsync(id);
        Assert.True((await SubmitAsync(own)).IsAccepted);
        return own;
    }

    private Task<Outcome<Return>> SubmitAsync(OwnOrganisation own) =>
        _silo.Returns.WriteAsync(own, Period, ReturnState.Submitted, [Sector.Line("spd-01", 7, 80)], "", "", "");

    private string[] FilesWith(byte[] bytes) => [.. Directory.GetFiles(_silo.DataDirectory).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && AtRestTests.Read(file).AsSpan().IndexOf(bytes) >= 0)];
}
