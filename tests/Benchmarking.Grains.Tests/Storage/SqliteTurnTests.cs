using System.Data.Common;
using Benchmarking.Grains.Storage;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>Connections take turns, whatever becomes of the one before.</summary>
public sealed class SqliteTurnTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();
    private readonly SqliteDataSource _source;

    public SqliteTurnTests() => _source = new SqliteDataSource(_temporary.File("benchmarking.db"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _source.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task The_next_connection_opens_when_the_one_before_is_disposed_of()
    {
        DbConnection first = await _source.OpenConnectionAsync(Cancellation);
        Task<DbConnection> second = _source.OpenConnectionAsync(Cancellation).AsTask();
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        await first.DisposeAsync();
        Task<DbConnection> third = _source.OpenConnectionAsync(Cancellation).AsTask();
        await using (await second)
            Assert.False(third.IsCompleted);
        await (await third).DisposeAsync();
    }

    [Fact]
    public async Task Connections_that_are_only_created_take_no_turn()
    {
        await using DbConnection created = _source.CreateConnection();
        await using DbConnection opened = await _source.OpenConnectionAsync(Cancellation);
        Assert.NotSame(created, opened);
    }

    [Fact]
    public async Task Giving_up_waiting_keeps_the_turns_in_order()
    {
        using var impatience = new CancellationTokenSource();
        DbConnection first = await _source.OpenConnectionAsync(Cancellation);
        Task<DbConnection> second = _source.OpenConnectionAsync(impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await first.DisposeAsync();
        await (await _source.OpenConnectionAsync(Cancellation)).DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_fails_to_open_gives_its_turn_back()
    {
        string path = _temporary.File("later/benchmarking.db");
        await using var source = new SqliteDataSource(path);
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await source.OpenConnectionAsync(Cancellation));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await (await source.OpenConnectionAsync(Cancellation)).DisposeAsync();
    }

    [Fact]
    public async Task Opening_an_open_connection_again_does_not_wait_for_itself()
    {
        await using DbConnection connection = await _source.OpenConnectionAsync(Cancellation);
        await connection.OpenAsync(Cancellation);
        connection.Open();
    }

    [Fact]
    public async Task Every_connection_writes_through_to_the_disk()
    {
        for (int i = 0; i < 3; i++)
        {
            await using DbConnection connection = await _source.OpenConnectionAsync(Cancellation);
            Assert.Equal("wal", await Pragma(connection, "journal_mode"));
            Assert.Equal(2L, await Pragma(connection, "synchronous"));
            Assert.Equal(5000L, await Pragma(connection, "busy_timeout"));
            await Pragma(connection, "synchronous = OFF");
        }
    }

    [Fact]
    public async Task A_disposed_source_opens_nothing()
    {
        await _source.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _source.OpenConnectionAsync(Cancellation));
    }

    private static async Task<object?> Pragma(DbConnection connection, string pragma)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma};";
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
