using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Storage;
using Benchmarking.Testing;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>The certificate that the ring is under gives way to another, in a file and in PostgreSQL alike, and nothing is lost.</summary>
public sealed class RewrapTests(PostgresServer postgres) : IDisposable
{
    private readonly X509Certificate2 _former = TestVault.NewCertificate("former"), _current = TestVault.NewCertificate("current"), _stranger = TestVault.NewCertificate("stranger");

    public static TheoryData<string> Engines => ["sqlite", "postgres"];

    public void Dispose()
    {
        _former.Dispose();
        _current.Dispose();
        _stranger.Dispose();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Afterwards_the_current_certificate_alone_opens_everything_and_the_former_opens_nothing(string engine)
    {
        await using TestVault vault = await TestVault.StartAsync(engine, postgres);
        byte[][] keys = await FillAsync(vault);
        Assert.Equal((3, 2), Counts(vault.Rewrap(_current, _former)));
        await AssertOpensAsync(vault, keys, new(_current, []));
        Assert.All(vault.Vault.GetAllElements(), key => Assert.False(RingKey.Opens(key, new EncryptionCertificates(_former, []).Opener())));
        // Twice is harmless, and changes no byte.
        string[] ring = vault.Ring;
        Assert.Equal((3, 0), Counts(vault.Rewrap(_current)));
        Assert.Equal(ring, vault.Ring);
        // Nor is it a way of no return.
        Assert.Equal((3, 3), Counts(vault.Rewrap(_former, _current)));
        await AssertOpensAsync(vault, keys, new(_former, []));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Before_it_a_server_with_both_opens_everything_whichever_is_the_current_one(string engine)
    {
        await using TestVault vault = await TestVault.StartAsync(engine, postgres);
        byte[][] keys = await FillAsync(vault);
        Logged log = new();
        await vault.CheckAsync(new(_current, [_former]), log);
        Assert.Contains("2 keys of the store's ring", Assert.Single(log.Lines), StringComparison.Ordinal);
        await AssertOpensAsync(vault, keys, new(_current, [_former]));
        await AssertOpensAsync(vault, keys, new(_former, [_current]));
        await AssertOpensAsync(vault, keys, new(null, [_former, _current]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_server_that_lacks_a_certificate_of_the_ring_is_told_which_and_adds_nothing(string engine)
    {
        await using TestVault vault = await TestVault.StartAsync(engine, postgres);
        await FillAsync(vault);
        string[] ring = vault.Ring;
        foreach ((X509Certificate2? had, X509Certificate2 missing) in new[] { (_current, _former), (_former, _current), (_stranger, _former), (null, _current) })
        {
            EncryptionCertificates certificates = new(had, []);
            StorageUnavailableException refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => vault.CheckAsync(certificates));
            Assert.Contains($"{missing.Subject}, SHA-256 {missing.GetCertHashString(HashAlgorithmName.SHA256)}", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("Benchmarking:OtherEncryptionCertificates:0:File", refusal.Message, StringComparison.Ordinal);
            Assert.Throws<CryptographicException>(() => new ProtectionRing(vault.Vault, certificates).StoreElement(new XElement("key"), "added"));
        }
        // One that runs already, and looks at the ring again when the key that it uses is at its end.
        using KeyWrap behind = new(new ProtectionRing(vault.Vault, new(_stranger, [])), new(_stranger, []));
        await vault.ExecuteAsync("DELETE FROM KeyRing WHERE Xml NOT LIKE '%encryptedSecret%'");
        string[] left = vault.Ring;
        Assert.ThrowsAny<Exception>(() => behind.Wrap("organisations/late", Seal.NewKey()));
        Assert.Equal(left, vault.Ring);
        Assert.Equal(2, ring.Intersect(left).Count());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Without_the_certificate_that_it_is_under_the_ring_stays_as_it_is(string engine)
    {
        await using TestVault vault = await TestVault.StartAsync(engine, postgres);
        byte[][] keys = await FillAsync(vault);
        string[] ring = vault.Ring;
        StorageUnavailableException refusal = Assert.Throws<StorageUnavailableException>(() => vault.Rewrap(_current));
        Assert.Contains("CN=former", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ring, vault.Ring);
        // A key that the ring does not open was lost before: what made it so is found first.
        await vault.Vault.AddAsync("organisations/damaged", [1, 2, 3]);
        Assert.Contains("Nothing was changed", Assert.Throws<StorageUnavailableException>(() => vault.Rewrap(_current, _former)).Message, StringComparison.Ordinal);
        Assert.Equal(ring, vault.Ring);
        await vault.ExecuteAsync("DELETE FROM DataKey WHERE Owner = 'organisations/damaged'");
        vault.Rewrap(_current, _former);
        await AssertOpensAsync(vault, keys, new(_current, []));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_fault_in_the_middle_leaves_the_ring_that_was(string engine)
    {
        await using TestVault vault = await TestVault.StartAsync(engine, postgres);
        byte[][] keys = await FillAsync(vault);
        string[] ring = vault.Ring;
        // The first of two that are to be replaced goes through, the second does not.
        string second = vault.Vault.ReadRing().Last(key => !RingKey.IsUnder(key.Xml, _current)).Name;
        foreach (string sql in vault.IsSqlite ? (string[])
            [$"CREATE TRIGGER fault BEFORE UPDATE ON KeyRing WHEN OLD.Name = '{second}' BEGIN SELECT RAISE(ABORT, 'a fault'); END"] :
            ["CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a fault'; END $$",
             $"CREATE TRIGGER fault BEFORE UPDATE ON KeyRing FOR EACH ROW WHEN (OLD.Name = '{second}') EXECUTE FUNCTION fault()"])
            await vault.ExecuteAsync(sql);
        Assert.Contains("a fault", Assert.Throws<StorageUnavailableException>(() => vault.Rewrap(_current, _former)).Message, StringComparison.Ordinal);
        Assert.Equal(ring, vault.Ring);
        await AssertOpensAsync(vault, keys, new(_former, [_current]));
        await vault.ExecuteAsync(vault.IsSqlite ? "DROP TRIGGER fault" : "DROP TRIGGER fault ON KeyRing");
        Assert.Equal((3, 2), Counts(vault.Rewrap(_current, _former)));
        await AssertOpensAsync(vault, keys, new(_current, []));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_key_of_the_ring_that_is_damaged_is_said_to_be(string engine)
    {
        await using TestVault vault = await TestVault.StartAsync(engine, postgres);
        await FillAsync(vault);
        foreach (string xml in (string[])["<key", "<key><encryptedSecret xmlns=\"http://schemas.asp.net/2015/03/dataProtection\"/></key>"])
        {
            await vault.ExecuteAsync($"UPDATE KeyRing SET Xml = '{xml}' WHERE Name = (SELECT max(Name) FROM KeyRing)");
            Assert.Contains("damaged", (await Assert.ThrowsAsync<StorageUnavailableException>(() => vault.CheckAsync(new(_current, [_former])))).Message, StringComparison.Ordinal);
            Assert.Contains("damaged", Assert.Throws<StorageUnavailableException>(() => vault.Rewrap(_current, _former)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_secrets_of_a_ring_in_clear_are_in_no_byte_of_the_file_and_its_log_afterwards()
    {
        await using TestVault vault = await TestVault.StartAsync("sqlite", postgres);
        byte[][] keys = await FillAsync(vault, inClear: true);
        byte[][] secrets = [.. vault.Vault.GetAllElements().SelectMany(key => key.Descendants("masterKey")).Select(key => Encoding.UTF8.GetBytes(key.Value.Trim()))];
        Assert.Equal(3, secrets.Length);
        Assert.All(secrets, secret => Assert.NotEmpty(FilesWith(vault, secret)));
        // Somebody copies the keys meanwhile: the log cannot be emptied.
        using (SqliteConnection copying = StoreTransfer.OpenFile(vault.KeysFile, SqliteOpenMode.ReadOnly))
        using (SqliteTransaction reading = copying.BeginTransaction(deferred: true))
        {
            using SqliteCommand command = new("SELECT count(*) FROM KeyRing", copying, reading);
            command.ExecuteScalar();
            Assert.Contains("run `Benchmarking.Server rewrap` again", Assert.Throws<StorageUnavailableException>(() => vault.Rewrap(_current)).Message, StringComparison.Ordinal);
        }
        await AssertOpensAsync(vault, keys, new(_current, []));
        // Only the traces were left to do.
        Assert.Equal((3, 0), Counts(vault.Rewrap(_current)));
        Assert.All(secrets, secret => Assert.Empty(FilesWith(vault, secret)));
        await AssertOpensAsync(vault, keys, new(_current, []));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => vault.CheckAsync(EncryptionCertificates.None));
    }

    private static (int Keys, int Rewrapped) Counts(RewrappedRing ring) => (ring.Keys, ring.Rewrapped);

    // A key of the ring in clear, one under the former certificate, one under the current, and a data key under each.
    private async Task<byte[][]> FillAsync(TestVault vault, bool inClear = false)
    {
        EncryptionCertificates all = new(null, [_former, _current]);
        List<byte[]> keys = [];
        foreach (X509Certificate2? certificate in inClear ? (X509Certificate2?[])[null, null, null] : [null, _former, _current])
        {
            vault.AddToRing(new(certificate, []));
            keys.Add(await vault.KeyAsync($"organisations/{keys.Count}", all));
        }
        await vault.Vault.DestroyAsync("organisations/gone");
        return [.. keys];
    }

    private static async Task AssertOpensAsync(TestVault vault, byte[][] keys, EncryptionCertificates certificates)
    {
        await vault.CheckAsync(certificates);
        for (int owner = 0; owner < keys.Length; owner++)
            Assert.Equal(keys[owner], await vault.KeyAsync($"organisations/{owner}", certificates));
    }

    private static string[] FilesWith(TestVault vault, byte[] bytes) =>
        [.. Directory.GetFiles(Path.GetDirectoryName(vault.KeysFile)!).Where(file => AtRestTests.Read(file).AsSpan().IndexOf(bytes) >= 0)];
}
