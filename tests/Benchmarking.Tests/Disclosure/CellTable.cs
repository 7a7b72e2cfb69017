using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Disclosure.Attacker;

namespace Benchmarking.Tests.Disclosure;

/// <summary>A table of the field's texts: its cells are the unknowns, and its margins are published. See reference/disclosure/README.md.</summary>
internal sealed record CellTable(ImmutableArray<CellTable.Cell> Cells)
{
    internal sealed record Cell(string Row, string Column, double Value, bool IsWithheld, double Lower, double Upper);

    private static readonly ILookup<string, Cell> Tables = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "reference", "disclosure", "cell-tables.csv"))
        .Skip(1).Select(line => line.Split(',')).ToLookup(row => row[0], row => new Cell(row[1], row[2], Number(row[3]), row[4] == "yes",
            row[5].Length == 0 ? double.NaN : Number(row[5]), row[6].Length == 0 ? double.NaN : Number(row[6])));

    public static IEnumerable<string> Names => Tables.Select(table => table.Key);

    public static CellTable Of(string name) => new([.. Tables[name]]);

    public int IndexOf(string row, string column) => Cells.IndexOf(Cells.Single(cell => (cell.Row, cell.Column) == (row, column)));

    /// <summary>The table with other cells withheld.</summary>
    public CellTable Withholding(params ReadOnlySpan<int> withheld)
    {
        HashSet<int> chosen = [.. withheld];
        return new([.. Cells.Select((cell, index) => cell with { IsWithheld = chosen.Contains(index) })]);
    }

    /// <summary>What the attacker has: an unknown of 0 or more for each cell, its margins, and the cells that are published.</summary>
    public AttackerSystem System()
    {
        ImmutableArray<int[]> margins = [.. Along(cell => cell.Row), .. Along(cell => cell.Column)];
        IEnumerable<int[]> published = Enumerable.Range(0, Cells.Length).Where(index => !Cells[index].IsWithheld).Select(index => new[] { index });
        AttackerSystem system = new([.. Cells.Select((cell, index) => new Unknown(index, 1, cell.Value, double.PositiveInfinity))],
            [.. margins.Concat(published).Select(sum => new PublishedSum(sum, false, 0, 0))]);
        for (int sum = 0; sum < system.Sums.Length; sum++)
            system.SetActive(sum, true);
        return system;
    }

    /// <summary>How far a cell can be from its value, by the attacker's programme.</summary>
    public (double Lower, double Upper) Interval(int cell)
    {
        // In units of the whole table nothing is out of the programme's reach.
        double total = Cells.Sum(each => each.Value);
        using AttackerProgramme programme = new(System(), []);
        double Reach(bool isUpward) => total * programme.Reach(new([new(cell, 1)], isUpward, total, -1, 0), 1);
        return (Cells[cell].Value - Reach(false), Cells[cell].Value + Reach(true));
    }

    /// <summary>Whether a withheld cell can be higher, and lower, by a level; or as low as 0.</summary>
    public bool IsSafe(int cell, double level)
    {
        ImmutableArray<ProtectionGoal> goals = [new([new(cell, 1)], true, level, -1, 0), new([new(cell, 1)], false, Math.Min(level, Cells[cell].Value), -1, 0)];
        using SafetyCheck check = new(System(), goals);
        bool isSafe = check.FindBreach() is null;
        Assert.Equal(isSafe, new PlainAttacker(System()).FindBreach(goals) is null);
        return isSafe;
    }

    // A single column, or row, has no margins across.
    private IEnumerable<int[]> Along(Func<Cell, string> key) => Cells.Select((cell, index) => (Key: key(cell), index)).GroupBy(pair => pair.Key)
        .Select(group => group.Select(pair => pair.index).ToArray()).Where(sum => sum.Length > 1);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
