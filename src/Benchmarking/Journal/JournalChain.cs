using System.Security.Cryptography;

namespace Benchmarking.Journal;

/// <summary>
/// The chain that the journal's entries make: each one's hash is the SHA-256 of the hash before it and of its own bytes, so whoever changes,
/// removes or moves an entry must change every hash after it, the last one with them. A last hash noted elsewhere tells that this was done.
/// </summary>
internal sealed class JournalChain
{
    /// <summary>What stands before the first entry: 32 bytes of zero.</summary>
    public static byte[] Root { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of the last entry that holds; <see cref="Root"/> before the first.</summary>
    public byte[] Head { get; private set; } = Root;

    /// <summary>How many entries hold, from the first on.</summary>
    public long Count { get; private set; }

    /// <summary>The hash of an entry.</summary>
    /// <param name="previous">The hash of the entry before it.</param>
    /// <param name="content">Its bytes.</param>
    public static byte[] HashOf(byte[] previous, byte[] content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>Goes on to the next entry; says what is wrong with it, or nothing when it follows.</summary>
    public string? Follow(byte[] content, byte[] hash)
    {
        if (JournalEncoding.TryDecode(content) is not { } entry)
            return "is no entry any more: its bytes were changed";
        if (entry.Sequence != Count + 1)
            return FormattableString.Invariant($"is missing: the entry in its place has the number {entry.Sequence}");
        if (!HashOf(Head, content).AsSpan().SequenceEqual(hash))
            return "does not follow from those before it: it, or the one before it, was changed";
        (Head, Count) = (hash, Count + 1);
        return null;
    }
}
