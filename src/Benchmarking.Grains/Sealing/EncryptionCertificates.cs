using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// The certificates of the ring of keys, each with its RSA key. While one takes another's place a server has both: what is put into the ring
/// is under the current one, and all of them open what is in it.
/// </summary>
/// <param name="Current">What new keys of the ring are protected with; null for a ring in clear, which only the rights on its file or tables protect.</param>
/// <param name="Others">Those that open the ring besides.</param>
public sealed record EncryptionCertificates(X509Certificate2? Current, IReadOnlyList<X509Certificate2> Others)
{
    /// <summary>A ring in clear.</summary>
    public static EncryptionCertificates None { get; } = new(null, []);

    /// <summary>Whether a certificate is one of them.</summary>
    internal bool Has(X509Certificate2 certificate) => (Current is not null && RingKey.AreSame(certificate, Current)) || Others.Any(other => RingKey.AreSame(certificate, other));

    /// <summary>Has a ring protect its new keys with the current one, and open its keys with any.</summary>
    internal void Protect(IDataProtectionBuilder ring)
    {
        if (Current is not null)
            ring.ProtectKeysWithCertificate(Current);
        if (Others.Count > 0)
            ring.UnprotectKeysWithAnyCertificate([.. Others]);
    }

    /// <summary>What opens the keys of a ring with these certificates.</summary>
    internal IXmlDecryptor Opener()
    {
        ServiceCollection services = new();
        Protect(services.AddDataProtection());
        using ServiceProvider provider = services.BuildServiceProvider();
        return new EncryptedXmlDecryptor(provider);
    }
}
