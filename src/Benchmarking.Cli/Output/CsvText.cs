using CsvHelper;

namespace Benchmarking.Cli.Output;

/// <summary>Rows as a spreadsheet reads them; a text that a spreadsheet would run as a formula is disarmed.</summary>
internal static class CsvText
{
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
