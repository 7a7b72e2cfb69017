using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Benchmarking.Cohorts;

namespace Benchmarking.Disclosure;

/// <summary>
/// The residual rule: what is left of a published parent when its published children are taken away is told too, and must pass the primary
/// rules like any cell. Members without a category of the dimension are part of what is left. A declared cohort is a child of every cell that
/// contains it, and a parent of every cross within it.
/// </summary>
internal sealed class ResidualRule
{
    private readonly TableProblem _problem;
    private readonly DisclosurePolicy _policy;
    private readonly ImmutableArray<(CellChoice Parent, ImmutableArray<CellChoice> Children)> _equations;
    private readonly EarlierResidualRule _earlier;
    private readonly Dictionary<(int Equation, string Published), bool> _isUnsafe = [];

    public ResidualRule(TableProblem problem, CohortLattice lattice, DisclosurePolicy policy)
    {
        (_problem, _policy, _equations) = (problem, policy, [.. Equations(problem, lattice)]);
        _earlier = new(problem, _equations, policy);
    }

    /// <summary>Of the first equation of which the rest is unsafe, the cheapest published cell that can yield; null when there is none.</summary>
    public CellChoice? FindCheapest()
    {
        if (!_policy.Defences.HasFlag(Defences.Residual))
            return null;
        for (int equation = 0; equation < _equations.Length; equation++)
        {
            (CellChoice parent, ImmutableArray<CellChoice> children) = _equations[equation];
            if (parent.Status == CellStatus.Published && IsUnsafe(equation)
                && children.Where(IsPublished).Append(parent).Where(cell => cell.CanYield).MinBy(cell => cell.Cost) is { } cheapest)
                return cheapest;
        }
        return _earlier.FindCheapest();
    }

    private static bool IsPublished(CellChoice cell) => cell.Status == CellStatus.Published;

    private bool IsUnsafe(int equation)
    {
        (CellChoice parent, ImmutableArray<CellChoice> children) = _equations[equation];
        // The same children are asked for again and again while a pattern is sought.
        string published = string.Create(children.Length, children, static (marks, children) =>
        {
            for (int child = 0; child < marks.Length; child++)
                marks[child] = IsPublished(children[child]) ? '1' : '0';
        });
        ref bool isUnsafe = ref CollectionsMarshal.GetValueRefOrAddDefault(_isUnsafe, (equation, published), out bool isKnown);
        return isKnown ? isUnsafe : isUnsafe = published.Contains('1') && IsRestUnsafe(parent, children);
    }

    private bool IsRestUnsafe(CellChoice parent, ImmutableArray<CellChoice> children)
    {
        HashSet<int> told = [.. children.Where(IsPublished).SelectMany(child => child.Entries)];
        ImmutableArray<int> rest = [.. parent.Entries.Where(entry => !told.Contains(entry))];
        return !rest.IsEmpty && _problem.IsUnsafe(parent.Table, _problem.Take(parent.Table, rest));
    }

    // A parent and its children along one dimension.
    private static IEnumerable<(CellChoice Parent, ImmutableArray<CellChoice> Children)> Equations(TableProblem problem, CohortLattice lattice)
    {
        foreach (IGrouping<int, CellChoice> table in problem.Cells.GroupBy(cell => cell.Table))
        {
            CellChoice[] declared = [.. table.Where(cell => cell.Cohort >= lattice.CrossCount)];
            ILookup<(Cohort Parent, string Dimension), CellChoice> children = table.Except(declared)
                .SelectMany(cell => lattice.Cohorts[cell.Cohort].Terms.Select(term => (Key: (lattice.Cohorts[cell.Cohort].Without(term.Dimension), term.Dimension), cell)))
                .ToLookup(pair => pair.Key, pair => pair.cell);
            Dictionary<Cohort, CellChoice> byCohort = table.ToDictionary(cell => lattice.Cohorts[cell.Cohort]);
            foreach (IGrouping<(Cohort Parent, string Dimension), CellChoice> equation in children.Where(group => byCohort.ContainsKey(group.Key.Parent)))
                yield return (byCohort[equation.Key.Parent], [.. equation]);
            foreach ((CellChoice Parent, ImmutableArray<CellChoice> Children) equation in DeclaredCohorts.Equations([.. table], declared, cell => lattice.Cohorts[cell.Cohort]))
                yield return equation;
        }
    }
}
