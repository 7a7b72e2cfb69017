using CsvHelper;

namespace Benchmarking.Csv;

/// <summary>One record as it stands.</summary>
/// <param name="Line">The line of the file on which it starts.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="BadQuotes">A quotation mark stands inside a field, or is never closed.</param>
internal sealed record CsvRecord(long Line, IReadOnlyList<string> Fields, bool BadQuotes);

/// <summary>Records of CSV text, each with the line it starts on and whether its quotation marks make sense.</summary>
internal static class CsvRecords
{
    public static IEnumerable<CsvRecord> Of(byte[] text)
    {
        HashSet<long> malformed = [];
        // The comma is the format's, not a guess from the first lines; the header is checked by us, like any record.
        using var reader = CsvReader.Create(text, new()
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = record => malformed.Add(record.LineNumber),
        });
        while (reader.Read())
        {
            string[] fields = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
            yield return new(reader.LineNumber, fields, malformed.Contains(reader.LineNumber));
        }
    }
}
