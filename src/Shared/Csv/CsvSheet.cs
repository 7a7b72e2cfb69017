using Benchmarking.V1;

namespace Benchmarking.Csv;

/// <summary>The rows of a file whose form is right; what the fields say is for the server to judge.</summary>
internal sealed class CsvSheet
{
    /// <summary>Longer than any field the platform takes; it keeps one message small.</summary>
    public const int FieldLimit = 10_000;

    private readonly Dictionary<string, int> _places;

    private CsvSheet(IReadOnlyList<string> header, IReadOnlyList<CsvRow> rows)
    {
        Header = header;
        Rows = rows;
        _places = header.Select((column, at) => (column, at)).ToDictionary(pair => pair.column, pair => pair.at);
    }

    /// <summary>Column names, trimmed and in lower case.</summary>
    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads the rows of a text in UTF-8: a sheet, or everything wrong with its form, at once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">The columns it should have.</param>
    /// <param name="mostRows">Most rows that whoever reads it takes: of more, that alone is told, and none is kept.</param>
    public static (CsvSheet? Sheet, IReadOnlyList<V1.Problem> Problems) Read(byte[] text, CsvColumns columns, int mostRows = int.MaxValue)
    {
        using var records = CsvRecords.Of(text).GetEnumerator();
        if (!records.MoveNext()) return (null, [Fault(0, "", "the file is empty", columns.Expected, ErrorReason.NothingToDo)]);
        string[] header = [.. records.Current.Fields.Select(field => field.Trim().ToLowerInvariant())];
        List<V1.Problem> problems = [.. HeaderProblems(records.Current, header, columns)];
        // Under a wrong header every row would look wrong too.
        if (problems.Count > 0) return (null, problems);
        List<CsvRow> rows = [];
        while (records.MoveNext())
        {
            if (rows.Count == mostRows)
            {
                return (null, [Fault(records.Current.Line, "", FormattableString.Invariant($"the file has more than {mostRows:N0} rows"),
                    "Add rows of the same measure and stage up, or leave some out.", ErrorReason.TooManyLines)]);
            }

            problems.AddRange(RowProblems(records.Current, header));
            rows.Add(new(records.Current.Line, records.Current.Fields));
        }

        if (rows.Count == 0) problems.Add(Fault(0, "", "the file has a header and nothing else", "Add a row for each figure.", ErrorReason.NothingToDo));
        return (problems.Count == 0 ? new(header, rows) : null, problems);
    }

    /// <summary>A row's field; empty when the file has no such column.</summary>
    public string Field(CsvRow row, string column) => _places.TryGetValue(column, out int at) ? row.Fields[at] : "";

    private static IEnumerable<V1.Problem> HeaderProblems(CsvRecord record, string[] header, CsvColumns columns)
    {
        if (record.BadQuotes) yield return BadQuotes(record);
        foreach (string missing in columns.Required.Except(header))
            yield return Fault(record.Line, missing, "the column is missing", Separated(header) + columns.Expected, ErrorReason.FieldRequired);
        foreach (var repeated in header.GroupBy(column => column).Where(group => group.Count() > 1 && group.Key.Length > 0))
            yield return Fault(record.Line, repeated.Key, FormattableString.Invariant($"the column is there {repeated.Count()} times"), "Keep one of them.");
        for (int at = 0; at < header.Length; at++)
        {
            if (header[at].Length == 0)
                yield return Fault(record.Line, "", FormattableString.Invariant($"column {at + 1} has no name"), "Name the column, or delete it.");
            else if (!columns.TakesOthers && !columns.Knows(header[at]))
                yield return Fault(record.Line, Shortened(header[at]), "the file may not have this column", "Delete it. " + columns.Expected);
        }
    }

    private static IEnumerable<V1.Problem> RowProblems(CsvRecord record, string[] header)
    {
        if (record.BadQuotes) yield return BadQuotes(record);
        int count = record.Fields.Count;
        if (count != header.Length)
            yield return Fault(record.Line, "", FormattableString.Invariant($"{count} fields where the header has {header.Length}"),
                count > header.Length ? "Put a field that holds a comma in quotation marks." : "Keep the comma of an empty field.");
        for (int at = 0; at < count; at++)
        {
            if (record.Fields[at].Length > FieldLimit)
                yield return Fault(record.Line, at < header.Length ? header[at] : "", FormattableString.Invariant($"the text has {record.Fields[at].Length:N0} characters"),
                    FormattableString.Invariant($"Keep it below {FieldLimit:N0}."), ErrorReason.TextTooLong);
        }
    }

    private static V1.Problem BadQuotes(CsvRecord record) => Fault(record.Line, "",
        "a quotation mark stands inside a field or is never closed", "Write a quotation mark twice (\"\") and put the field in quotation marks.");

    private static string Separated(string[] header) =>
        header.Length == 1 && header[0].Any(c => c is ';' or '\t') ? "Separate the columns by commas. " : "";

    private static string Shortened(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static V1.Problem Fault(long line, string field, string message, string remedy, ErrorReason reason = ErrorReason.Unspecified) =>
        new() { Line = line, Field = field, Message = message, Remedy = remedy, Reason = reason };
}
