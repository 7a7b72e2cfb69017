using System.Text;

namespace Benchmarking.Server.Downloads;

/// <summary>
/// Text as a cell of a workbook can hold it. Control characters and marks that turn the direction of what follows are refused where texts come in;
/// what XML has no place for must not break a file, whatever is stored.
/// </summary>
internal static class SheetText
{
    /// <summary>Most UTF-16 code units in a cell: the limit of Office Open XML's programs.</summary>
    public const int Longest = 32_767;

    private const string Cut = " … (cut: the CSV has all of it)";

    /// <summary>A text on one line.</summary>
    public static string OneLine(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            line.Append(Kept(rune));
        return line.ToString();
    }

    /// <summary>A text on one line, as long as a cell may be.</summary>
    public static string OfCell(string text) => OneLine(text) is { Length: > Longest } line ? line[..PlaceToCut(line, Longest - Cut.Length)] + Cut : OneLine(text);

    /// <summary>A text's paragraphs, each a line or, where it is longer than a cell may be, several.</summary>
    public static IEnumerable<string> Paragraphs(string text)
    {
        foreach (string paragraph in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string rest = OneLine(paragraph);
            for (; rest.Length > Longest; rest = rest[PlaceToCut(rest, Longest)..])
                yield return rest[..PlaceToCut(rest, Longest)];
            if (rest.Length > 0)
                yield return rest;
        }
    }

    // Not between the halves of a letter.
    private static int PlaceToCut(string text, int most) => char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;

    // A lone half of a letter comes as U+FFFD already.
    private static string Kept(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' or 0x85 or 0x2028 or 0x2029 => " ",
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => "",
        < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => Rune.ReplacementChar.ToString(),
        _ => rune.ToString(),
    };
}
