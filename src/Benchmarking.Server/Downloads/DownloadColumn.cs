namespace Benchmarking.Server.Downloads;

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    /// <summary>Texts.</summary>
    Text,
    /// <summary>Moments, in UTC: <c>2026-01-05T09:00:00Z</c>.</summary>
    Time,
    /// <summary>Whole numbers, or shorthand.</summary>
    Count,
    /// <summary>Numbers in the row's unit, or shorthand.</summary>
    Figure,
}

/// <summary>A column of a table.</summary>
/// <typeparam name="T">What the table has a row for.</typeparam>
/// <param name="Name">Its name for machines.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Description">What it means, in a sentence.</param>
/// <param name="Read">Its value in a row.</param>
internal sealed record DownloadColumn<T>(string Name, string Title, ColumnKind Kind, string Description, Func<T, DownloadValue> Read)
{
    /// <summary>The same column of a table that has a row for something else.</summary>
    public DownloadColumn<TOther> Of<TOther>(Func<TOther, T> row) => new(Name, Title, Kind, Description, other => Read(row(other)));
}
