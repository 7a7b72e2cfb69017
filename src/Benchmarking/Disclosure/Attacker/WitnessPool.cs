using System.Collections.Immutable;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// The witnesses found so far. One of them often answers many goals, and stays good while less is published. When more is, only the goals of
/// the witnesses that it spoils are open again.
/// </summary>
internal sealed class WitnessPool
{
    private readonly AttackerSystem _system;
    private readonly ImmutableArray<ProtectionGoal> _goals;
    private readonly ILookup<int, int> _goalsOf;
    private readonly List<Witness>[] _answers;
    private readonly List<(Witness Witness, List<int> Goals)>[] _witnessesOf;
    private readonly bool[] _isOpen;

    public WitnessPool(AttackerSystem system, ImmutableArray<ProtectionGoal> goals)
    {
        (_system, _goals) = (system, goals);
        _goalsOf = goals.SelectMany((goal, index) => goal.Terms.Select(term => (term.Unknown, Goal: index))).ToLookup(pair => pair.Unknown, pair => pair.Goal);
        _answers = [.. goals.Select(_ => new List<Witness>())];
        _witnessesOf = [.. system.Unknowns.Select(_ => new List<(Witness, List<int>)>())];
        _isOpen = new bool[goals.Length];
        Array.Fill(_isOpen, true);
        system.Activated = Reopen;
    }

    /// <summary>Whether a goal has to be looked at: it was not met yet, or a witness of it may be spoilt.</summary>
    public bool IsOpen(int goal) => _isOpen[goal];

    /// <summary>Notes that a goal is met.</summary>
    public void Close(int goal) => _isOpen[goal] = false;

    /// <summary>Adds a witness to every goal that it answers.</summary>
    public void Add(Witness witness)
    {
        HashSet<int> touched = [];
        foreach (Term change in witness.Changes)
            touched.UnionWith(_goalsOf[change.Unknown]);
        List<int> answered = [.. touched.Where(goal => witness.Answers(_goals[goal], _system))];
        foreach (int goal in answered)
            _answers[goal].Add(witness);
        foreach (Term change in witness.Changes)
            _witnessesOf[change.Unknown].Add((witness, answered));
    }

    /// <summary>
    /// A coalition of insiders, outside the goal's owner, that knows better than every witness: each changes a figure of one of them.
    /// Null when there is none, and the goal is met; empty when no witness is left at all.
    /// </summary>
    public ImmutableArray<int>? FindUnanswered(int goal)
    {
        List<Witness> valid = _answers[goal].FindAll(witness => witness.Answers(_goals[goal], _system));
        return Hit(valid, _goals[goal].Owner, _goals[goal].Coalition, []);
    }

    /// <summary>Whose figures the goal's witnesses change.</summary>
    public IEnumerable<int> OwnersUsed(int goal) => _answers[goal].FindAll(witness => witness.Answers(_goals[goal], _system)).SelectMany(witness => witness.Owners);

    private void Reopen(int sum)
    {
        HashSet<Witness> seen = [];
        foreach (int unknown in _system.Sums[sum].Unknowns)
        {
            foreach ((Witness witness, List<int> answered) in _witnessesOf[unknown])
            {
                if (!seen.Add(witness) || !witness.Moves(sum, _system))
                    continue;
                foreach (int goal in answered)
                    _isOpen[goal] = true;
            }
        }
    }

    // Whoever hits all witnesses hits the one with fewest owners: branch on those, as many times as there are insiders.
    private static ImmutableArray<int>? Hit(List<Witness> witnesses, int exempt, int insiders, ImmutableArray<int> coalition)
    {
        if (witnesses.Count == 0)
            return coalition;
        if (insiders == 0)
            return null;
        foreach (int owner in witnesses.MinBy(witness => witness.Owners.Length)!.Owners)
        {
            if (owner == exempt)
                continue;
            List<Witness> left = witnesses.FindAll(witness => Array.BinarySearch(witness.Owners, owner) < 0);
            if (Hit(left, exempt, insiders - 1, coalition.Add(owner)) is { } hit)
                return hit;
        }
        return null;
    }
}
