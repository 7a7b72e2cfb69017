using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Benchmarking.Grains;

/// <summary>
/// The certificates by which silos know each other: whoever has the key of one of them is a silo, and nobody else. While one takes another's
/// place, silos show the one or the other and know both, so that they can be started anew one after another.
/// </summary>
/// <param name="Shown">With its key, what this silo shows the others.</param>
/// <param name="Others">What they may show besides; the public part suffices.</param>
public sealed record SiloCertificates(X509Certificate2 Shown, IReadOnlyList<X509Certificate2> Others)
{
    /// <summary>Whether a certificate is one of them. No authority is asked, and neither name nor date is looked at.</summary>
    internal bool Know(X509Certificate2 remote) =>
        Others.Prepend(Shown).Any(known => CryptographicOperations.FixedTimeEquals(remote.RawDataMemory.Span, known.RawDataMemory.Span));
}
