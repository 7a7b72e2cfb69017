using System.Data.Common;
using System.Security.Cryptography;
using Benchmarking.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// Looks, before a server takes calls, whether it can open what is in its store: a lost key is found then, and not by a member. And has the
/// ring read, or made, since Data Protection does so on the threads of all who first ask: with many members at once the server would stand still.
/// </summary>
internal sealed class KeyCheck(DbDataSource store, KeyVault vault, ProtectionRing ring, KeyWrap wrap, ILogger<KeyCheck> logger)
{
    private const string Nobody = "nobody";

    /// <summary>Runs the check.</summary>
    /// <exception cref="StorageUnavailableException">The keys are not there, or the certificates do not open them.</exception>
    public async Task RunAsync()
    {
        try
        {
            // In this order: a server without the certificate is refused before it could add to the ring.
            ring.RefuseUnopened();
        }
        catch (CryptographicException exception)
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
        await OpenAnyAsync();
        if (ring.CountOutside() is > 0 and int outside)
        {
            logger.LogWarning("{Outside} keys of the store's ring are in clear, or under another certificate than Benchmarking:EncryptionCertificate. Once every server was started with that, run `Benchmarking.Server rewrap`.",
                outside);
        }
    }

    private async Task OpenAnyAsync()
    {
        WrappedKey? any = await vault.FindAnyAsync();
        if (any is null && await HasSealedRecordAsync())
            throw new StorageUnavailableException("The store is encrypted, and its keys are not there. Put the file of keys that belongs to it beside it (benchmarking.db.keys), or restore the tables DataKey and KeyRing.");
        try
        {
            if (any?.Wrapped is { } wrapped)
                wrap.Unwrap(any.Owner, wrapped);
            wrap.Unwrap(Nobody, wrap.Wrap(Nobody, Seal.NewKey()));
        }
        catch (CryptographicException exception)
        {
            throw new StorageUnavailableException("The keys of the store cannot be opened: they are not wrapped with its ring. Bring back both from one copy (benchmarking.db.keys, or the tables DataKey and KeyRing).", exception);
        }
    }

    private async Task<bool> HasSealedRecordAsync()
    {
        await using DbConnection connection = await store.OpenConnectionAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM OrleansStorage WHERE substr(PayloadBinary, 1, @length) = @mark LIMIT 1";
        DbParameter length = command.CreateParameter(), mark = command.CreateParameter();
        (length.ParameterName, length.Value, mark.ParameterName, mark.Value) = ("length", Seal.Mark.Length, "mark", Seal.Mark.ToArray());
        command.Parameters.AddRange((DbParameter[])[length, mark]);
        return await command.ExecuteScalarAsync() is not null;
    }
}
