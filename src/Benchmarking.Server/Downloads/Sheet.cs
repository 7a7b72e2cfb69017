using System.Collections.Immutable;

namespace Benchmarking.Server.Downloads;

/// <summary>How a line of text stands on a sheet.</summary>
internal enum LineStyle
{
    /// <summary>An ordinary line.</summary>
    Plain,
    /// <summary>The sheet's title, its first line.</summary>
    Title,
    /// <summary>A heading.</summary>
    Heading,
}

/// <summary>A line of text in a sheet's first column.</summary>
/// <param name="Text">The text.</param>
/// <param name="Style">How it stands there.</param>
/// <param name="LinkedSheet">The sheet it leads to; null for none.</param>
internal sealed record SheetLine(string Text, LineStyle Style = LineStyle.Plain, string? LinkedSheet = null);

/// <summary>A cell of a sheet's table.</summary>
/// <param name="Number">A number; null for a text.</param>
/// <param name="Text">A text, never empty; empty for a number.</param>
/// <param name="IsWhole">Whether the number is a whole one.</param>
/// <param name="LinkedSheet">The sheet it leads to; null for none.</param>
internal readonly record struct SheetCell(double? Number, string Text, bool IsWhole = false, string? LinkedSheet = null)
{
    public static SheetCell Of(string text) => new(null, SheetText.OfCell(text));

    public static SheetCell Of(int count) => new(count, "", IsWhole: true);
}

/// <summary>The marked table of a sheet.</summary>
/// <param name="Name">Its name in the workbook.</param>
/// <param name="Header">Titles of its columns.</param>
/// <param name="Widths">Widths of its columns, in characters.</param>
/// <param name="Rows">Its rows, each with a cell a column; at least one.</param>
internal sealed record SheetTable(string Name, ImmutableArray<string> Header, ImmutableArray<int> Widths, ImmutableArray<ImmutableArray<SheetCell>> Rows);

/// <summary>A sheet: lines, and below them at most one table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lines">The lines; the first is its title.</param>
/// <param name="Table">The table; null on a cover.</param>
internal sealed record Sheet(string Name, ImmutableArray<SheetLine> Lines, SheetTable? Table)
{
    private const int WidthOfLines = 120;

    /// <summary>Widths of its columns, in characters.</summary>
    public ImmutableArray<int> Widths => Table?.Widths ?? [WidthOfLines];
}
