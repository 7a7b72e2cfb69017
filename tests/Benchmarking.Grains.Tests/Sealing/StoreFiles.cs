using System.Security.Cryptography;
using Benchmarking.Grains.Sealing;
using Benchmarking.Grains.Tests.Faults;
using Benchmarking.Returns;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Grains.Tests.Sealing;

/// <summary>A silo's files as somebody sees them who has taken all of them, its ring among them.</summary>
internal sealed class StoreFiles(PlatformSilo silo)
{
    private const string Records = "benchmarking.db";
    private const string Keys = "benchmarking.db.keys";

    /// <summary>How many of a period's vintages any key that is left opens, of whomever it is.</summary>
    public int CountOpened(Period period)
    {
        byte[][] keys = [.. Rows(Keys, "SELECT Owner, WrappedKey FROM DataKey WHERE WrappedKey IS NOT NULL").Select(row => silo.Get<KeyWrap>().Unwrap(row.Name, row.Bytes))];
        (string Name, byte[] Bytes)[] vintages = [.. Rows(Records, "SELECT GrainIdExtensionString, PayloadBinary FROM OrleansStorage WHERE GrainTypeString = 'vintage.v1'")
            .Where(row => row.Name.StartsWith($"{period.Name}/", StringComparison.Ordinal))];
        Assert.NotEmpty(keys);
        Assert.All(vintages, vintage => Assert.True(Seal.IsClosed(vintage.Bytes)));
        return vintages.Count(vintage => keys.Any(key => Opens(key, vintage.Bytes, $"vintage.v1 {vintage.Name}")));
    }

    /// <summary>The store's files that have some bytes in them; copies that a test took are no part of the store.</summary>
    public string[] With(byte[] bytes) => [.. Directory.GetFiles(silo.DataDirectory, $"{Records}*")
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.Contains(".replaced", StringComparison.Ordinal) && AtRestTests.Read(file).AsSpan().IndexOf(bytes) >= 0)];

    /// <summary>Does something to the keys from outside.</summary>
    public void ExecuteOnKeys(string sql)
    {
        using SqliteConnection connection = Open(Keys);
        using SqliteCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    private List<(string Name, byte[] Bytes)> Rows(string file, string sql)
    {
        using SqliteConnection connection = Open(file);
        using SqliteCommand command = new(sql, connection);
        using SqliteDataReader reader = command.ExecuteReader();
        List<(string, byte[])> rows = [];
        while (reader.Read())
            rows.Add((reader.GetString(0), (byte[])reader.GetValue(1)));
        return rows;
    }

    private SqliteConnection Open(string file)
    {
        SqliteConnection connection = new($"Data Source={Path.Combine(silo.DataDirectory, file)};Pooling=False");
        connection.Open();
        return connection;
    }

    private static bool Opens(byte[] key, byte[] bytes, string name)
    {
        try
        {
            return Seal.Open(key, bytes, name).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
