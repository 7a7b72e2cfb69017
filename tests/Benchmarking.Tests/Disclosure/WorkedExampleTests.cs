using Benchmarking.Disclosure.Attacker;

namespace Benchmarking.Tests.Disclosure;

/// <summary>The attacker on worked examples of the field, whose intervals its texts give or can be found by hand. Exact but for the solver's rounding.</summary>
public sealed class WorkedExampleTests
{
    public static TheoryData<string> Names => [.. CellTable.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_withheld_cell_lies_in_the_interval_that_is_known(string name)
    {
        CellTable table = CellTable.Of(name);
        for (int cell = 0; cell < table.Cells.Length; cell++)
        {
            (double lower, double upper) = table.Interval(cell);
            CellTable.Cell known = table.Cells[cell];
            // GLOP is good to about 1e-6 of the table's total.
            double tolerance = 2e-6 * table.Cells.Sum(each => each.Value);
            Assert.Equal(known.IsWithheld ? known.Lower : known.Value, lower, tolerance);
            Assert.Equal(known.IsWithheld ? known.Upper : known.Value, upper, tolerance);
        }
    }

    [Fact]
    public void The_one_withheld_cell_of_an_equation_is_derivable()
    {
        // 56,600 = ? + 47,600 + 8,002.
        CellTable table = CellTable.Of("one-equation");
        Assert.Equal(56_600, table.Cells.Sum(cell => cell.Value));
        Assert.False(table.IsSafe(0, 1e-3));
        Assert.True(table.Withholding(0, 2).IsSafe(0, 998));
    }

    [Fact]
    public void Two_withheld_in_every_row_and_column_are_not_enough()
    {
        CellTable table = CellTable.Of("two-in-each-row");
        Assert.All(table.Cells.GroupBy(cell => cell.Row).Concat(table.Cells.GroupBy(cell => cell.Column)), line => Assert.True(line.Count(cell => cell.IsWithheld) >= 2));
        // Rows w and x less columns a and c leave nothing else: 236 - 189 = 47.
        Assert.False(table.IsSafe(table.IndexOf("w", "b"), 1e-3));
        CellTable more = CellTable.Of("one-more-withheld");
        Assert.True(more.IsSafe(more.IndexOf("w", "b"), 31));
        Assert.False(more.IsSafe(more.IndexOf("w", "b"), 32));
    }

    [Fact]
    public void The_least_that_protects_a_cell_of_four_by_two_is_one_rectangle()
    {
        // Of all safe patterns with {A, f}, the one that withholds least: with {A, m}, {C, m} and {C, f}.
        CellTable table = CellTable.Of("cycle-of-four");
        int primary = table.IndexOf("A", "f");
        int[] others = [.. Enumerable.Range(0, table.Cells.Length).Where(cell => cell != primary)];
        (double Cost, int[] Secondary) best = (double.PositiveInfinity, []);
        for (int pattern = 0; pattern < 1 << others.Length; pattern++)
        {
            int[] secondary = [.. others.Where((_, index) => (pattern >> index & 1) == 1)];
            double cost = secondary.Sum(cell => table.Cells[cell].Value);
            if (cost < best.Cost && table.Withholding([primary, .. secondary]).IsSafe(primary, 2))
                best = (cost, secondary);
        }
        int[] expected = [table.IndexOf("A", "m"), table.IndexOf("C", "m"), table.IndexOf("C", "f")];
        Assert.Equal(expected, best.Secondary);
    }

    [Fact]
    public void An_insider_may_close_an_interval()
    {
        // Whoever knows one corner of the rectangle knows all four.
        CellTable table = CellTable.Of("investment");
        int sensitive = table.IndexOf("II", "C");
        ProtectionGoal alone = new([new(sensitive, 1)], true, 5, sensitive, 0);
        using SafetyCheck open = new(table.System(), [alone]);
        Assert.Null(open.FindBreach());
        using SafetyCheck closed = new(table.System(), [alone with { Coalition = 1 }]);
        Assert.Contains(Assert.Single(closed.FindBreach()!.Coalition), (int[])[table.IndexOf("II", "A"), table.IndexOf("III", "A"), table.IndexOf("III", "C")]);
    }
}
