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
}
