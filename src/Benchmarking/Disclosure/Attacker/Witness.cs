namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// A change of some unknowns under which all that is published stays as it is: proof that the attacker cannot tell the figures from the
/// changed ones. It is checked by arithmetic here, whoever found it, and may be made smaller, turned round, and made larger up to its bounds.
/// </summary>
internal sealed class Witness
{
    /// <summary>
    /// How far a sum may be from unchanged, as a share of what moves in it: above rounding errors, and far below any protection level.
    /// It is measured against the change itself and not against the sum, or a small figure could hide in a large total.
    /// </summary>
    private const double Tolerance = 1e-7;

    private const double Slack = 1e-6;

    private readonly Term[] _changes;
    private readonly bool _hasWhole;
    private int _version = -1;
    private double _up;
    private double _down;

    public Witness(IEnumerable<Term> changes, AttackerSystem system)
    {
        _changes = [.. changes.OrderBy(change => change.Unknown)];
        _hasWhole = Array.Exists(_changes, change => system.Unknowns[change.Unknown].IsWhole);
        Owners = [.. _changes.Select(change => system.Unknowns[change.Unknown].Owner).Distinct().Order()];
    }

    /// <summary>Whose figures it changes, ascending.</summary>
    public int[] Owners { get; }

    public ReadOnlySpan<Term> Changes => _changes;

    /// <summary>By how much it moves a goal's function in the goal's direction, at most.</summary>
    public double Reach(ProtectionGoal goal, AttackerSystem system)
    {
        double value = Value(goal);
        Measure(system);
        return value == 0 ? 0 : Math.Abs(value) * (value > 0 == goal.IsUpward ? _up : _down);
    }

    /// <summary>Whether it moves a goal's function by the protection level; a hair less is as good, since levels are not known to more digits.</summary>
    public bool Answers(ProtectionGoal goal, AttackerSystem system)
    {
        double reach = Reach(goal, system);
        return reach >= goal.Level * (1 - Slack) && (!_hasWhole || IsWhole(goal.Level / Math.Abs(Value(goal)), system));
    }

    /// <summary>Whether it changes a sum.</summary>
    public bool Moves(int sum, AttackerSystem system)
    {
        (double net, double gross) = (0, 0);
        foreach (Term change in _changes)
        {
            if (!system.SumsOf(change.Unknown).Contains(sum))
                continue;
            double move = system.Coefficient(sum, change.Unknown) * change.Coefficient;
            net += move;
            gross += Math.Abs(move);
        }
        return Math.Abs(net) > Tolerance * gross;
    }

    // By how much it moves a goal's function as it stands.
    private double Value(ProtectionGoal goal)
    {
        double value = 0;
        foreach (Term term in goal.Terms)
        {
            int index = Array.BinarySearch(_changes, term, ByUnknown);
            if (index >= 0)
                value += term.Coefficient * _changes[index].Coefficient;
        }
        return value;
    }

    private bool IsWhole(double factor, AttackerSystem system) => Array.TrueForAll(_changes, change =>
        !system.Unknowns[change.Unknown].IsWhole || Math.Abs(change.Coefficient * factor - Math.Round(change.Coefficient * factor)) < Slack);

    // The largest factors, forwards and backwards, that keep within the bounds and within all that is published.
    private void Measure(AttackerSystem system)
    {
        if (_version == system.Version)
            return;
        _version = system.Version;
        (_up, _down) = (double.PositiveInfinity, double.PositiveInfinity);
        Dictionary<int, (double Net, double Gross)> moves = [];
        foreach (Term change in _changes)
        {
            Unknown unknown = system.Unknowns[change.Unknown];
            Limit(change.Coefficient, unknown.Fall, unknown.Rise);
            foreach (int sum in system.SumsOf(change.Unknown))
            {
                if (!system.IsActive(sum))
                    continue;
                double move = system.Coefficient(sum, change.Unknown) * change.Coefficient;
                (double net, double gross) = moves.GetValueOrDefault(sum);
                moves[sum] = (net + move, gross + Math.Abs(move));
            }
        }
        foreach ((int sum, (double net, double gross)) in moves)
        {
            if (Math.Abs(net) > Tolerance * gross)
                Limit(net, system.Sums[sum].Fall, system.Sums[sum].Rise);
        }
    }

    private void Limit(double change, double fall, double rise)
    {
        _up = Math.Min(_up, change > 0 ? rise / change : fall / -change);
        _down = Math.Min(_down, change > 0 ? fall / change : rise / -change);
    }

    private static readonly Comparer<Term> ByUnknown = Comparer<Term>.Create((left, right) => left.Unknown.CompareTo(right.Unknown));
}
