namespace Benchmarking.Csv;

/// <summary>The columns a file must have and may have.</summary>
/// <param name="Required">Without which a file is refused.</param>
/// <param name="Optional">Which it may leave out.</param>
/// <param name="TakesOthers">Whether any further column means something.</param>
internal sealed record CsvColumns(IReadOnlyList<string> Required, IReadOnlyList<string> Optional, bool TakesOthers = false)
{
    public string Expected =>
        $"The header is {string.Join(',', Required)}; it may also have {string.Join(", ", Optional)}{(TakesOthers ? " and others" : "")}.";

    public bool Knows(string column) => Required.Contains(column) || Optional.Contains(column);
}
