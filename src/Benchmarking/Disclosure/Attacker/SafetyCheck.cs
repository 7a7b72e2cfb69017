using System.Collections.Immutable;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>A goal that is not met: a coalition can bound it more tightly than its protection level.</summary>
/// <param name="Goal">Position of the goal.</param>
/// <param name="Coalition">The insiders who can.</param>
/// <param name="Prices">The published sums that pin it, with dual prices.</param>
internal sealed record Breach(int Goal, ImmutableArray<int> Coalition, ImmutableArray<(int Sum, double Price)> Prices)
{
    /// <summary>The change that comes nearest to the goal and leaves the coalition's figures alone; null when none was sought to the end.</summary>
    public Witness? Nearest { get; init; }

    /// <summary>What was left of a goal that earlier editions had broken, when it is that which is not met.</summary>
    public SpoiltGoal? Spoilt { get; init; }
}

/// <summary>
/// Whether every goal is met against every coalition. Instead of trying all coalitions it asks which one would know better than all
/// witnesses found so far, seeks a witness against that one, and repeats: the first coalition without a witness is a breach.
/// </summary>
internal sealed class SafetyCheck : IDisposable
{
    /// <summary>Programmes for one goal of a large table; a goal that needs more counts as not met, which errs on the safe side.</summary>
    private const int LeastEffort = 12;

    /// <summary>Programmes for one goal, times unknowns: those of small tables are quick, and there one goal too many that counts as not met costs most.</summary>
    private const int Effort = 4_000;

    /// <summary>The same, for what earlier editions have told: it was found safe once, and must be found so again.</summary>
    private const int MostProgrammesBefore = 200;

    /// <summary>Coalitions that may be excused of one goal; what more can bound already is given up.</summary>
    private const int MostExcused = 16;

    /// <summary>Less of a level than this is nothing left; and by so much of it what is left may still become less, since solvers round.</summary>
    private const double LeastLeft = 0.01;

    /// <summary>Past this, no one beside the coalition is barred.</summary>
    private const int ThinnestBar = 8;

    private readonly AttackerSystem _system;
    private readonly ImmutableArray<ProtectionGoal> _goals;
    private readonly WitnessPool _pool;
    private readonly Exchange _exchange;
    private readonly OwnerSet _barred;
    // Most tables of many organisations need none.
    private readonly Lazy<AttackerProgramme> _programme;
    // Plain and weighted.
    private readonly Lazy<TotalProgramme>[] _totals;
    private readonly LinkedList<int> _order;
    private readonly int _mostProgrammes;
    private readonly List<SpoiltGoal> _spoilt = [];
    private readonly HashSet<int> _excused = [];
    private readonly HashSet<int> _lost = [];

    public SafetyCheck(AttackerSystem system, ImmutableArray<ProtectionGoal> goals)
    {
        (_system, _goals) = (system, goals);
        _pool = new(system, goals);
        (_exchange, _barred) = (new(system), new(system));
        _programme = new(() =>
        {
            using var _ = DisclosureTrace.Begin("stating programmes");
            return new(system, goals);
        });
        _totals = [new(() => new(system, false)), new(() => new(system, true))];
        _order = new(Enumerable.Range(0, goals.Length));
        _mostProgrammes = Math.Max(LeastEffort, Effort / Math.Max(1, system.Unknowns.Length));
    }

    /// <summary>Programmes solved so far.</summary>
    public int Programmes => (_programme.IsValueCreated ? _programme.Value.Solved : 0) + _totals.Sum(totals => totals.IsValueCreated ? totals.Value.Solved : 0);

    /// <summary>The first breach of what is published now, or null when there is none.</summary>
    /// <param name="likeliest">A breach of something similar: it is tried first.</param>
    /// <param name="isThorough">Whether the long programme is asked too, where the short one for totals of large tables finds nothing: a breach then has its prices.</param>
    public Breach? FindBreach(Breach? likeliest = null, bool isThorough = true)
    {
        if (likeliest is not null && FindBreachAgain(likeliest, isThorough) is { } again)
            return again;
        if (_spoilt.Select(spoilt => spoilt.FindBreach(_programme.Value, _system)).FirstOrDefault(breach => breach is not null) is { } further)
            return further;
        for (LinkedListNode<int>? node = _order.First; node is not null; node = node.Next)
        {
            if (!_pool.IsOpen(node.Value) || _lost.Contains(node.Value) || FindBreach(node.Value, _mostProgrammes, isThorough) is not { } breach)
                continue;
            // What failed once is the likeliest to fail next time.
            _order.Remove(node);
            _order.AddFirst(node);
            return breach;
        }
        return null;
    }

    /// <summary>
    /// Meets all goals under what is published now, as far as they can be: done before anything is added to what earlier editions told, so
    /// that what is then not met is for what was added.
    /// </summary>
    public void Prepare()
    {
        for (int goal = 0; goal < _goals.Length; goal++)
        {
            // Where no change was sought to the end nothing is known to be broken: it stays, which errs on the safe side.
            for (int excused = 0; FindBreach(goal, Math.Max(_mostProgrammes, MostProgrammesBefore), isThorough: true) is { } breach
                && (breach.Nearest is not null || _goals[goal].Owner < 0); excused++)
            {
                Excuse(breach);
                if (excused == MostExcused || _goals[goal].Owner < 0)
                {
                    _lost.Add(goal);
                    break;
                }
            }
        }
    }

    /// <summary>Goals that what earlier editions told had broken before anything was added.</summary>
    public int Spoilt => _excused.Count;

    // A figure may be bounded by what was told before it had less room: of a total that has shrunk below the threshold, after a merger, under a stricter policy.
    // Nothing brings it back, and it must not keep everything else from being told: what is left of it is all that is asked for.
    private void Excuse(Breach breach)
    {
        ProtectionGoal goal = _goals[breach.Goal];
        _excused.Add(breach.Goal);
        _pool.Excuse(breach.Goal, breach.Coalition);
        double left = breach.Nearest?.Reach(goal, _system) ?? 0;
        // Of an answer that must be able to be the other one there is no less.
        if (left > 2 * LeastLeft * goal.Level && !_system.Unknowns[goal.Terms[0].Unknown].IsWhole)
            _spoilt.Add(new(breach.Goal, breach.Coalition, goal with { Level = left - LeastLeft * goal.Level }, breach.Nearest!));
    }

    /// <summary>How far the attacker's interval of a goal's function reaches in the goal's direction, in protection levels.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="most">Reaches beyond this are not told apart.</param>
    public double Reach(ProtectionGoal goal, double most) => _programme.Value.Reach(goal, most);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_programme.IsValueCreated)
            _programme.Value.Dispose();
        foreach (Lazy<TotalProgramme> totals in _totals.Where(totals => totals.IsValueCreated))
            totals.Value.Dispose();
    }

    private Breach? FindBreachAgain(Breach breach, bool isThorough)
    {
        if (breach.Spoilt is { } spoilt)
            return spoilt.FindBreach(_programme.Value, _system);
        ProgrammeResult result = Seek(breach.Goal, breach.Coalition.ToHashSet(), isThorough);
        return result.Witness is null
            ? breach with { Prices = result.Prices }
            : FindBreach(breach.Goal, _mostProgrammes, isThorough);
    }

    private Breach? FindBreach(int goal, int mostProgrammes, bool isThorough)
    {
        ImmutableArray<(int Sum, double Price)> prices = [];
        int thinning = 1;
        List<Witness> answering = _pool.Answering(goal);
        for (int solved = 0; _pool.FindUnanswered(goal, answering) is { } coalition;)
        {
            if (FindNear(goal, coalition, answering) is { } near)
            {
                _pool.Add(near);
                answering.Add(near);
                continue;
            }
            if (solved++ >= mostProgrammes)
                return new(goal, coalition, prices);
            HashSet<int> barred = Barred(goal, coalition, answering, thinning);
            ProgrammeResult result = Seek(goal, barred, isThorough);
            prices = result.Prices;
            if (result.Witness is { } witness)
            {
                answering.Add(witness);
                continue;
            }
            if (barred.Count == coalition.Length)
                return new(goal, coalition, prices) { Nearest = result.Nearest };
            thinning *= 2;
        }
        _pool.Close(goal);
        return null;
    }

    // Seeks a witness by programme, and adds it to the others. In a table of thousands the short programme is tried first for totals; what it
    // does not find counts as not there, unless the long one is to be asked too.
    private ProgrammeResult Seek(int goal, HashSet<int> barred, bool isThorough)
    {
        if (_system.Unknowns.Length > AttackerProgramme.MostMovable && _goals[goal].Owner < 0 && AtomTotal.Of(_goals[goal].Terms, _system) is { } total)
        {
            Witness? found = _totals[total.IsWeighted ? 1 : 0].Value.Solve(_goals[goal], total);
            if (found is not null)
                _pool.AddToTotals(found);
            if (found is not null || !isThorough)
                return new(found, []);
        }
        ProgrammeResult result = _programme.Value.Solve(_goals[goal], barred);
        if (result.Witness is not null)
            _pool.Add(result.Witness);
        return result;
    }

    // Beside the coalition, as many as possible of those whom earlier witnesses changed: all, then one in two, and so on. Witnesses that
    // share no one answer all coalitions soonest.
    private HashSet<int> Barred(int goal, ImmutableArray<int> coalition, List<Witness> answering, int thinning)
    {
        HashSet<int> barred = [.. coalition];
        if (thinning <= ThinnestBar)
            barred.UnionWith(answering.SelectMany(witness => witness.Owners).Where(owner => !_goals[goal].IsOf(owner)).Distinct().Order().Where((_, index) => index % thinning == 0));
        return barred;
    }

    // One that shares no one with the earlier ones is worth most; else one that merely leaves the coalition alone.
    private Witness? FindNear(int goal, ImmutableArray<int> coalition, List<Witness> answering)
    {
        if (_goals[goal].Terms is not [var term])
            return null;
        double change = _goals[goal].Level / term.Coefficient * (_goals[goal].IsUpward ? 1 : -1);
        _barred.Clear();
        _barred.Add(coalition.AsSpan());
        foreach (Witness witness in answering)
            _barred.Add(witness.Owners);
        Witness? found = _exchange.Find(term.Unknown, change, _barred);
        if (found is null)
        {
            _barred.Clear();
            _barred.Add(coalition.AsSpan());
            found = _exchange.Find(term.Unknown, change, _barred);
        }
        return found is not null && found.Answers(_goals[goal], _system) ? found : null;
    }
}
