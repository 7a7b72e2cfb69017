using System.Text;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Returns;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Faults;
using Benchmarking.Measures;
using Benchmarking.Returns;
using Benchmarking.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using Orleans.Storage;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>No figure, note or contract reaches a disk in clear: their bytes are looked for in every file.</summary>
public sealed class AtRestTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly Period Period = Period.TryParse("2025")!;

    private static readonly ReturnLine[] Lines =
    [
        new(MeasureId.TryParse("spd-01")!, Stage.Delivered, 7_318_529m, 94_826_157.25m, "", "a remark 5561208"),
        new(MeasureId.TryParse("cash")!, Stage.Delivered, 8_206_413.5m, 1, "CONTRACT-3390714", ""),
    ];

    private readonly PlatformSilo _silo = new();

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task No_figure_note_or_contract_is_in_any_file_of_the_embedded_store_its_log_a_copy_or_an_export()
    {
        await FillAsync();
        string database = Path.Combine(_silo.DataDirectory, "benchmarking.db");
        Assert.True(new FileInfo($"{database}-wal").Length > 0);
        AssertSealed(_silo.DataDirectory);
        StoreBackup.Backup(_silo.DataDirectory, Path.Combine(_silo.DataDirectory, "copy"));
        await _silo.StopAsync();
        StoreTransfer.ExportEmbedded(_silo.DataDirectory, Path.Combine(_silo.DataDirectory, "export"));
        AssertSealed(_silo.DataDirectory);
    }

    [Fact]
    public async Task Nor_in_a_record_of_PostgreSQL()
    {
        await FillAsync();
        await _silo.StopAsync();
        string export = Path.Combine(_silo.DataDirectory, "export"), database = await postgres.CreateStoreAsync();
        StoreTransfer.ExportEmbedded(_silo.DataDirectory, export);
        StoreTransfer.ImportPostgres(export, database);
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new("SELECT PayloadBinary FROM OrleansStorage", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        int records = 0;
        for (; await reader.ReadAsync(TestContext.Current.CancellationToken); records++)
            Assert.Empty(FoundIn((byte[])reader.GetValue(0)));
        Assert.True(records > 10);
    }

    // Whoever asks first would read or make it on a thread that others wait for.
    [Fact]
    public async Task The_ring_is_there_before_the_first_call_and_a_later_start_adds_nothing_to_it()
    {
        Assert.Single(_silo.Get<KeyVault>().GetAllElements());
        await FillAsync();
        await _silo.RestartAsync();
        Assert.Single(_silo.Get<KeyVault>().GetAllElements());
    }

    [Fact]
    public void The_search_finds_what_is_not_sealed() =>
        Assert.Equal(Marks.Keys, FoundIn(_silo.Get<Serializer>().SerializeToArray(new ReturnRecord { Submitted = [.. Lines] })));

    [Fact]
    public async Task A_record_that_an_earlier_version_wrote_in_clear_is_read_and_is_sealed_when_it_is_next_written()
    {
        OwnOrganisation own = await _silo.AddMemberAsync("early");
        await _silo.Periods.OpenAsync(Period);
        ReturnRecord early = new ReturnRecord().Apply(new(ReturnState.Submitted, [.. Lines], "", "", ""), DateTimeOffset.UnixEpoch).Value;
        GrainId grain = _silo.Grains.GetGrain<IReturnGrain>(Return.NameOf(own.Id, Period)).GetGrainId();
        await _silo.Get<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>("AdoNet").WriteStateAsync("return.v1", grain, new GrainState<ReturnRecord>(early));
        Assert.NotEmpty(FoundInFiles(_silo.DataDirectory));
        Assert.Equal(Lines, (await _silo.Returns.GetAsync(own, Period))!.Lines);
        Assert.Equal(2, (await _silo.Returns.WriteAsync(own, Period, ReturnState.Submitted, [.. Lines], "", "", "")).Value.Revision);
        await _silo.StopAsync();
        using (SqliteConnection connection = StoreTransfer.OpenFile(Path.Combine(_silo.DataDirectory, "benchmarking.db"), SqliteOpenMode.ReadWrite))
        using (SqliteCommand command = new("VACUUM", connection))
            command.ExecuteNonQuery();
        AssertSealed(_silo.DataDirectory);
    }

    [Fact]
    public async Task A_store_whose_keys_are_gone_is_refused_at_start_with_what_to_do()
    {
        await FillAsync();
        await _silo.StopAsync();
        string keys = Path.Combine(_silo.DataDirectory, "benchmarking.db.keys");
        File.Move(keys, $"{keys}.away");
        StorageUnavailableException refusal = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _silo.InitializeAsync());
        Assert.Contains("its keys are not there", refusal.Message, StringComparison.Ordinal);
        await _silo.StopAsync();
        File.Move($"{keys}.away", keys, overwrite: true);
        await _silo.InitializeAsync();
        Assert.Equal(1, (await _silo.Periods.GetAsync(Period))!.LatestEdition);
    }

    private async Task FillAsync()
    {
        await _silo.Periods.OpenAsync(Period);
        for (int member = 0; member < 12; member++)
        {
            OwnOrganisation own = await _silo.AddMemberAsync($"at-rest-{member:00}");
            Assert.True((await _silo.Returns.WriteAsync(own, Period, ReturnState.Draft, [.. Lines], "", "", Guid.NewGuid().ToString())).IsAccepted);
            Assert.True((await _silo.Returns.WriteAsync(own, Period, ReturnState.Submitted, [.. Lines], "a miscount", "", Guid.NewGuid().ToString())).IsAccepted);
        }
        Assert.True((await _silo.Editions.CutAsync(Period, "")).IsAccepted);
    }

    // The text of a text, and the digits of a number as they lie in memory.
    private static Dictionary<string, byte[]> Marks => new()
    {
        ["7318529"] = BitConverter.GetBytes(decimal.GetBits(7_318_529m)[0]),
        ["94826157.25"] = BitConverter.GetBytes(decimal.GetBits(94_826_157.25m)[0]),
        ["8206413.5"] = BitConverter.GetBytes(decimal.GetBits(8_206_413.5m)[0]),
        ["note"] = Encoding.UTF8.GetBytes("a remark 5561208"),
        ["contract"] = Encoding.UTF8.GetBytes("CONTRACT-3390714"),
    };

    private static void AssertSealed(string directory) => Assert.Empty(FoundInFiles(directory));

    private static string[] FoundInFiles(string directory) =>
        [.. Directory.GetFiles(directory).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).SelectMany(file => FoundIn(Read(file)).Select(mark => $"{mark} in {Path.GetFileName(file)}"))];

    private static string[] FoundIn(byte[] bytes) => [.. Marks.Where(mark => bytes.AsSpan().IndexOf(mark.Value) >= 0).Select(mark => mark.Key)];

    internal static byte[] Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
