using System.Text;

namespace Benchmarking.Journal;

/// <summary>
/// An entry as bytes, the one form in which it is kept and hashed: the version of the form in one byte; sequence, time (ticks of UTC) and
/// begun as 64-bit numbers, least byte first; kind, outcome (0 for none) in one byte each; the reason (0 for none) as a 32-bit number;
/// caller, role, organisation, call, resource, request id and result as UTF-8, each behind its length in bytes as a 7-bit-encoded number.
/// </summary>
internal static class JournalEncoding
{
    private const byte Version = 1;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of an entry.</summary>
    public static byte[] Encode(JournalEntry entry)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Strict);
        writer.Write(Version);
        writer.Write(entry.Sequence);
        writer.Write(entry.Time.UtcTicks);
        writer.Write(entry.Begun);
        writer.Write((byte)entry.Kind);
        writer.Write((byte)(entry.Outcome ?? 0));
        writer.Write((int)(entry.Reason ?? 0));
        JournalAction action = entry.Action;
        foreach (string text in (string[])[action.Caller, action.Role, action.Organisation, action.Call, action.Resource, action.RequestId, entry.Result])
            writer.Write(text);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>The entry in bytes; null when they are none.</summary>
    public static JournalEntry? TryDecode(byte[] bytes)
    {
        try
        {
            using BinaryReader reader = new(new MemoryStream(bytes), Strict);
            JournalEntry? entry = reader.ReadByte() == Version ? Read(reader) : null;
            return reader.BaseStream.Position == bytes.Length ? entry : null;
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static JournalEntry Read(BinaryReader reader)
    {
        (long sequence, long ticks, long begun) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        (JournalKind kind, JournalOutcome outcome, ProblemReason reason) = ((JournalKind)reader.ReadByte(), (JournalOutcome)reader.ReadByte(), (ProblemReason)reader.ReadInt32());
        JournalAction action = new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        return new(sequence, new DateTimeOffset(ticks, TimeSpan.Zero), kind, begun, action, outcome == 0 ? null : outcome, reason == 0 ? null : reason, reader.ReadString());
    }
}
