namespace Benchmarking.Csv;

/// <summary>A row of a file, by column.</summary>
/// <param name="Line">The line of the file on which it starts; 1 is the header's when it comes first.</param>
/// <param name="Fields">As many as the header has, as they stand.</param>
internal sealed record CsvRow(long Line, IReadOnlyList<string> Fields);
