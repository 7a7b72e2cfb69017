using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Storage;
using Benchmarking.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>The keys and their ring, in a file and in PostgreSQL alike.</summary>
public sealed class KeyVaultTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteDataSource? _file;
    private NpgsqlDataSource? _database;

    public static TheoryData<string> Engines => ["sqlite", "postgres"];

    public async ValueTask InitializeAsync()
    {
        _file = new(_directory.File("store.keys"), SqliteLayout.Keys);
        _database = NpgsqlDataSource.Create(await postgres.CreateStoreAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _file!.DisposeAsync();
        await _database!.DisposeAsync();
        _directory.Dispose();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Servers_that_make_a_key_at_once_end_with_one_and_each_opens_it(string engine)
    {
        DataKeys[] servers = [.. Enumerable.Range(0, 6).Select(_ => Server(engine))];
        byte[][] made = await Task.WhenAll(servers.Select(server => Task.Run(() => server.GetOrMakeAsync("organisations/a"))));
        Assert.All(made, key => Assert.Equal(made[0], key));
        Assert.NotEqual(made[0], await servers[0].GetOrMakeAsync("organisations/b"));
        Assert.Equal(made[0], await Server(engine).FindAsync("organisations/a"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_key_that_was_destroyed_is_none_and_is_never_made_again(string engine)
    {
        DataKeys server = Server(engine);
        await server.GetOrMakeAsync("organisations/a");
        await server.DestroyAsync("organisations/a");
        await server.DestroyAsync("organisations/a");
        // One that never had a key may have none later either.
        await server.DestroyAsync("organisations/b");
        foreach (string owner in (string[])["organisations/a", "organisations/b"])
        {
            Assert.Null(await server.FindAsync(owner));
            await Assert.ThrowsAnyAsync<CryptographicException>(() => Server(engine).GetOrMakeAsync(owner));
        }
        await Assert.ThrowsAnyAsync<CryptographicException>(() => server.FindAsync("organisations/never"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_owners_wrapped_key_does_not_open_as_anothers(string engine)
    {
        KeyVault vault = Vault(engine);
        using KeyWrap wrap = new(vault, EncryptionCertificates.None);
        byte[] wrapped = wrap.Wrap("organisations/a", Seal.NewKey());
        Assert.ThrowsAny<CryptographicException>(() => wrap.Unwrap("organisations/b", wrapped));
        await vault.AddAsync("organisations/b", wrapped);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Server(engine).FindAsync("organisations/b"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Under_a_certificate_the_ring_opens_with_it_and_with_nothing_else(string engine)
    {
        using X509Certificate2 certificate = TestVault.NewCertificate("one"), another = TestVault.NewCertificate("another");
        byte[] key = await Server(engine, certificate).GetOrMakeAsync("organisations/a");
        Assert.Equal(key, await Server(engine, certificate).FindAsync("organisations/a"));
        foreach (X509Certificate2? wrong in (X509Certificate2?[])[null, another])
        {
            await Assert.ThrowsAnyAsync<CryptographicException>(() => Server(engine, wrong).FindAsync("organisations/a"));
            EncryptionCertificates certificates = new(wrong, []);
            ProtectionRing ring = new(Vault(engine), certificates);
            using KeyWrap wrap = new(ring, certificates);
            StorageUnavailableException refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => new KeyCheck(_database!, Vault(engine), ring, wrap, NullLogger<KeyCheck>.Instance).RunAsync());
            Assert.Contains("Benchmarking:EncryptionCertificate", refusal.Message, StringComparison.Ordinal);
        }
        Assert.All(Vault(engine).GetAllElements(), element => Assert.DoesNotContain("<masterKey", element.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_key_in_PostgreSQL_leaves_no_byte_also_when_an_older_transaction_looks_on()
    {
        KeyVault vault = Vault("postgres");
        byte[] wrapped = RandomNumberGenerator.GetBytes(48);
        await vault.AddAsync("organisations/a", wrapped);
        await vault.AddAsync("organisations/b", [1, 2, 3]);
        await using DbConnection older = await _database!.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using DbTransaction looking = await older.BeginTransactionAsync(IsolationLevel.RepeatableRead, TestContext.Current.CancellationToken);
        await AskAsync(older, "SELECT COUNT(*) FROM KeyRing");
        await vault.DestroyAsync("organisations/a");
        await using DbConnection connection = await _database!.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await AskAsync(connection, "CHECKPOINT");
        byte[] file = (byte[])(await AskAsync(connection, "SELECT pg_read_binary_file(pg_relation_filepath('datakey'))"))!;
        Assert.Equal(-1, file.AsSpan().IndexOf(wrapped));
        Assert.Equal((null, "1,2,3"), ((await vault.FindAsync("organisations/a"))!.Wrapped, string.Join(',', (await vault.FindAsync("organisations/b"))!.Wrapped!)));
    }

    [Fact]
    public async Task A_key_in_PostgreSQL_that_somebody_reads_is_destroyed_once_it_is_asked_for_again()
    {
        KeyVault vault = Vault("postgres");
        await vault.AddAsync("organisations/a", [1, 2, 3]);
        await using DbConnection reader = await _database!.OpenConnectionAsync(TestContext.Current.CancellationToken);
        DbTransaction reading = await reader.BeginTransactionAsync(IsolationLevel.RepeatableRead, TestContext.Current.CancellationToken);
        await AskAsync(reader, "SELECT COUNT(*) FROM DataKey");
        await Assert.ThrowsAnyAsync<DbException>(() => vault.DestroyAsync("organisations/a"));
        await reading.DisposeAsync();
        await vault.DestroyAsync("organisations/a");
        Assert.Null((await vault.FindAsync("organisations/a"))!.Wrapped);
    }

    private static async Task<object?> AskAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Whoever_asks_for_a_key_while_the_store_is_away_is_told_that_it_did_not_answer()
    {
        DataKeys server = Server("sqlite");
        await _file!.DisposeAsync();
        await Assert.ThrowsAsync<NotAcknowledgedException>(() => server.AskAsync("journal"));
    }

    private KeyVault Vault(string engine) => engine == "sqlite" ? new(_file!, VaultScrub.Sqlite) : new(_database!, VaultScrub.Postgres);

    private DataKeys Server(string engine, X509Certificate2? certificate = null)
    {
        KeyVault vault = Vault(engine);
        return new(vault, new KeyWrap(vault, new(certificate, [])), NullLogger<DataKeys>.Instance);
    }
}
