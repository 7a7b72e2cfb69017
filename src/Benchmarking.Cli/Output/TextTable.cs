using Spectre.Console;

namespace Benchmarking.Cli.Output;

/// <summary>A table of plain text: no colour, and nothing cut off when it goes to a file.</summary>
internal static class TextTable
{
    /// <summary>Width for files and pipes, where a table may be as wide as its longest row.</summary>
    private const int UnwatchedWidth = 200;

    public static string Of(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows, int? width)
    {
        var cells = rows.Select(row => row.Select(Printable.Of).ToArray()).ToList();
        Table table = new() { Border = TableBorder.Simple, UseSafeBorder = false };
        foreach (var column in columns)
        {
            TableColumn heading = new(new Text(column.Heading)) { Alignment = column.Numeric ? Justify.Right : Justify.Left, NoWrap = column.Numeric };
            table.AddColumn(heading);
        }

        foreach (string[] row in cells) table.AddRow(row.Select(cell => new Text(cell)));
        return Render(table, width ?? Math.Max(UnwatchedWidth, NaturalWidth(columns, cells)));
    }

    private static int NaturalWidth(IReadOnlyList<Column> columns, List<string[]> cells) =>
        4 + columns.Select((column, at) => 4 + cells.Select(row => row[at].Length).Append(column.Heading.Length).Max()).Sum();

    private static string Render(Table table, int width)
    {
        using StringWriter text = new() { NewLine = "\n" };
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        return string.Concat(text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Select(line => line + "\n"));
    }
}
