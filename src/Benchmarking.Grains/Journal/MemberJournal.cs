using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Sealing;
using Benchmarking.Journal;

namespace Benchmarking.Grains.Journal;

/// <summary>
/// The journal as a member sees it: what was done for its organisation, and what stewards and the operator did to it, without their names.
/// How many entries of others lie between is no member's business: numbers are veiled, and so is the token of a page.
/// </summary>
public sealed class MemberJournal
{
    // Exact in every client, those that count in doubles among them.
    private const int BitsOfNumber = 53;

    private readonly JournalGateway _journal;
    private readonly DataKeys _keys;

    internal MemberJournal(JournalGateway journal, DataKeys keys) => (_journal, _keys) = (journal, keys);

    /// <summary>An organisation's own entries, latest first.</summary>
    /// <param name="own">The organisation.</param>
    /// <param name="caller">Only what this caller did for it; empty for everyone.</param>
    /// <param name="filter">Says which of them are wanted.</param>
    /// <param name="token">Where to go on; empty for the latest.</param>
    /// <param name="most">Most that are wanted.</param>
    /// <returns>Perhaps fewer, and an empty token at the end; null when the token is none of this list.</returns>
    /// <exception cref="Storage.NotAcknowledgedException">The store did not answer.</exception>
    public async Task<(ImmutableArray<ListedEntry> Entries, string NextToken)?> ListAsync(OwnOrganisation own, string caller, Func<JournalEntry, bool> filter, string token, int most)
    {
        byte[] key = await _keys.AskAsync(IJournalGrain.Key);
        if (ReadToken(key, own, token) is not { } before)
            return null;
        bool IsWanted(JournalEntry entry) => IsSeenBy(own, entry.Action) && (caller.Length == 0 || (IsOf(own, entry.Action) && entry.Action.Caller == caller)) && filter(entry);
        (ImmutableArray<ListedEntry> entries, long next) = await _journal.ListAsync(IsWanted, before, most);
        return ([.. entries.Select(listed => new ListedEntry(Veil(key, own, listed.Entry), Hash: ""))], next == 0 ? "" : TokenOf(key, own, next));
    }

    private static bool IsOf(OwnOrganisation own, JournalAction action) => action.Organisation == own.Id.Name;

    // What another organisation tried to do to this one is the other's, and was refused.
    private static bool IsSeenBy(OwnOrganisation own, JournalAction action) => IsOf(own, action) || (action.Organisation.Length == 0 && action.Concerns(own.Id.Name));

    private static JournalEntry Veil(byte[] key, OwnOrganisation own, JournalEntry entry) => entry with
    {
        Sequence = NumberOf(key, own, entry.Sequence),
        Begun = entry.Begun == 0 ? 0 : NumberOf(key, own, entry.Begun),
        Action = IsOf(own, entry.Action) ? entry.Action : entry.Action.WithoutCaller(),
    };

    private static long NumberOf(byte[] key, OwnOrganisation own, long sequence) =>
        (long)(BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{own.Id.Name} {sequence}"))) >> (64 - BitsOfNumber));

    private static string TokenOf(byte[] key, OwnOrganisation own, long position)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, position);
        return Base64Url.EncodeToString(Seal.Close(key, bytes, PageOf(own)));
    }

    private static long? ReadToken(byte[] key, OwnOrganisation own, string token)
    {
        if (token.Length == 0)
            return long.MaxValue;
        if (!Base64Url.IsValid(token))
            return null;
        try
        {
            return BinaryPrimitives.ReadInt64LittleEndian(Seal.Open(key, Base64Url.DecodeFromChars(token), PageOf(own)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string PageOf(OwnOrganisation own) => $"page {own.Id.Name}";
}
