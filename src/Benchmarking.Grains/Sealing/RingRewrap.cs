using System.Data.Common;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Benchmarking.Grains.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// Writes the keys of the ring anew under the current certificate, so that those that they were under before open nothing that the store has.
/// The ring is the old one or the new one at every moment, and the new one is only written once it has been tried on every key that it wraps.
/// </summary>
/// <param name="vault">The store's keys.</param>
/// <param name="certificates">The current one, and all that the ring may be under.</param>
internal sealed class RingRewrap(KeyVault vault, EncryptionCertificates certificates)
{
    /// <summary>Runs it; repeating is harmless, and wipes what a run that was cut off has left.</summary>
    /// <param name="current">The certificate that the ring is to be under.</param>
    /// <exception cref="StorageUnavailableException">With what is in the way, and what to do.</exception>
    public RewrappedRing Run(X509Certificate2 current)
    {
        IReadOnlyList<RingElement> keys;
        RingElement[] anew;
        try
        {
            new ProtectionRing(vault, certificates).RefuseUnopened();
            // Before the ring: servers go on, and put a key into the ring before they wrap anything with it.
            IReadOnlyList<WrappedKey> wrapped = vault.FindAll();
            keys = vault.ReadRing();
            anew = [.. Rewrap(keys, current)];
            Try([.. keys.Where(key => anew.All(other => other.Name != key.Name)), .. anew], wrapped, current);
            vault.ReplaceInRing(anew);
        }
        catch (CryptographicException exception)
        {
            throw new StorageUnavailableException($"{exception.Message} Nothing was changed.", exception);
        }
        catch (DbException exception)
        {
            throw new StorageUnavailableException($"The ring was not written anew ({exception.Message}). It is as it was, or wholly new; run `Benchmarking.Server rewrap` again.", exception);
        }
        Scrub();
        return new(keys.Count, anew.Length, ProtectionRing.NameOf(current));
    }

    private IEnumerable<RingElement> Rewrap(IEnumerable<RingElement> keys, X509Certificate2 current)
    {
        IXmlDecryptor opener = certificates.Opener();
        CertificateXmlEncryptor encryptor = new(current, NullLoggerFactory.Instance);
        return keys.Where(key => !RingKey.IsUnder(key.Xml, current)).Select(key => key with { Xml = RingKey.Rewrap(key.Xml, opener, encryptor) });
    }

    // Under the current certificate alone, as a server will read it.
    private static void Try(RingElement[] ring, IEnumerable<WrappedKey> wrapped, X509Certificate2 current)
    {
        using KeyWrap wrap = new(new TriedRing(ring), new(current, []));
        foreach (WrappedKey key in wrapped)
        {
            if (key.Wrapped is not null)
                wrap.Unwrap(key.Owner, key.Wrapped);
        }
    }

    private void Scrub()
    {
        try
        {
            vault.ScrubRing();
        }
        catch (Exception exception) when (exception is DbException or IOException)
        {
            throw new StorageUnavailableException($"The ring is under the certificate now, but bytes of what it was before may still lie in the store ({exception.Message}). "
                + "See that nobody copies the keys, and run `Benchmarking.Server rewrap` again.", exception);
        }
    }

    private sealed class TriedRing(RingElement[] ring) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [.. ring.Select(key => key.Xml)];

        public void StoreElement(XElement element, string friendlyName) => throw new InvalidOperationException("The ring is merely tried.");
    }
}
