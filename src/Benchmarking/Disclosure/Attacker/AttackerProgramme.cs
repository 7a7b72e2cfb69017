using System.Collections.Immutable;
using Google.OrTools.LinearSolver;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>What an attacker programme found.</summary>
/// <param name="Witness">A change that reaches the goal; null when there is none.</param>
/// <param name="Prices">The published sums that pin the goal, with the dual price of each, dearest first.</param>
internal readonly record struct ProgrammeResult(Witness? Witness, ImmutableArray<(int Sum, double Price)> Prices)
{
    /// <summary>The change that comes nearest to the goal, whether or not it reaches it; null when the programme was not solved.</summary>
    public Witness? Nearest { get; init; }
}

/// <summary>
/// The attacker's linear programme (ESSnet Handbook, section 4.4; Fischetti and Salazar, <i>Management Science</i> 47 (2001),
/// doi:10.1287/mnsc.47.7.1008.9805), solved by GLOP. It seeks the witness that moves least, since one that changes few figures answers
/// more coalitions; falling short is dear and not forbidden, so that there are dual prices whether or not there is a witness.
/// </summary>
internal sealed class AttackerProgramme : IDisposable
{
    /// <summary>Worth of a unit of the goal, against the cost of 1 of a unit of movement: witnesses that move more than this are not sought.</summary>
    private const double ShortfallCost = 10_000;

    /// <summary>Furthest that one figure may be moved, in units of what the goal needs.</summary>
    private const double Furthest = 100;

    /// <summary>
    /// Figures that may be moved, over all atoms: in a table of thousands the roomiest of each atom do. Fewer can only make a goal look
    /// harder to meet than it is.
    /// </summary>
    public const int MostMovable = 600;

    private readonly AttackerSystem _system;
    private readonly Solver _solver = Solver.CreateSolver("GLOP");
    private readonly List<(Constraint Row, Variable Move, bool IsWeighted)>[] _definitions;
    private readonly int[] _movable;
    private readonly Dictionary<int, (Variable Rise, Variable Fall)> _columns = [];
    private readonly (Variable Rise, Variable Fall) _spare;
    private readonly Constraint?[] _sums;
    private readonly TotalColumns _totals;
    private readonly Constraint _goal;
    private readonly Variable _reach;
    private readonly Objective _objective;
    private readonly double _typicalWeight;

    public AttackerProgramme(AttackerSystem system, ImmutableArray<ProtectionGoal> goals)
    {
        _system = system;
        _typicalWeight = system.Unknowns.Length == 0 ? 1 : Math.Exp(system.Unknowns.Average(unknown => Math.Log(unknown.Weight)));
        _sums = new Constraint?[system.Sums.Length];
        _definitions = [.. Enumerable.Range(0, system.Atoms.Length).Select(Define)];
        int most = system.Unknowns.Length <= MostMovable ? MostMovable : Math.Max(3, MostMovable / system.Atoms.Length);
        _movable = [.. system.Atoms.SelectMany(atom => atom.OrderByDescending(Room).ThenBy(unknown => unknown).Take(most)).Order()];
        foreach (int unknown in _movable)
        {
            _columns[unknown] = (_solver.MakeNumVar(0, 0, ""), _solver.MakeNumVar(0, 0, ""));
            SetColumn(_columns[unknown], unknown, 1);
        }
        // A goal's own figure is always moved, in this column when it has none.
        _spare = (_solver.MakeNumVar(0, 0, ""), _solver.MakeNumVar(0, 0, ""));
        _totals = new(system, _solver, _typicalWeight);
        foreach (ImmutableArray<Term> terms in goals.Where(goal => goal.Owner < 0 && goal.Terms.Length > 1).Select(goal => goal.Terms).Distinct())
            _totals.Add(terms, (atom, isWeighted) => _definitions[atom].Find(definition => definition.IsWeighted == isWeighted).Move);
        _goal = _solver.MakeConstraint(double.NegativeInfinity, double.PositiveInfinity, "goal");
        _reach = _solver.MakeNumVar(0, 0, "reach");
        _objective = _solver.Objective();
        foreach ((Variable rise, Variable fall) in _columns.Values.Append(_spare))
        {
            _objective.SetCoefficient(rise, 1);
            _objective.SetCoefficient(fall, 1);
        }
        _objective.SetMinimization();
    }

    // Unknowns that are in the same sums move in them as one: a variable for each such atom keeps the matrix thin.
    private List<(Constraint Row, Variable Move, bool IsWeighted)> Define(int atom)
    {
        List<(Constraint, Variable, bool)> definitions = [];
        foreach (IGrouping<bool, int> kind in _system.SumsOfAtom(atom).ToArray().GroupBy(sum => _system.Sums[sum].IsWeighted))
        {
            Variable move = _solver.MakeNumVar(double.NegativeInfinity, double.PositiveInfinity, "");
            Constraint definition = _solver.MakeConstraint(0, 0, "");
            definition.SetCoefficient(move, -1);
            definitions.Add((definition, move, kind.Key));
        }
        return definitions;
    }

    // Unknowns are moved in weighted units, which makes every coefficient of a weighted sum 1.
    private void SetColumn((Variable Rise, Variable Fall) column, int unknown, double sign)
    {
        foreach ((Constraint definition, _, bool isWeighted) in _definitions[_system.AtomOf(unknown)])
            SetCoefficient(definition, column, sign * (isWeighted ? 1 : _typicalWeight / _system.Unknowns[unknown].Weight));
    }

    private double Room(int unknown) =>
        _system.Unknowns[unknown].Weight * Math.Min(_system.Unknowns[unknown].Fall, _system.Unknowns[unknown].Rise);

    /// <summary>Programmes solved so far.</summary>
    public int Solved { get; private set; }

    /// <summary>Seeks a witness that reaches the goal and leaves the figures of some owners alone.</summary>
    public ProgrammeResult Solve(ProtectionGoal goal, IReadOnlySet<int> barred)
    {
        Solved++;
        double unit = UnitOf(goal);
        SetBounds(unit, barred);
        return goal.Terms is [var only] ? SolveOne(goal, only, unit)
            : _totals.Find(goal.Terms) is { } total ? SolveTotal(goal, total, unit)
            : SolveRow(goal, unit, 1, () => Read(goal, unit, WarmStart.Solve(_solver)));
    }

    /// <summary>How far the goal's function can move in the goal's direction, without insiders, in protection levels; at most <paramref name="most"/>.</summary>
    public double Reach(ProtectionGoal goal, double most)
    {
        Solved++;
        double unit = UnitOf(goal);
        SetBounds(unit, ImmutableHashSet<int>.Empty);
        return SolveRow(goal, unit, most, () => WarmStart.Solve(_solver) is Solver.ResultStatus.OPTIMAL ? _reach.SolutionValue() : 0);
    }

    // What the goal needs, in weighted units, is the unit of all movement: small figures are then as exact as large ones.
    private double UnitOf(ProtectionGoal goal) =>
        goal.Level * goal.Terms.Average(term => _system.Unknowns[term.Unknown].Weight / Math.Abs(term.Coefficient));

    // reach = the function, at most what is needed, and dear as long as it is less.
    private T SolveRow<T>(ProtectionGoal goal, double unit, double most, Func<T> solve)
    {
        _goal.SetBounds(0, double.PositiveInfinity);
        _goal.SetCoefficient(_reach, -1);
        _reach.SetUb(most);
        _objective.SetCoefficient(_reach, -ShortfallCost);
        Term[] terms = [.. goal.Terms.Where(term => _columns.ContainsKey(term.Unknown))];
        foreach (Term term in terms)
            SetCoefficient(_goal, _columns[term.Unknown], (goal.IsUpward ? 1 : -1) * term.Coefficient / _system.Unknowns[term.Unknown].Weight * unit / goal.Level);
        T result = solve();
        foreach (Term term in terms)
            SetCoefficient(_goal, _columns[term.Unknown], 0);
        _goal.SetBounds(double.NegativeInfinity, double.PositiveInfinity);
        _reach.SetUb(0);
        return result;
    }

    private ProgrammeResult SolveTotal(ProtectionGoal goal, (Variable Column, double Unit) total, double unit)
    {
        double needed = goal.Level / unit * total.Unit * (goal.IsUpward ? 1 : -1);
        total.Column.SetBounds(Math.Min(0, needed), Math.Max(0, needed));
        _objective.SetCoefficient(total.Column, -ShortfallCost / needed);
        ProgrammeResult result = Read(goal, unit, WarmStart.Solve(_solver));
        _objective.SetCoefficient(total.Column, 0);
        total.Column.SetBounds(double.NegativeInfinity, double.PositiveInfinity);
        return result;
    }

    // The goal of one figure needs no row of its own, and the matrix stays as it is.
    private ProgrammeResult SolveOne(ProtectionGoal goal, Term only, double unit)
    {
        bool isSpare = !_columns.TryGetValue(only.Unknown, out (Variable Rise, Variable Fall) column);
        if (isSpare)
        {
            column = _spare;
            SetColumn(column, only.Unknown, 1);
            SetBounds(column, _system.Unknowns[only.Unknown], unit);
        }
        (Variable forth, Variable back) = goal.IsUpward == only.Coefficient > 0 ? (column.Rise, column.Fall) : (column.Fall, column.Rise);
        forth.SetUb(Math.Min(1, forth.Ub()));
        back.SetUb(0);
        _objective.SetCoefficient(forth, 1 - ShortfallCost);
        ProgrammeResult result = Read(goal, unit, WarmStart.Solve(_solver), isSpare ? only.Unknown : null);
        _objective.SetCoefficient(forth, 1);
        if (isSpare)
        {
            forth.SetUb(0);
            SetColumn(column, only.Unknown, 0);
        }
        return result;
    }

    // The solver is not believed: what it found is a witness when arithmetic says so.
    private ProgrammeResult Read(ProtectionGoal goal, double unit, Solver.ResultStatus status, int? inSpare = null)
    {
        if (status is not (Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE))
            return new(null, []);
        var columns = _movable.Select(unknown => (Unknown: unknown, Column: _columns[unknown]));
        if (inSpare is { } spare)
            columns = columns.Append((spare, _spare));
        Witness witness = new(columns
            .Select(moved => (moved.Unknown, Change: moved.Column.Rise.SolutionValue() - moved.Column.Fall.SolutionValue()))
            .Where(moved => Math.Abs(moved.Change) > 1e-9)
            .Select(moved => new Term(moved.Unknown, moved.Change * unit / _system.Unknowns[moved.Unknown].Weight)).ToArray(), _system);
        return new(witness.Answers(goal, _system) ? witness : null, Prices()) { Nearest = witness };
    }

    /// <inheritdoc/>
    public void Dispose() => _solver.Dispose();

    private void SetBounds(double unit, IReadOnlySet<int> barred)
    {
        foreach (int index in _movable)
        {
            Unknown unknown = _system.Unknowns[index];
            SetBounds(_columns[index], unknown.IsKnownToAny(barred) ? unknown with { Fall = 0, Rise = 0 } : unknown, unit);
        }
        for (int sum = 0; sum < _sums.Length; sum++)
        {
            if (_system.IsActive(sum))
                (_sums[sum] ??= RowOf(sum)).SetBounds(-_system.Sums[sum].Fall * UnitOf(sum) / unit, _system.Sums[sum].Rise * UnitOf(sum) / unit);
            else
                _sums[sum]?.SetBounds(double.NegativeInfinity, double.PositiveInfinity);
        }
    }

    // Made when the sum is first told: most bands never are.
    private Constraint RowOf(int sum)
    {
        Constraint row = _solver.MakeConstraint(0, 0, "");
        foreach (int atom in _system.Sums[sum].Unknowns.Select(_system.AtomOf).Distinct())
            row.SetCoefficient(_definitions[atom].Find(definition => definition.IsWeighted == _system.Sums[sum].IsWeighted).Move, 1);
        return row;
    }

    private double UnitOf(int sum) => _system.Sums[sum].IsWeighted ? 1 : _typicalWeight;

    private static void SetBounds((Variable Rise, Variable Fall) column, Unknown unknown, double unit)
    {
        column.Rise.SetUb(Math.Min(Furthest, unknown.Rise * unknown.Weight / unit));
        column.Fall.SetUb(Math.Min(Furthest, unknown.Fall * unknown.Weight / unit));
    }

    private static void SetCoefficient(Constraint constraint, (Variable Rise, Variable Fall) column, double coefficient)
    {
        constraint.SetCoefficient(column.Rise, coefficient);
        constraint.SetCoefficient(column.Fall, -coefficient);
    }

    private ImmutableArray<(int Sum, double Price)> Prices() =>
    [
        .. Enumerable.Range(0, _sums.Length).Where(_system.IsActive)
            .Select(sum => (Sum: sum, Price: Math.Abs(_sums[sum]!.DualValue())))
            .Where(priced => priced.Price > 1e-6).OrderByDescending(priced => priced.Price).ThenBy(priced => priced.Sum),
    ];
}
