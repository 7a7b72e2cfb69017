namespace Benchmarking.Cli.Output;

/// <summary>How to print results.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For a spreadsheet.</summary>
    Csv,

    /// <summary>For a program.</summary>
    Json,

    /// <summary>For a data frame: a file of Arrow. Rows of queries alone, and never on a screen.</summary>
    Arrow,
}
