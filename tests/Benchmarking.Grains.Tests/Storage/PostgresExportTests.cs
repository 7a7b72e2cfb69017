using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Benchmarking.Grains.Tests.Storage;

/// <summary>An export of PostgreSQL is taken while servers go on.</summary>
public sealed class PostgresExportTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_key_is_destroyed_while_the_records_are_exported_and_is_not_in_the_export()
    {
        string database = await postgres.CreateStoreAsync(), file = _directory.File("exported");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        KeyVault vault = new(source, VaultScrub.Postgres);
        await vault.AddAsync("organisations/gone", [1, 2, 3]);
        await vault.AddAsync("organisations/stays", [4, 5, 6]);
        await using NpgsqlConnection writer = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await AskAsync(writer, "INSERT INTO OrleansStorage VALUES ('benchmarking', 'organisation.v1', 0, 0, 'organisations/gone', 1, NULL)");
        NpgsqlTransaction holding = await writer.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await AskAsync(writer, "LOCK TABLE OrleansStorage IN ACCESS EXCLUSIVE MODE");
        Task<StoreSummary> export = Task.Run(() => StoreTransfer.ExportPostgres(database, file), TestContext.Current.CancellationToken);
        await WaitForReaderAsync(source);
        await vault.DestroyAsync("organisations/gone");
        await holding.DisposeAsync();
        Assert.Equal(1, (await export).Records);
        using SqliteConnection keys = KeyFile.OpenIfThere(file, SqliteOpenMode.ReadOnly)!;
        Assert.Equal(["organisations/gone"], KeyFile.Destroyed(keys));
    }

    private static async Task WaitForReaderAsync(NpgsqlDataSource source)
    {
        await using NpgsqlConnection looking = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(TimeSpan.FromMinutes(2));
        while (await AskAsync(looking, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is 0L)
            enough.Token.ThrowIfCancellationRequested();
    }

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
