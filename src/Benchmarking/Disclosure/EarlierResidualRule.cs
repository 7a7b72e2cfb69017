using System.Collections.Immutable;

namespace Benchmarking.Disclosure;

/// <summary>
/// The residual rule over editions, which cannot take back what they told: what is left of a parent's earlier figures, when what is told of its children now or was
/// told before is taken away, must pass the primary rules too; and what is left of a parent that is told for the first time, without its children's earlier figures.
/// A child that has changed in between is taken away all the same where no more bodies changed than a coalition has insiders, who know their own change:
/// what is left is then without them.
/// </summary>
internal sealed class EarlierResidualRule(
    TableProblem problem, ImmutableArray<(CellChoice Parent, ImmutableArray<CellChoice> Children)> equations, DisclosurePolicy policy)
{
    private readonly ImmutableArray<Equation> _equations = [.. equations.SelectMany(equation => OverTime(problem, equation.Parent, equation.Children))];
    private readonly Dictionary<(int Equation, string Published), ImmutableArray<CellChoice>> _narrowing = [];

    private sealed record Equation(CellChoice Parent, bool IsToday, ImmutableArray<FigureVersion> Told, ImmutableArray<CellChoice> Children);

    // What is told of a child, and the bodies that have changed in it.
    private sealed record Part(CellChoice Child, ImmutableArray<FigureVersion> Figures, bool IsToday, ImmutableArray<int> Changed);

    /// <summary>Of the first equation of which the rest is unsafe, the cheapest child that is told anew and narrows it; null when there is none.</summary>
    public CellChoice? FindCheapest()
    {
        for (int equation = 0; equation < _equations.Length; equation++)
        {
            if (_equations[equation] is { IsToday: true, Parent.Status: not CellStatus.Published })
                continue;
            if (Narrowing(equation).Where(cell => cell.CanYield).MinBy(cell => cell.Cost) is { } cheapest)
                return cheapest;
        }
        return null;
    }

    private static IEnumerable<Equation> OverTime(TableProblem problem, CellChoice parent, ImmutableArray<CellChoice> children)
    {
        foreach (ImmutableArray<FigureVersion> told in parent.EarlierTold)
            yield return new(parent, false, told, children);
        // How the figures of a parent that was told before may change the difference rule says.
        if (parent.EarlierTold.IsEmpty && children.Any(child => !child.EarlierTold.IsEmpty))
            yield return new(parent, true, problem.Take(parent.Table, parent.Entries), children);
    }

    // What is told today and narrows a rest that is unsafe.
    private ImmutableArray<CellChoice> Narrowing(int equation)
    {
        // The same children are asked for again and again while a pattern is sought.
        string published = string.Concat(_equations[equation].Children.Select(child => child.Status == CellStatus.Published ? '1' : '0'));
        if (!_narrowing.TryGetValue((equation, published), out ImmutableArray<CellChoice> narrowing))
            _narrowing[(equation, published)] = narrowing = Narrow(_equations[equation]);
        return narrowing;
    }

    private ImmutableArray<CellChoice> Narrow(Equation equation)
    {
        HashSet<FigureVersion> rest = [.. equation.Told];
        HashSet<int> insiders = [];
        List<CellChoice> narrowing = equation.IsToday ? [equation.Parent] : [];
        foreach (Part part in equation.Children.Select(child => Tell(child, rest)).OfType<Part>().ToArray().OrderBy(part => part.Changed.Length))
        {
            if (insiders.Union(part.Changed).Count() > policy.CoalitionSize)
                continue;
            insiders.UnionWith(part.Changed);
            int before = rest.Count;
            rest.ExceptWith(part.Figures);
            if (part.IsToday && rest.Count < before)
                narrowing.Add(part.Child);
        }
        ImmutableArray<FigureVersion> left = [.. equation.Told.Where(figure => rest.Contains(figure) && !insiders.Contains(figure.Owner))];
        return !left.IsEmpty && left.Length < equation.Told.Length && problem.IsUnsafe(equation.Parent.Table, left) ? [.. narrowing] : [];
    }

    // Of all that is told of a child, what fits the parent's figures best.
    private Part? Tell(CellChoice child, HashSet<FigureVersion> parent)
    {
        IEnumerable<(ImmutableArray<FigureVersion> Figures, bool IsToday)> told = child.EarlierTold.Select(figures => (figures, false));
        if (child.Status == CellStatus.Published)
            told = told.Append((problem.Take(child.Table, child.Entries), true));
        return told.Select(figures => new Part(child, figures.Figures, figures.IsToday,
            [.. figures.Figures.Where(figure => !parent.Contains(figure)).Select(figure => figure.Owner).Distinct()])).MinBy(part => part.Changed.Length);
    }
}
