using System.Globalization;

namespace Benchmarking.Server.Downloads;

/// <summary>Cells as spreadsheets name them: A1.</summary>
internal static class SheetAddress
{
    /// <summary>A column's letters: A for 1, AA for 27.</summary>
    public static string Letters(int column) => column <= 26 ? $"{(char)('A' + column - 1)}" : $"{Letters((column - 1) / 26)}{Letters((column - 1) % 26 + 1)}";

    /// <summary>A cell's name.</summary>
    public static string Of(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{Letters(column)}{row}");
}
