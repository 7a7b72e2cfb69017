using System.Collections.Immutable;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>The witnesses found so far. One of them often answers many goals, and stays good while less is published.</summary>
internal sealed class WitnessPool(AttackerSystem system, ImmutableArray<ProtectionGoal> goals)
{
    private readonly ILookup<int, int> _goalsOf = goals
        .SelectMany((goal, index) => goal.Terms.Select(term => (term.Unknown, Goal: index)))
        .ToLookup(pair => pair.Unknown, pair => pair.Goal);

    private readonly List<Witness>[] _answers = [.. goals.Select(_ => new List<Witness>())];

    /// <summary>Adds a witness to every goal that it answers.</summary>
    public void Add(Witness witness)
    {
        HashSet<int> touched = [];
        foreach (Term change in witness.Changes)
            touched.UnionWith(_goalsOf[change.Unknown]);
        foreach (int goal in touched)
        {
            if (witness.Answers(goals[goal], system))
                _answers[goal].Add(witness);
        }
    }

    /// <summary>
    /// A coalition of insiders, outside the goal's owner, that knows better than every witness: each changes a figure of one of them.
    /// Null when there is none, and the goal is met; empty when no witness is left at all.
    /// </summary>
    public ImmutableArray<int>? FindUnanswered(int goal)
    {
        List<Witness> valid = _answers[goal].FindAll(witness => witness.Answers(goals[goal], system));
        return Hit(valid, goals[goal].Owner, goals[goal].Coalition, []);
    }

    /// <summary>Whose figures the goal's witnesses change.</summary>
    public IEnumerable<int> OwnersUsed(int goal) => _answers[goal].FindAll(witness => witness.Answers(goals[goal], system)).SelectMany(witness => witness.Owners);

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
