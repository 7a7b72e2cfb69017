using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Benchmarking.Grains.Storage;

/// <summary>A grain's record as both engines keep it; its bytes are the same in either.</summary>
internal sealed record StoredRecord(string Service, string Type, long N0, long N1, string Extension, int Version, byte[]? Payload);

/// <summary>What was moved.</summary>
/// <param name="Records">How many records.</param>
/// <param name="Digest">SHA-256 of all of them in the order of their keys, in hexadecimal: equal stores have equal digests.</param>
public sealed record StoreSummary(long Records, string Digest);

/// <summary>All records of an open database, in the order of their keys, which both engines sort byte by byte.</summary>
internal static class StoredRecords
{
    private const string Columns = "ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, Version, PayloadBinary";
    private static readonly string[] Parameters = ["service", "type", "n0", "n1", "extension", "version", "payload"];

    public static IEnumerable<StoredRecord> Read(DbConnection connection, DbTransaction transaction)
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {Columns} FROM OrleansStorage ORDER BY ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString";
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4), reader.GetInt32(5),
                reader.IsDBNull(6) ? null : (byte[])reader.GetValue(6));
        }
    }

    public static void Write(DbConnection connection, DbTransaction transaction, IEnumerable<StoredRecord> records)
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO OrleansStorage ({Columns}) VALUES (@service, @type, @n0, @n1, @extension, @version, @payload)";
        DbParameter[] parameters = [.. Parameters.Select(name => Add(command, name))];
        foreach (StoredRecord record in records)
        {
            object?[] values = [record.Service, record.Type, record.N0, record.N1, record.Extension, record.Version, record.Payload];
            for (int index = 0; index < values.Length; index++)
                parameters[index].Value = values[index] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Counts and digests the records of a database. Each field goes in behind its length, so that no two stores run into one text.</summary>
    public static StoreSummary Summarise(DbConnection connection, DbTransaction transaction)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long count = 0;
        foreach (StoredRecord record in Read(connection, transaction))
        {
            count++;
            foreach (string text in new[] { record.Service, record.Type, record.Extension })
                Append(hash, Encoding.UTF8.GetBytes(text));
            foreach (long number in new[] { record.N0, record.N1, record.Version })
                AppendNumber(hash, number);
            AppendNumber(hash, record.Payload is null ? 0 : 1);
            Append(hash, record.Payload ?? []);
        }
        return new(count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static DbParameter Add(DbCommand command, string name)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        if (name == "payload")
            parameter.DbType = System.Data.DbType.Binary;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        AppendNumber(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AppendNumber(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
