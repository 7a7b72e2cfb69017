using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Faults;
using Benchmarking.Returns;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>An import that was cut off is run again, and keys that are not its own stay.</summary>
public sealed class StoreTransferTests : IAsyncLifetime
{
    private static readonly Period Period = Period.TryParse("2025")!;
    private readonly PlatformSilo _silo = new();
    private readonly TemporaryDirectory _directory = new();

    private string Exported => _directory.File("exported");

    private string Keys => Path.Combine(_directory.Path, "benchmarking.db.keys");

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_import_that_was_cut_off_between_the_keys_and_the_records_is_run_again()
    {
        StoreSummary sent = await ExportAsync();
        File.Copy(KeyFile.Of(Exported), Keys);
        Assert.Equal(sent, StoreTransfer.ImportEmbedded(Exported, _directory.Path));
    }

    [Fact]
    public async Task Keys_that_are_not_those_of_the_file_are_not_overwritten()
    {
        await ExportAsync();
        File.Copy(KeyFile.Of(Exported), Keys);
        using (SqliteConnection keys = KeyFile.Create(Keys))
            KeyFile.Destroy(keys, ["organisations/another"]);
        StorageUnavailableException refusal = Assert.Throws<StorageUnavailableException>(() => StoreTransfer.ImportEmbedded(Exported, _directory.Path));
        Assert.Contains("has keys already", refusal.Message, StringComparison.Ordinal);
    }

    // With a return, and so with a key.
    private async Task<StoreSummary> ExportAsync()
    {
        await _silo.Periods.OpenAsync(Period);
        OwnOrganisation own = await _silo.AddMemberAsync("moves");
        Assert.True((await _silo.Returns.WriteAsync(own, Period, ReturnState.Submitted, [Sector.Line("spd-01", 7, 80)], "", "", "")).IsAccepted);
        await _silo.StopAsync();
        return StoreTransfer.ExportEmbedded(_silo.DataDirectory, Exported);
    }
}
