namespace Benchmarking.Disclosure;

/// <summary>The least cost of any safe pattern, found by trying all of them: what the repair is measured against.</summary>
internal static class ExactOptimum
{
    /// <summary>Patterns tried for an audit; more would make a cut slow.</summary>
    private const int MostPatterns = 64;

    /// <summary>The least cost, or null where there are too many patterns to try. The choices taken stay as they are.</summary>
    public static double? CostWhereSmall(TableProblem problem, SecondarySuppression suppression, int mostPatterns = MostPatterns)
    {
        CellChoice[] open = [.. problem.Cells.Where(cell => cell.Statuses.Length > 1)];
        long patterns = 1;
        foreach (CellChoice cell in open)
        {
            patterns *= cell.Statuses.Length;
            if (patterns > mostPatterns)
                return null;
        }
        int[] taken = [.. open.Select(cell => cell.Taken)];
        double least = double.PositiveInfinity;
        for (long pattern = 0; pattern < patterns; pattern++)
        {
            long rest = pattern;
            foreach (CellChoice cell in open)
            {
                suppression.Take(cell, (int)(rest % cell.Statuses.Length));
                rest /= cell.Statuses.Length;
            }
            if (suppression.Cost < least && suppression.IsSafeNow(null, out _))
                least = suppression.Cost;
        }
        for (int index = 0; index < open.Length; index++)
            suppression.Take(open[index], taken[index]);
        return double.IsPositiveInfinity(least) ? null : least;
    }
}
