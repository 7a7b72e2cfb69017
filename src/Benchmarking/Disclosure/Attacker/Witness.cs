using System.Runtime.InteropServices;

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
    private readonly (int Sum, double Net)[] _moves;
    private int _version = -1;
    private double _up;
    private double _down;

    public Witness(IEnumerable<Term> changes, AttackerSystem system)
    {
        _changes = [.. changes];
        Array.Sort(_changes, (left, right) => left.Unknown.CompareTo(right.Unknown));
        _hasWhole = Array.Exists(_changes, change => system.Unknowns[change.Unknown].IsWhole);
        _moves = Moves(_changes, system);
        Owners = OwnersOf(_changes, system);
    }

    /// <summary>Whose figures it changes, ascending.</summary>
    public int[] Owners { get; }

    /// <summary>Whether it changes a figure of an owner.</summary>
    public bool IsOf(int owner) => Array.BinarySearch(Owners, owner) >= 0;

    public IReadOnlyList<Term> Changes => _changes;

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

    /// <summary>The sums, published or not, that it changes.</summary>
    public IEnumerable<int> Sums => _moves.Select(move => move.Sum);

    // By how much it moves a goal's function as it stands.
    private double Value(ProtectionGoal goal)
    {
        double value = 0;
        foreach (Term term in goal.Terms)
            value += term.Coefficient * ChangeOf(term.Unknown);
        return value;
    }

    private double ChangeOf(int unknown)
    {
        (int low, int high) = (0, _changes.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _changes[middle].Unknown < unknown ? (middle + 1, high) : (low, middle);
        }
        return low < _changes.Length && _changes[low].Unknown == unknown ? _changes[low].Coefficient : 0;
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
        foreach (Term change in _changes)
        {
            Unknown unknown = system.Unknowns[change.Unknown];
            Limit(change.Coefficient, unknown.Fall, unknown.Rise);
        }
        foreach ((int sum, double net) in _moves)
        {
            if (system.IsActive(sum))
                Limit(net, system.Sums[sum].Fall, system.Sums[sum].Rise);
        }
    }

    // What it does to each sum is the same whatever is published: all are gone through once, and an atom's unknowns together.
    private static (int Sum, double Net)[] Moves(Term[] changes, AttackerSystem system)
    {
        if (IsWithinAtom(changes, system))
            return [];
        Dictionary<(int Atom, bool IsWeighted), (double Net, double Gross)> movesOfAtoms = [];
        foreach (Term change in changes)
        {
            int atom = system.AtomOf(change.Unknown);
            Add(movesOfAtoms, (atom, false), change.Coefficient, Math.Abs(change.Coefficient));
            double weighted = system.Unknowns[change.Unknown].Weight * change.Coefficient;
            Add(movesOfAtoms, (atom, true), weighted, Math.Abs(weighted));
        }
        Dictionary<int, (double Net, double Gross)> moves = [];
        foreach (((int atom, bool isWeighted), (double net, double gross)) in movesOfAtoms)
        {
            foreach (int sum in system.SumsOfAtom(atom))
            {
                if (system.Sums[sum].IsWeighted == isWeighted)
                    Add(moves, sum, net, gross);
            }
        }
        return [.. moves.Where(move => Math.Abs(move.Value.Net) > Tolerance * move.Value.Gross).Select(move => (move.Key, move.Value.Net))];
    }

    private static void Add<TKey>(Dictionary<TKey, (double Net, double Gross)> moves, TKey key, double net, double gross)
        where TKey : notnull
    {
        ref (double Net, double Gross) move = ref CollectionsMarshal.GetValueRefOrAddDefault(moves, key, out _);
        move = (move.Net + net, move.Gross + gross);
    }

    // Most witnesses are trades within one atom, which change no sum at all.
    private static bool IsWithinAtom(Term[] changes, AttackerSystem system)
    {
        (double net, double gross, double weightedNet, double weightedGross) = (0, 0, 0, 0);
        foreach (Term change in changes)
        {
            if (system.AtomOf(change.Unknown) != system.AtomOf(changes[0].Unknown))
                return false;
            double move = system.Unknowns[change.Unknown].Weight * change.Coefficient;
            (net, gross) = (net + change.Coefficient, gross + Math.Abs(change.Coefficient));
            (weightedNet, weightedGross) = (weightedNet + move, weightedGross + Math.Abs(move));
        }
        return Math.Abs(net) <= Tolerance * gross && Math.Abs(weightedNet) <= Tolerance * weightedGross;
    }

    private static int[] OwnersOf(Term[] changes, AttackerSystem system)
    {
        int[] owners = new int[changes.Length];
        for (int index = 0; index < changes.Length; index++)
            owners[index] = system.Unknowns[changes[index].Unknown].Owner;
        Array.Sort(owners);
        int distinct = 0;
        foreach (int owner in owners)
        {
            if (distinct == 0 || owners[distinct - 1] != owner)
                owners[distinct++] = owner;
        }
        return owners[..distinct];
    }

    private void Limit(double change, double fall, double rise)
    {
        _up = Math.Min(_up, change > 0 ? rise / change : fall / -change);
        _down = Math.Min(_down, change > 0 ? fall / change : rise / -change);
    }
}
