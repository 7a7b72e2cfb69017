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
    private readonly List<int>[] _goalsOf;
    private readonly int[] _totals;
    private readonly List<Witness>[] _answers;
    private readonly List<List<int>>[] _spoiltBy;
    private readonly bool[] _isOpen;
    private readonly int[] _lastTried;
    private readonly Dictionary<int, List<ImmutableArray<int>>> _excused = [];
    private int _added;

    public WitnessPool(AttackerSystem system, ImmutableArray<ProtectionGoal> goals)
    {
        (_system, _goals) = (system, goals);
        _goalsOf = [.. system.Unknowns.Select(_ => new List<int>())];
        for (int goal = 0; goal < goals.Length; goal++)
        {
            foreach (Term term in goals[goal].Terms)
                _goalsOf[term.Unknown].Add(goal);
        }
        _totals = [.. Enumerable.Range(0, goals.Length).Where(goal => goals[goal].Owner < 0)];
        _answers = [.. goals.Select(_ => new List<Witness>())];
        _spoiltBy = [.. system.Sums.Select(_ => new List<List<int>>())];
        _lastTried = new int[goals.Length];
        _isOpen = new bool[goals.Length];
        Array.Fill(_isOpen, true);
        system.Activated = Reopen;
    }

    /// <summary>Whether a goal has to be looked at: it was not met yet, or a witness of it may be spoilt.</summary>
    public bool IsOpen(int goal) => _isOpen[goal];

    /// <summary>Notes that a goal is met.</summary>
    public void Close(int goal) => _isOpen[goal] = false;

    /// <summary>Takes a coalition, and every one with all of its insiders, as answered where a goal is concerned.</summary>
    public void Excuse(int goal, ImmutableArray<int> coalition)
    {
        if (!_excused.TryGetValue(goal, out List<ImmutableArray<int>>? coalitions))
            _excused[goal] = coalitions = [];
        coalitions.Add(coalition);
    }

    /// <summary>Adds a witness to every goal that it answers.</summary>
    public void Add(Witness witness) => Add(witness, GoalsOf(witness));

    /// <summary>
    /// Adds a witness to every total that it answers. One that moves nearly everyone answers no coalition, and there would be thousands of
    /// figures to look at again when it is spoilt.
    /// </summary>
    public void AddToTotals(Witness witness) => Add(witness, _totals);

    /// <summary>The witnesses that answer a goal under what is published now.</summary>
    public List<Witness> Answering(int goal) => _answers[goal].FindAll(witness => witness.Answers(_goals[goal], _system));

    /// <summary>
    /// A coalition of insiders, outside the goal's owner, that knows better than every witness given: each changes a figure of one of them.
    /// Null when there is none, and the goal is met; empty when no witness is left at all.
    /// </summary>
    public ImmutableArray<int>? FindUnanswered(int goal, List<Witness> answering) =>
        _excused.GetValueOrDefault(goal) is not { } excused ? answering.Count == 0 ? [] : Hit(answering, _goals[goal], _goals[goal].Coalition)
        : IsExcused(excused, []) ? null
        : answering.Count == 0 ? [] : Hit(answering, _goals[goal], _goals[goal].Coalition, excused);

    private static bool IsExcused(List<ImmutableArray<int>> excused, ImmutableArray<int> coalition) =>
        excused.Exists(insiders => insiders.All(insider => coalition.Contains(insider)));

    private void Add(Witness witness, IEnumerable<int> goals)
    {
        // Most witnesses change no sum, and nothing spoils them.
        List<int>? answered = witness.Sums.IsEmpty ? null : [];
        foreach (int goal in goals)
        {
            if (!witness.Answers(_goals[goal], _system))
                continue;
            answered?.Add(goal);
            _answers[goal].Add(witness);
        }
        foreach ((int sum, _) in witness.Sums)
            _spoiltBy[sum].Add(answered!);
    }

    // The goals of which it changes an unknown, each once.
    private IEnumerable<int> GoalsOf(Witness witness)
    {
        _added++;
        foreach (Term change in witness.Changes)
        {
            foreach (int goal in _goalsOf[change.Unknown])
            {
                if (_lastTried[goal] == _added)
                    continue;
                _lastTried[goal] = _added;
                yield return goal;
            }
        }
    }

    private void Reopen(int sum)
    {
        foreach (List<int> answered in _spoiltBy[sum])
        {
            foreach (int goal in answered)
                _isOpen[goal] = true;
        }
    }

    // Whoever hits all witnesses hits the one with fewest owners: branch on those, as many times as there are insiders.
    private static ImmutableArray<int>? Hit(List<Witness> witnesses, ProtectionGoal goal, int insiders, List<ImmutableArray<int>>? excused = null, params ImmutableArray<int> chosen)
    {
        if (insiders == 0)
            return null;
        Witness fewest = witnesses[0];
        foreach (Witness witness in witnesses)
            fewest = witness.Owners.Length < fewest.Owners.Length ? witness : fewest;
        foreach (int owner in fewest.Owners)
        {
            if (goal.IsOf(owner))
                continue;
            if (excused is not null && IsExcused(excused, [.. chosen, owner]))
                continue;
            if (witnesses.TrueForAll(witness => witness.IsOf(owner)))
                return [owner];
            if (insiders > 1 && Hit(witnesses.FindAll(witness => !witness.IsOf(owner)), goal, insiders - 1, excused, excused is null ? [] : [.. chosen, owner]) is { } others)
                return [owner, .. others];
        }
        return null;
    }
}
