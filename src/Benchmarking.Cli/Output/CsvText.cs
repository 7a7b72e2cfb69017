using CsvHelper;

namespace Benchmarking.Cli.Output;

/// <summary>Rows as a spreadsheet reads them; a text that a spreadsheet would run as a formula is disarmed.</summary>
internal static class CsvText
{
    /// <summary>
    /// By this at a file's beginning a spreadsheet knows UTF-8: without it a £ opens as two letters, and is saved as such. Only what people open in
    /// one has it; scripts read the rest.
    /// </summary>
    public const char Mark = '\uFEFF';

    /// <summary>What the help of commands says of it whose CSV comes back by an import.</summary>
    public const string AboutMark = """
        As CSV it begins with a byte order mark, unless it goes to a screen: by that a spreadsheet knows that it is UTF-8. Imports take it. In the
        spreadsheet save it as "CSV UTF-8".
        """;

    private static readonly CsvWriterOptions Rules = new() { NewLine = "\n", Injection = CsvInjection.Escape };

    public static string Of(IEnumerable<string> header, IEnumerable<IReadOnlyList<object?>> rows) => Lines(rows.Prepend([.. header]));

    /// <summary>Rows without a header, to go on with.</summary>
    public static string Lines(IEnumerable<IReadOnlyList<object?>> rows)
    {
        using StringWriter text = new();
        using (var csv = CsvWriter.Create(text, Rules))
        {
            foreach (var row in rows) WriteRow(csv, row);
        }

        return text.ToString();
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<object?> cells)
    {
        foreach (object? cell in cells)
        {
            // A number below zero starts as a formula does, and is none.
            if (cell is double number) csv.WriteField(number);
            else csv.WriteField(CellText.Of(cell));
        }

        csv.EndRecord();
    }
}
