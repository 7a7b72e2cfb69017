using System.Security.Cryptography;
using System.Text;

namespace Benchmarking.Grains.Sealing;

/// <summary>Bytes under a key: AES-256-GCM (NIST SP 800-38D) with a random nonce, bound to the name of what they are.</summary>
/// <remarks>A key writes far fewer than the 2^32 records up to which random nonces of 96 bits are safe.</remarks>
internal static class Seal
{
    /// <summary>Length of a key, in bytes.</summary>
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>What sealed bytes begin with. No record in clear does: to Orleans, 0xFF would end an object before it began.</summary>
    public static ReadOnlySpan<byte> Mark => [0xFF, (byte)'B', (byte)'n', (byte)'S', 1];

    /// <summary>Whether bytes are sealed; records of earlier versions are not.</summary>
    public static bool IsClosed(ReadOnlySpan<byte> stored) => stored.StartsWith(Mark);

    /// <summary>A fresh key.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>Seals bytes.</summary>
    /// <param name="key">The key.</param>
    /// <param name="clear">The bytes.</param>
    /// <param name="name">What they are: under another name they do not open, so that nobody puts one record in another's place.</param>
    public static byte[] Close(byte[] key, ReadOnlySpan<byte> clear, string name)
    {
        byte[] closed = new byte[Mark.Length + NonceBytes + TagBytes + clear.Length];
        Mark.CopyTo(closed);
        RandomNumberGenerator.Fill(Nonce(closed));
        using AesGcm aes = new(key, TagBytes);
        aes.Encrypt(Nonce(closed), clear, Cipher(closed), Tag(closed), Encoding.UTF8.GetBytes(name));
        return closed;
    }

    /// <summary>Opens sealed bytes.</summary>
    /// <exception cref="CryptographicException">They were sealed under another key or name, or were changed since.</exception>
    public static byte[] Open(byte[] key, byte[] closed, string name)
    {
        if (closed.Length < Mark.Length + NonceBytes + TagBytes || !IsClosed(closed))
            throw new CryptographicException("These bytes are not sealed, or were cut short.");
        byte[] clear = new byte[Cipher(closed).Length];
        using AesGcm aes = new(key, TagBytes);
        aes.Decrypt(Nonce(closed), Cipher(closed), Tag(closed), clear, Encoding.UTF8.GetBytes(name));
        return clear;
    }

    private static Span<byte> Nonce(byte[] closed) => closed.AsSpan(Mark.Length, NonceBytes);

    private static Span<byte> Tag(byte[] closed) => closed.AsSpan(Mark.Length + NonceBytes, TagBytes);

    private static Span<byte> Cipher(byte[] closed) => closed.AsSpan(Mark.Length + NonceBytes + TagBytes);
}
