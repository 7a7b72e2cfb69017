using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Benchmarking.Grains.Sealing;

/// <summary>
/// A key of the ring as Data Protection keeps it (https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-storage-format):
/// an XML element, whose secret is in clear and marked as what is to be encrypted, or encrypted in an element of its own.
/// </summary>
internal static class RingKey
{
    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName Encrypted = Protection + "encryptedSecret";
    private static readonly XName Certificate = XName.Get("X509Certificate", SignedXml.XmlDsigNamespaceUrl);

    /// <summary>Whether nothing of it is in clear, or under anything but a certificate.</summary>
    public static bool IsUnder(XElement key, X509Certificate2 certificate) => !SecretsInClear(key).Any()
        && key.Descendants(Encrypted).All(secret => CertificatesOf(secret).Any(written => AreSame(written, certificate)));

    /// <summary>Whether two are one certificate, to the last byte.</summary>
    public static bool AreSame(X509Certificate2 one, X509Certificate2 other) => one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);

    /// <summary>Whether all of it opens.</summary>
    public static bool Opens(XElement key, IXmlDecryptor opener)
    {
        try
        {
            Open(key, opener);
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or InvalidOperationException or XmlException)
        {
            return false;
        }
    }

    /// <summary>The key with its secrets under a certificate, whatever they were under, or in clear.</summary>
    /// <param name="key">The key, which stays as it is.</param>
    /// <param name="opener">What opens it.</param>
    /// <param name="certificate">The certificate's encryptor.</param>
    /// <exception cref="CryptographicException">It does not open.</exception>
    public static XElement Rewrap(XElement key, IXmlDecryptor opener, IXmlEncryptor certificate)
    {
        XElement anew = Open(key, opener);
        foreach (XElement secret in SecretsInClear(anew).ToArray())
        {
            EncryptedXmlInfo closed = certificate.Encrypt(secret);
            secret.ReplaceWith(new XElement(Encrypted, new XAttribute("decryptorType", closed.DecryptorType.AssemblyQualifiedName!), closed.EncryptedElement));
        }
        return anew;
    }

    /// <summary>The certificates that it is under, as it says itself; none when it is in clear.</summary>
    public static IEnumerable<X509Certificate2> CertificatesOf(XElement key)
    {
        foreach (XElement written in key.Descendants(Certificate))
        {
            byte[] bytes = new byte[written.Value.Length];
            if (Convert.TryFromBase64String(written.Value, bytes, out int length) && TryLoad(bytes.AsSpan(0, length)) is { } certificate)
                yield return certificate;
        }
    }

    private static XElement Open(XElement key, IXmlDecryptor opener)
    {
        XElement clear = new(key);
        foreach (XElement secret in clear.Descendants(Encrypted).ToArray())
            secret.ReplaceWith(opener.Decrypt(new(secret.Elements().Single())));
        return clear;
    }

    private static IEnumerable<XElement> SecretsInClear(XElement key) =>
        key.Descendants().Where(element => element.Attribute(Protection + "requiresEncryption") is { } mark && (bool)mark);

    private static X509Certificate2? TryLoad(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(bytes);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
