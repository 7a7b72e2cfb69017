using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Disclosure;

/// <summary>
/// The residual rule: what is left of a published parent when its published children are taken away is told too, and must pass the primary
/// rules like any cell. Members without a category of the dimension are part of what is left.
/// </summary>
internal sealed class ResidualRule(TableProblem problem, CohortLattice lattice, DisclosurePolicy policy)
{
    private readonly ImmutableArray<(CellChoice Parent, ImmutableArray<CellChoice> Children)> _equations = [.. Equations(problem, lattice)];
    private readonly Dictionary<(int Table, int Parent, string Published), bool> _isUnsafe = [];

    /// <summary>Of the first equation of which the rest is unsafe, the cheapest published cell that can yield; null when there is none.</summary>
    public CellChoice? FindCheapest() => policy.Defences.HasFlag(Defences.Residual)
        ? _equations.Select(equation => FindCheapest(equation.Parent, equation.Children)).FirstOrDefault(cell => cell is not null)
        : null;

    private CellChoice? FindCheapest(CellChoice parent, ImmutableArray<CellChoice> children)
    {
        if (parent.Status != CellStatus.Published)
            return null;
        CellChoice[] published = [.. children.Where(child => child.Status == CellStatus.Published)];
        return published.Length > 0 && IsUnsafe(parent, published) ? published.Append(parent).Where(cell => cell.CanYield).MinBy(cell => cell.Cost) : null;
    }

    private bool IsUnsafe(CellChoice parent, CellChoice[] published)
    {
        // The same children are asked for again and again while a pattern is sought.
        (int, int, string) key = (parent.Table, parent.Cohort, string.Join(',', published.Select(child => child.Cohort)));
        if (!_isUnsafe.TryGetValue(key, out bool isUnsafe))
        {
            int[] rest = [.. parent.Entries.Except(published.SelectMany(child => child.Entries))];
            _isUnsafe[key] = isUnsafe = rest.Length > 0 && problem.IsUnsafe(parent.Table, [.. rest]);
        }
        return isUnsafe;
    }

    // A parent and its children along one dimension.
    private static IEnumerable<(CellChoice Parent, ImmutableArray<CellChoice> Children)> Equations(TableProblem problem, CohortLattice lattice)
    {
        foreach (IGrouping<int, CellChoice> table in problem.Cells.GroupBy(cell => cell.Table))
        {
            ILookup<(Cohort Parent, string Dimension), CellChoice> children = table
                .SelectMany(cell => lattice.Cohorts[cell.Cohort].Terms.Select(term => (Key: (lattice.Cohorts[cell.Cohort].Without(term.Dimension), term.Dimension), cell)))
                .ToLookup(pair => pair.Key, pair => pair.cell);
            Dictionary<Cohort, CellChoice> byCohort = table.ToDictionary(cell => lattice.Cohorts[cell.Cohort]);
            foreach (IGrouping<(Cohort Parent, string Dimension), CellChoice> equation in children.Where(group => byCohort.ContainsKey(group.Key.Parent)))
                yield return (byCohort[equation.Key.Parent], [.. equation]);
        }
    }
}
