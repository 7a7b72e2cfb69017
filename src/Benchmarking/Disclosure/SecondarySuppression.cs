using Benchmarking.Cohorts;
using Benchmarking.Disclosure.Attacker;

namespace Benchmarking.Disclosure;

/// <summary>
/// Secondary suppression: from every cell at its best, cells yield until no coalition can bound a figure too tightly, of those that the dual
/// prices name the one with the highest price for its cost; then they are given back, dearest first, while it stays so. Deterministic: fixed order, one thread.
/// </summary>
internal sealed class SecondarySuppression : IDisposable
{
    private readonly TableProblem _problem;
    private readonly DisclosurePolicy _policy;
    private readonly SafetyCheck _check;
    private readonly ResidualRule _residual;
    private readonly ILookup<int, CellChoice> _cellsOf;

    // What made a cell yield: the likeliest to forbid that it is given back.
    private readonly Dictionary<CellChoice, Breach> _pinned = new(ReferenceEqualityComparer.Instance);

    public SecondarySuppression(TableProblem problem, CohortLattice lattice, DisclosurePolicy policy)
    {
        (_problem, _policy) = (problem, policy);
        _check = new(problem.System, problem.Goals);
        _residual = new(problem, lattice, policy);
        _cellsOf = problem.Cells.SelectMany(cell => cell.SumsOf.SelectMany(sums => sums).Select(sum => (sum, cell))).ToLookup(pair => pair.sum, pair => pair.cell);
    }

    /// <summary>Programmes solved so far.</summary>
    public int Programmes => _check.Programmes;

    /// <summary>
    /// Whether every goal is met. It is not when earlier editions have told too much already: of a total that has shrunk since, of bodies that have come under
    /// common control since, or under a weaker policy.
    /// </summary>
    public bool IsSafe { get; private set; }

    /// <summary>What the pattern costs: the costs of the cells that had to yield.</summary>
    public double Cost => _problem.Cells.Sum(cell => cell.CostTaken);

    /// <summary>Finds the pattern; the cells then have the choices taken.</summary>
    /// <param name="wasWithheld">The cells that start withheld, and are given back last: the pattern should stay where it was.</param>
    public void Solve(Func<CellChoice, bool> wasWithheld)
    {
        if (_problem.Told.Count > 0 && _policy.Defences.HasFlag(Defences.AttackerProgrammes))
        {
            foreach (CellChoice cell in _problem.Cells)
                Take(cell, cell.Statuses.Length - 1);
            _check.Prepare();
        }
        foreach (CellChoice cell in _problem.Cells)
            Take(cell, wasWithheld(cell) ? cell.Statuses.Length - 1 : 0);
        bool isRepaired;
        using (DisclosureTrace.Begin("repair"))
            isRepaired = Repair();
        using var _ = DisclosureTrace.Begin("clean-up");
        if (isRepaired)
            CleanUp(_problem.Cells.Where(cell => cell.Taken > 0).OrderBy(wasWithheld).ThenByDescending(cell => cell.Cost));
    }

    /// <summary>Takes a choice for a cell.</summary>
    public void Take(CellChoice cell, int choice)
    {
        int before = cell.Taken;
        cell.Taken = choice;
        foreach (int sum in cell.SumsOf[before].Concat(cell.SumsOf[choice]))
            _problem.System.SetActive(sum, _problem.Told.Contains(sum) || _cellsOf[sum].Any(owner => owner.SumsOf[owner.Taken].Contains(sum)));
    }

    /// <summary>Whether the choices taken now are safe.</summary>
    public bool IsSafeNow(Breach? likeliest, out Breach? breach)
    {
        breach = null;
        return _residual.FindCheapest() is null && (breach = FindBreach(likeliest, isThorough: false)) is null;
    }

    /// <summary>How far an interval reaches, in protection levels.</summary>
    public double Reach(ProtectionGoal goal, double most) => _check.Reach(goal, most);

    /// <inheritdoc/>
    public void Dispose() => _check.Dispose();

    // Whether the goals that can be met are.
    private bool Repair()
    {
        while (true)
        {
            if (_residual.FindCheapest() is { } rest)
            {
                Yield(rest, YieldedTo.Residual);
                continue;
            }
            Breach? breach = FindBreach(null, isThorough: true);
            IsSafe = breach is null && _check.Spoilt == 0;
            if (breach is null || FindCheapest(breach) is not { } cheapest)
                return breach is null;
            _pinned[cheapest] = breach;
            Yield(cheapest, YieldedTo.AttackerProgramme);
        }
    }

    private Breach? FindBreach(Breach? likeliest, bool isThorough) =>
        _policy.Defences.HasFlag(Defences.AttackerProgrammes) ? _check.FindBreach(likeliest, isThorough) : null;

    private void Yield(CellChoice cell, YieldedTo rule)
    {
        cell.YieldedTo = rule;
        Take(cell, cell.Taken + 1);
    }

    // Of the cells that the prices name, the one that costs least for what it gives: a cheap cell that hardly pins the goal would yield for
    // nothing, and be given back later. Of all that could yield, should rounding have named none.
    private CellChoice? FindCheapest(Breach breach)
    {
        IEnumerable<CellChoice> named =
            from priced in breach.Prices
            from cell in _cellsOf[priced.Sum]
            where cell.CanYield && cell.SumsOf[cell.Taken].Contains(priced.Sum)
            orderby priced.Price / cell.Cost descending
            select cell;
        return named.FirstOrDefault() ?? _problem.Cells.Where(cell => cell.CanYield).MinBy(cell => cell.Cost);
    }

    private void CleanUp(IEnumerable<CellChoice> dearestFirst)
    {
        foreach (CellChoice cell in dearestFirst.ToArray())
        {
            int safe = cell.Taken;
            for (int better = 0; better < safe; better++)
            {
                Take(cell, better);
                if (IsSafeNow(_pinned.GetValueOrDefault(cell), out Breach? breach))
                    break;
                if (breach is not null)
                    _pinned[cell] = breach;
                Take(cell, safe);
            }
        }
    }
}
