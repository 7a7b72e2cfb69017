using System.Data.Common;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Grains.Tests.Storage;
using Benchmarking.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>A vault of its own, in a file or in PostgreSQL, and what servers with one certificate or another do with it.</summary>
internal sealed class TestVault : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DbDataSource _source;

    private TestVault(string database)
    {
        IsSqlite = database.Length == 0;
        _source = IsSqlite ? new SqliteDataSource(_directory.File("store.keys"), SqliteLayout.Keys) : NpgsqlDataSource.Create(database);
        Vault = new(_source, IsSqlite ? VaultScrub.Sqlite : VaultScrub.Postgres);
    }

    public static async Task<TestVault> StartAsync(string engine, PostgresServer postgres) => new(engine == "sqlite" ? "" : await postgres.CreateStoreAsync());

    public static X509Certificate2 NewCertificate(string name)
    {
        using RSA key = RSA.Create(2048);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public bool IsSqlite { get; }

    public KeyVault Vault { get; }

    public string[] Ring => [.. Vault.ReadRing().Select(key => $"{key.Name} {key.Xml}")];

    /// <summary>The store's file of keys.</summary>
    public string KeysFile => _directory.File("store.keys");

    /// <summary>What a server that has just started makes of an owner's key.</summary>
    public async Task<byte[]> KeyAsync(string owner, EncryptionCertificates certificates)
    {
        using KeyWrap wrap = new(new ProtectionRing(Vault, certificates), certificates);
        using DataKeys keys = new(Vault, wrap, NullLogger<DataKeys>.Instance);
        return await keys.GetOrMakeAsync(owner);
    }

    /// <summary>The check of a server's start.</summary>
    public async Task CheckAsync(EncryptionCertificates certificates, Logged? log = null)
    {
        ProtectionRing ring = new(Vault, certificates);
        using KeyWrap wrap = new(ring, certificates);
        await new KeyCheck(_source, Vault, ring, wrap, log ?? new Logged()).RunAsync();
    }

    /// <summary>Has a server with certificates add a key to the ring, which is used from then on.</summary>
    public void AddToRing(EncryptionCertificates certificates)
    {
        ServiceCollection services = new();
        certificates.Protect(services.AddDataProtection().SetApplicationName("benchmarking"));
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = Vault);
        using ServiceProvider provider = services.BuildServiceProvider();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        provider.GetRequiredService<IKeyManager>().CreateNewKey(now.AddMinutes(Ring.Length), now.AddDays(90));
    }

    public RewrappedRing Rewrap(X509Certificate2 current, params X509Certificate2[] others) => new RingRewrap(Vault, new(current, others)).Run(current);

    public async Task ExecuteAsync(string sql)
    {
        await using DbConnection connection = await _source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _directory.Dispose();
    }
}
