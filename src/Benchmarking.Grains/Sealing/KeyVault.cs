using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Benchmarking.Grains.Sealing;

/// <summary>A data key as it is kept.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Wrapped">The key under the key ring; null once it was destroyed.</param>
internal sealed record WrappedKey(string Owner, byte[]? Wrapped);

/// <summary>A key of the ring as it is kept.</summary>
/// <param name="Name">Its name, given by Data Protection.</param>
/// <param name="Xml">The key itself.</param>
internal sealed record RingElement(string Name, XElement Xml);

/// <summary>
/// Where data keys are kept, and the ring that they are wrapped with. Apart from the records, so that a copy of the records, kept for years,
/// has no key in it that was destroyed since: in a file of its own beside the embedded store, in two tables of their own in PostgreSQL.
/// </summary>
/// <param name="source">The file, or the database.</param>
/// <param name="scrub">What the engine is told to do so that overwritten bytes are not left lying about.</param>
internal sealed class KeyVault(DbDataSource source, VaultScrub scrub) : IXmlRepository
{
    /// <summary>The key of an owner; null when none was ever made.</summary>
    public Task<WrappedKey?> FindAsync(string owner) => ReadAsync("SELECT Owner, WrappedKey FROM DataKey WHERE Owner = @owner", owner);

    /// <summary>Any key, one that was not destroyed if there is one; null when none was ever made.</summary>
    public Task<WrappedKey?> FindAnyAsync() => ReadAsync("SELECT Owner, WrappedKey FROM DataKey ORDER BY WrappedKey IS NULL, Owner LIMIT 1", owner: null);

    /// <summary>Keeps a key unless the owner has one, or had: of several servers that make one at once, the first is right.</summary>
    public Task AddAsync(string owner, byte[] wrapped) =>
        ExecuteAsync("INSERT INTO DataKey (Owner, WrappedKey) VALUES (@owner, @wrapped) ON CONFLICT (Owner) DO NOTHING", owner, wrapped);

    /// <summary>Destroys a key for good, and keeps that it was. Repeating is harmless.</summary>
    /// <exception cref="IOException">The key's bytes could not be wiped, since somebody is reading them.</exception>
    public async Task DestroyAsync(string owner)
    {
        await ExecuteAsync("INSERT INTO DataKey (Owner, WrappedKey) VALUES (@owner, NULL) ON CONFLICT (Owner) DO UPDATE SET WrappedKey = NULL", owner);
        await using DbConnection connection = await source.OpenConnectionAsync();
        await using DbCommand command = Command(connection, scrub.Keys);
        RefuseUnscrubbed(await command.ExecuteScalarAsync());
    }

    /// <summary>Every key, destroyed ones among them.</summary>
    public IReadOnlyList<WrappedKey> FindAll()
    {
        using DbConnection connection = source.OpenConnection();
        using DbCommand command = Command(connection, "SELECT Owner, WrappedKey FROM DataKey ORDER BY Owner");
        using DbDataReader reader = command.ExecuteReader();
        List<WrappedKey> keys = [];
        while (reader.Read())
            keys.Add(Read(reader));
        return keys;
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. ReadRing().Select(key => key.Xml)];

    /// <summary>The keys of the ring.</summary>
    /// <exception cref="CryptographicException">One is no XML.</exception>
    public IReadOnlyList<RingElement> ReadRing()
    {
        using DbConnection connection = source.OpenConnection();
        using DbCommand command = Command(connection, "SELECT Name, Xml FROM KeyRing ORDER BY Name");
        using DbDataReader reader = command.ExecuteReader();
        List<RingElement> keys = [];
        while (reader.Read())
            keys.Add(new(reader.GetString(0), Parse(reader.GetString(0), reader.GetString(1))));
        return keys;
    }

    /// <summary>Puts keys in the place of those of the ring that have their names: all of them, or none.</summary>
    public void ReplaceInRing(IEnumerable<RingElement> keys)
    {
        using DbConnection connection = source.OpenConnection();
        using DbTransaction writing = connection.BeginTransaction();
        foreach (RingElement key in keys)
        {
            using DbCommand command = Command(connection, "UPDATE KeyRing SET Xml = @xml WHERE Name = @name");
            command.Transaction = writing;
            Add(command, "name", key.Name);
            Add(command, "xml", key.Xml.ToString(SaveOptions.DisableFormatting));
            command.ExecuteNonQuery();
        }
        writing.Commit();
    }

    /// <summary>Wipes what keys of the ring were before they were replaced. Repeating is harmless.</summary>
    /// <exception cref="IOException">It could not be wiped, since somebody is reading it.</exception>
    public void ScrubRing()
    {
        using DbConnection connection = source.OpenConnection();
        using DbCommand command = Command(connection, scrub.Ring);
        RefuseUnscrubbed(command.ExecuteScalar());
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using DbConnection connection = source.OpenConnection();
        using DbCommand command = Command(connection, "INSERT INTO KeyRing (Name, Xml) VALUES (@name, @xml)");
        Add(command, "name", friendlyName);
        Add(command, "xml", element.ToString(SaveOptions.DisableFormatting));
        command.ExecuteNonQuery();
    }

    private async Task<WrappedKey?> ReadAsync(string sql, string? owner)
    {
        await using DbConnection connection = await source.OpenConnectionAsync();
        await using DbCommand command = Command(connection, sql);
        if (owner is not null)
            Add(command, "owner", owner);
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? Read(reader) : null;
    }

    private static WrappedKey Read(DbDataReader reader) => new(reader.GetString(0), reader.IsDBNull(1) ? null : (byte[])reader.GetValue(1));

    private static XElement Parse(string name, string xml)
    {
        try
        {
            return XElement.Parse(xml);
        }
        catch (XmlException exception)
        {
            throw new CryptographicException($"The key '{name}' of the ring is damaged. Bring back the newest copy of the keys (benchmarking.db.keys, or the tables DataKey and KeyRing).", exception);
        }
    }

    // SQLite answers 1 when a reader, such as a copy being taken, still needs the log.
    private static void RefuseUnscrubbed(object? answer)
    {
        if (answer is long and not 0)
            throw new IOException("The log of the keys is being read.");
    }

    private async Task ExecuteAsync(string sql, string owner, byte[]? wrapped = null)
    {
        await using DbConnection connection = await source.OpenConnectionAsync();
        await using DbCommand command = Command(connection, sql);
        Add(command, "owner", owner);
        if (wrapped is not null)
            Add(command, "wrapped", wrapped);
        await command.ExecuteNonQueryAsync();
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        DbParameter parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        parameter.DbType = value is byte[]? DbType.Binary : DbType.String;
        command.Parameters.Add(parameter);
    }
}
