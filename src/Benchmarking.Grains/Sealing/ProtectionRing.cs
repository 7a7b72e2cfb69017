using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// The ring of keys in the vault, as a server with certificates has it. Who does not open all of it adds nothing to it: with a certificate
/// that is to be destroyed, a server that was left behind would otherwise protect what nobody could open afterwards.
/// </summary>
internal sealed class ProtectionRing(KeyVault vault, EncryptionCertificates certificates) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => vault.GetAllElements();

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">The certificates do not open all of the ring.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        RefuseUnopened();
        vault.StoreElement(element, friendlyName);
    }

    /// <summary>Refuses a ring with a key that the certificates do not open.</summary>
    /// <exception cref="CryptographicException">With the certificates that are missing, and what to do.</exception>
    public void RefuseUnopened()
    {
        IXmlDecryptor opener = certificates.Opener();
        IReadOnlyCollection<XElement> keys = vault.GetAllElements();
        XElement[] unopened = [.. keys.Where(key => !RingKey.Opens(key, opener))];
        if (unopened.Length == 0)
            return;
        string[] missing = [.. unopened.SelectMany(RingKey.CertificatesOf).Where(needed => !certificates.Has(needed)).Select(NameOf).Distinct()];
        string count = FormattableString.Invariant($"The keys of the store cannot be opened: {unopened.Length} of the {keys.Count} of its ring");
        throw new CryptographicException(missing.Length == 0
            ? $"{count} are damaged. Bring back the newest copy of the keys (benchmarking.db.keys, or the tables DataKey and KeyRing)."
            : $"{count} need a certificate that this server does not have: {string.Join("; ", missing)}. Name its file, with its key, in Benchmarking:EncryptionCertificate; "
                + "or, when another takes its place, in Benchmarking:OtherEncryptionCertificates:0:File, and run `Benchmarking.Server rewrap` before you leave it out.");
    }

    /// <summary>How many keys of the ring are in clear or under another certificate than the current one; 0 when there is no current one.</summary>
    public int CountOutside() => certificates.Current is { } current ? vault.GetAllElements().Count(key => !RingKey.IsUnder(key, current)) : 0;

    /// <summary>What an operator knows a certificate by.</summary>
    public static string NameOf(X509Certificate2 certificate) => $"{certificate.Subject}, SHA-256 {certificate.GetCertHashString(HashAlgorithmName.SHA256)}";
}
