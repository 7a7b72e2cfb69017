using System.Text.Unicode;
using Benchmarking.V1;

namespace Benchmarking.Csv;

/// <summary>Whether bytes are text at all: UTF-8 without NUL.</summary>
internal static class CsvBytes
{
    /// <summary>What people do about bytes that are no text.</summary>
    public const string Remedy = "The file must be text in UTF-8: save it from the spreadsheet as \"CSV UTF-8\".";

    /// <summary>The first place where bytes are not text, with its line; null when all are.</summary>
    public static V1.Problem? FindFault(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes)) return Fault(bytes, FirstInvalid(bytes), "a byte that is not UTF-8");
        int nul = bytes.AsSpan().IndexOf((byte)0);
        return nul < 0 ? null : Fault(bytes, nul, "a NUL byte, as binary files and UTF-16 have");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        Utf8.ToUtf16(bytes, new char[bytes.Length], out int valid, out _, replaceInvalidSequences: false);
        return valid;
    }

    private static V1.Problem Fault(byte[] bytes, int offset, string fault)
    {
        int line = bytes.AsSpan(0, offset).Count((byte)'\n') + 1;
        return new() { Line = line, Reason = ErrorReason.Unspecified, Message = FormattableString.Invariant($"{fault} on line {line} (byte offset {offset})"), Remedy = Remedy };
    }
}
