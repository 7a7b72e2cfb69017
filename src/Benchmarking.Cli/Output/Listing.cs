using System.Text.Json.Nodes;

namespace Benchmarking.Cli.Output;

/// <summary>A column of a listing.</summary>
/// <param name="Name">Its name for programs.</param>
/// <param name="Heading">Its name for people.</param>
/// <param name="Numeric">Aligned on the right.</param>
internal sealed record Column(string Name, string Heading, bool Numeric = false);

/// <summary>Things of one kind, one a row, in any output format.</summary>
/// <param name="Noun">What they are called together, in JSON.</param>
/// <param name="Columns">What is said of each.</param>
/// <param name="Rows">A value a column.</param>
internal sealed record Listing(string Noun, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>Not a list but one thing: in JSON its members stand on top.</summary>
    public bool Single { get; init; }

    /// <summary>A sentence that says the same to people, in place of a table.</summary>
    public string Sentence { get; init; } = "";

    public string Text(OutputFormat format, int? width) => format switch
    {
        OutputFormat.Csv => CsvText.Of([.. Columns.Select(column => column.Name)], Rows),
        OutputFormat.Json => JsonText.Of(AsJson()) + "\n",
        _ when Sentence.Length > 0 => Sentence + "\n",
        _ when Rows.Count == 0 => $"No {Noun.Replace('_', ' ')}.\n",
        _ => TextTable.Of(Columns, Rows.Select(row => row.Select(CellText.Of).ToArray()), width),
    };

    private JsonObject AsJson() => Single
        ? AsJson(Rows[0])
        : new() { [Noun] = new JsonArray([.. Rows.Select(AsJson)]) };

    private JsonObject AsJson(IReadOnlyList<object?> row) =>
        new(Columns.Select((column, at) => KeyValuePair.Create(column.Name, JsonText.Value(row[at]))));
}
