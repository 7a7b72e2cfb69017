using Google.OrTools.LinearSolver;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// A short programme for totals of whole atoms, in tables of many organisations. No coalition has to be left alone there, so that an atom
/// needs one column instead of one for each of its figures: a trade among its members that moves its sum of one kind and leaves the other
/// as it is. A total that no such trades move far enough may be movable still, which errs on the safe side.
/// </summary>
internal sealed class TotalProgramme : IDisposable
{
    /// <summary>Shares below this are rounding.</summary>
    private const double LeastShare = 1e-9;

    /// <summary>What the solver says is not read unless it is about far enough: the arithmetic has the last word.</summary>
    private const double Slack = 1e-4;

    private readonly AttackerSystem _system;
    private readonly bool _isWeighted;
    private readonly Solver _solver = Solver.CreateSolver("GLOP");
    // The moves of all trades, in the order of unknowns.
    private readonly (int Atom, Term Move)[] _moves;
    private readonly double[] _reaches;
    private readonly double _unit;
    private readonly Variable[] _shares;
    private readonly Constraint?[] _sums;

    /// <summary>States the programme of one kind of total.</summary>
    /// <param name="system">The attacker's system.</param>
    /// <param name="isWeighted">Whether it is for weighted totals, or for plain ones.</param>
    public TotalProgramme(AttackerSystem system, bool isWeighted)
    {
        (_system, _isWeighted, _sums) = (system, isWeighted, new Constraint?[system.Sums.Length]);
        Term[][] trades = [.. Enumerable.Range(0, system.Atoms.Length).Select(FarthestTrade)];
        _moves = [.. trades.SelectMany((trade, atom) => trade.Select(move => (atom, move))).OrderBy(pair => pair.move.Unknown)];
        _reaches = [.. trades.Select(trade => trade.Sum(move => move.Coefficient * (isWeighted ? system.Unknowns[move.Unknown].Weight : 1)))];
        _unit = _reaches.Where(reach => reach > 0).DefaultIfEmpty(1).Max();
        _shares = [.. trades.Select(_ => _solver.MakeNumVar(-1, 1, ""))];
        _solver.Objective().SetMaximization();
    }

    /// <summary>Programmes solved so far.</summary>
    public int Solved { get; private set; }

    /// <summary>The witness that moves a total farthest, when that is far enough for the goal; null otherwise.</summary>
    public Witness? Solve(ProtectionGoal goal, AtomTotal total)
    {
        Solved++;
        Publish();
        foreach (int atom in total.Atoms)
            _solver.Objective().SetCoefficient(_shares[atom], (goal.IsUpward ? 1 : -1) * _reaches[atom] / _unit);
        bool isFarEnough = WarmStart.Solve(_solver) == Solver.ResultStatus.OPTIMAL && _solver.Objective().Value() * _unit >= goal.Level * (1 - Slack);
        Witness? witness = isFarEnough ? Read() : null;
        foreach (int atom in total.Atoms)
            _solver.Objective().SetCoefficient(_shares[atom], 0);
        // The solver is not believed: what it found is a witness when arithmetic says so.
        return witness is not null && witness.Answers(goal, _system) ? witness : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _solver.Dispose();

    // In the order of weights, the upper part of the members moves as far as it may one way and the lower part the other way; the member
    // between them moves by what is left, so that the sum of the other kind stays.
    private Term[] FarthestTrade(int atom)
    {
        int[] members = [.. _system.Atoms[atom].Where(member => RoomOf(member) > 0).OrderBy(member => _system.Unknowns[member].Weight).ThenBy(member => member)];
        bool hasOther = _system.SumsOfAtom(atom).ToArray().Any(sum => _system.Sums[sum].IsWeighted != _isWeighted);
        if (!hasOther)
            return [.. members.Select(member => new Term(member, RoomOf(member)))];
        double InOther(int member) => RoomOf(member) * (_isWeighted ? 1 : _system.Unknowns[member].Weight);
        double left = members.Sum(InOther) / 2;
        List<Term> moves = [];
        foreach (int member in members)
        {
            double lower = Math.Clamp(left / InOther(member), 0, 1);
            left -= InOther(member);
            moves.Add(new(member, (_isWeighted ? 1 : -1) * (1 - 2 * lower) * RoomOf(member)));
        }
        return [.. moves];
    }

    // The same in both directions, so that a trade may be turned round.
    private double RoomOf(int unknown) => Math.Min(_system.Unknowns[unknown].Fall, _system.Unknowns[unknown].Rise);

    private void Publish()
    {
        for (int sum = 0; sum < _sums.Length; sum++)
        {
            if (_system.Sums[sum].IsWeighted != _isWeighted)
                continue;
            if (_system.IsActive(sum))
                (_sums[sum] ??= RowOf(sum)).SetBounds(-_system.Sums[sum].Fall / _unit, _system.Sums[sum].Rise / _unit);
            else
                _sums[sum]?.SetBounds(double.NegativeInfinity, double.PositiveInfinity);
        }
    }

    // Made when the sum is first told: most bands never are.
    private Constraint RowOf(int sum)
    {
        Constraint row = _solver.MakeConstraint(0, 0, "");
        foreach (int atom in _system.Sums[sum].Unknowns.Select(_system.AtomOf).Distinct())
            row.SetCoefficient(_shares[atom], _reaches[atom] / _unit);
        return row;
    }

    private Witness Read()
    {
        double[] shares = [.. _shares.Select(share => share.SolutionValue())];
        List<Term> changes = new(_moves.Length);
        foreach ((int atom, Term move) in _moves)
        {
            if (Math.Abs(shares[atom]) >= LeastShare)
                changes.Add(move with { Coefficient = shares[atom] * move.Coefficient });
        }
        return new(changes, _system);
    }
}
