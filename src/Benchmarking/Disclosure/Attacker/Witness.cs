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
        // A change of nothing has no bounds to reach.
        _changes = [.. changes.Where(change => change.Coefficient != 0)];
        if (!IsAscending(_changes))
            Array.Sort(_changes, (left, right) => left.Unknown.CompareTo(right.Unknown));
        _hasWhole = Array.Exists(_changes, change => system.Unknowns[change.Unknown].IsWhole);
        _moves = Moves(_changes, system);
        Owners = OwnersOf(_changes, system);
    }

    /// <summary>Who knows a figure that it changes, ascending.</summary>
    public int[] Owners { get; }

    /// <summary>Whether it changes a figure that an owner knows.</summary>
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

    /// <summary>The sums, published or not, that it changes, and by how much.</summary>
    public ReadOnlySpan<(int Sum, double Net)> Sums => _moves;

    // By how much it moves a goal's function as it stands.
    private double Value(ProtectionGoal goal)
    {
        bool isLong = goal.Terms.Length > _changes.Length;
        ReadOnlySpan<Term> few = isLong ? _changes : goal.Terms.AsSpan();
        ReadOnlySpan<Term> many = isLong ? goal.Terms.AsSpan() : _changes;
        double value = 0;
        foreach (Term term in few)
        {
            for (int index = IndexOf(many, term.Unknown); index < many.Length && many[index].Unknown == term.Unknown; index++)
                value += term.Coefficient * many[index].Coefficient;
        }
        return value;
    }

    // The first that is not before the unknown.
    private static int IndexOf(ReadOnlySpan<Term> terms, int unknown)
    {
        (int low, int high) = (0, terms.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = terms[middle].Unknown < unknown ? (middle + 1, high) : (low, middle);
        }
        return low;
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
        Dictionary<int, (Move Plain, Move Weighted)> movesOfAtoms = [];
        foreach (Term change in changes)
        {
            ref (Move Plain, Move Weighted) move = ref CollectionsMarshal.GetValueRefOrAddDefault(movesOfAtoms, system.AtomOf(change.Unknown), out _);
            move = (move.Plain.And(change.Coefficient), move.Weighted.And(system.Unknowns[change.Unknown].Weight * change.Coefficient));
        }
        Dictionary<int, Move> moves = [];
        foreach ((int atom, (Move plain, Move weighted)) in movesOfAtoms)
        {
            foreach (int sum in system.SumsOfAtom(atom))
            {
                ref Move move = ref CollectionsMarshal.GetValueRefOrAddDefault(moves, sum, out _);
                move = move.And(system.Sums[sum].IsWeighted ? weighted : plain);
            }
        }
        return [.. moves.Where(move => !move.Value.IsStill).Select(move => (move.Key, move.Value.Net))];
    }

    // Those of the short programme are, and they are long.
    private static bool IsAscending(Term[] changes)
    {
        for (int index = 1; index < changes.Length; index++)
        {
            if (changes[index].Unknown < changes[index - 1].Unknown)
                return false;
        }
        return true;
    }

    // Most witnesses are trades within one atom, which change no sum at all.
    private static bool IsWithinAtom(Term[] changes, AttackerSystem system)
    {
        (Move plain, Move weighted) = (default, default);
        foreach (Term change in changes)
        {
            if (system.AtomOf(change.Unknown) != system.AtomOf(changes[0].Unknown))
                return false;
            (plain, weighted) = (plain.And(change.Coefficient), weighted.And(system.Unknowns[change.Unknown].Weight * change.Coefficient));
        }
        return plain.IsStill && weighted.IsStill;
    }

    // What a sum moves by, and how much moves in it.
    private readonly record struct Move(double Net, double Gross)
    {
        public bool IsStill => Math.Abs(Net) <= Tolerance * Gross;

        public Move And(double change) => new(Net + change, Gross + Math.Abs(change));

        public Move And(Move other) => new(Net + other.Net, Gross + other.Gross);
    }

    private static int[] OwnersOf(Term[] changes, AttackerSystem system)
    {
        int[] owners = new int[changes.Length];
        for (int index = 0; index < changes.Length; index++)
            owners[index] = system.Unknowns[changes[index].Unknown].Owner;
        if (system.HasShared)
            owners = [.. owners, .. changes.SelectMany(change => system.Unknowns[change.Unknown].Others ?? [])];
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
