using System.Security.Cryptography;
using Benchmarking.Grains.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// The keys that records are sealed under: one for each organisation and for each period, made when it is first needed. Each server keeps
/// those that it uses in memory for some minutes.
/// </summary>
internal sealed class DataKeys(KeyVault vault, KeyWrap wrap, ILogger<DataKeys> logger) : IDisposable
{
    /// <summary>How long a server may go on knowing a key that another has destroyed. It can seal with it, and nobody can open what it sealed.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _open = new(new MemoryCacheOptions());

    /// <summary>The key of an owner that has sealed records; null when it was destroyed.</summary>
    /// <exception cref="CryptographicException">It is not in the vault, or the ring does not open it.</exception>
    public async Task<byte[]?> FindAsync(string owner)
    {
        if (_open.TryGetValue(owner, out byte[]? known))
            return known;
        WrappedKey kept = await vault.FindAsync(owner) ?? throw new CryptographicException($"The key of {owner} is not in the vault.");
        return kept.Wrapped is null ? null : _open.Set(owner, wrap.Unwrap(owner, kept.Wrapped), Remembered);
    }

    /// <summary>The key of an owner, made when it has none.</summary>
    /// <exception cref="CryptographicException">It was destroyed, or the ring does not open it.</exception>
    public async Task<byte[]> GetOrMakeAsync(string owner)
    {
        if (_open.TryGetValue(owner, out byte[]? known))
            return known!;
        if (await vault.FindAsync(owner) is null)
            await vault.AddAsync(owner, wrap.Wrap(owner, Seal.NewKey()));
        // What is in the vault is the key: another server may have been first.
        return await FindAsync(owner) ?? throw new CryptographicException($"The key of {owner} was destroyed.");
    }

    /// <summary>The same for whoever is not the storage, which says itself when the store is away.</summary>
    /// <exception cref="NotAcknowledgedException">The store did not give it.</exception>
    public Task<byte[]> AskAsync(string owner) => GuardAsync(owner, "given", "give", () => GetOrMakeAsync(owner));

    /// <summary>Whether the key of an owner was destroyed, by whatever server; not so of one that never had one.</summary>
    /// <exception cref="NotAcknowledgedException">The store did not answer.</exception>
    public Task<bool> IsDestroyedAsync(string owner) => GuardAsync(owner, "found out about", "read", async () => await vault.FindAsync(owner) is { Wrapped: null });

    /// <summary>Destroys the key of an owner: what was ever sealed under it can be read by nobody. Repeating is harmless.</summary>
    /// <exception cref="NotAcknowledgedException">It may not be destroyed yet; repeat it.</exception>
    public async Task DestroyAsync(string owner)
    {
        try
        {
            await GuardAsync(owner, "destroyed", "destroy", async () =>
            {
                await vault.DestroyAsync(owner);
                return true;
            });
        }
        finally
        {
            _open.Remove(owner);
        }
    }

    // The cause stays in the log: an exception that travels to a caller must not carry the store's own words.
    private async Task<T> GuardAsync<T>(string owner, string done, string todo, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The key of {Owner} was not {Done}.", owner, done);
            throw new NotAcknowledgedException($"The store did not {todo} the key ({exception.GetType().Name}).");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _open.Dispose();
}
