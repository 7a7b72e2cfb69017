using System.Collections.Immutable;
using Benchmarking.Disclosure.Attacker;
using Google.OrTools.LinearSolver;

namespace Benchmarking.Tests.Disclosure;

/// <summary>
/// An independent attacker, as plain as the definition: for every coalition one linear programme from scratch, with the solver's own
/// settings. No witnesses, no pools, no reuse.
/// </summary>
internal sealed class PlainAttacker(ImmutableArray<Unknown> unknowns, ImmutableArray<PublishedSum> published)
{
    /// <summary>What rounding may take from a level; 10,000 times what GLOP promises, and far below what anyone would notice.</summary>
    private const double Tolerance = 1e-4;

    private long _solved;

    public PlainAttacker(AttackerSystem system)
        : this(system.Unknowns, [.. system.Sums.Where((_, sum) => system.IsActive(sum))])
    {
    }

    /// <summary>Programmes solved.</summary>
    public long Solved => _solved;

    /// <summary>The first goal that some coalition can bound more tightly than its level, with the coalition and how far it reaches; null when there is none.</summary>
    public string? FindBreach(IEnumerable<ProtectionGoal> goals)
    {
        foreach (ProtectionGoal goal in goals)
        {
            foreach (ImmutableArray<int> coalition in Coalitions(goal))
            {
                if (Reach(goal, coalition) is var reach && reach < 1 - Tolerance)
                {
                    return FormattableString.Invariant(
                        $"{(goal.IsUpward ? "up" : "down")} {goal.Level:R} of {string.Join('+', goal.Terms.Select(term => FormattableString.Invariant($"{term.Coefficient:R}*x{term.Unknown}")))} against [{string.Join(',', coalition)}]: {reach:R}");
                }
            }
        }
        return null;
    }

    /// <summary>How far the goal's function can move in the goal's direction, in its levels; at most 2 are told.</summary>
    public double Reach(ProtectionGoal goal, IReadOnlyCollection<int> coalition)
    {
        Interlocked.Increment(ref _solved);
        using Solver solver = Solver.CreateSolver("GLOP");
        // In units of what the goal needs, weighted; plain programmes need plain numbers.
        double unit = goal.Level * goal.Terms.Average(term => unknowns[term.Unknown].Weight / Math.Abs(term.Coefficient));
        double typical = Math.Exp(unknowns.Average(unknown => Math.Log(unknown.Weight)));
        Variable[] moves = [.. unknowns.Select(unknown => coalition.Contains(unknown.Owner) || (unknown.Others ?? []).Any(coalition.Contains) ? null
            : solver.MakeNumVar(-unknown.Fall * unknown.Weight / unit, unknown.Rise * unknown.Weight / unit, ""))!];
        foreach (PublishedSum sum in published)
        {
            double scale = sum.IsWeighted ? 1 : typical;
            Constraint row = solver.MakeConstraint(-sum.Fall * scale / unit, sum.Rise * scale / unit, "");
            foreach (int unknown in sum.Unknowns.Where(unknown => moves[unknown] is not null))
                row.SetCoefficient(moves[unknown], sum.IsWeighted ? 1 : typical / unknowns[unknown].Weight);
        }
        Variable reach = solver.MakeNumVar(double.NegativeInfinity, 2, "");
        Constraint function = solver.MakeConstraint(0, 0, "");
        function.SetCoefficient(reach, -1);
        foreach (Term term in goal.Terms.Where(term => moves[term.Unknown] is not null))
            function.SetCoefficient(moves[term.Unknown], (goal.IsUpward ? 1 : -1) * term.Coefficient / unknowns[term.Unknown].Weight * unit / goal.Level);
        solver.Objective().SetCoefficient(reach, 1);
        solver.Objective().SetMaximization();
        // Nothing moving at all is always possible.
        return solver.Solve() == Solver.ResultStatus.OPTIMAL ? reach.SolutionValue() : throw new InvalidOperationException("GLOP found no optimum.");
    }

    // Of exactly as many as allowed: whoever knows more bounds no less.
    private IEnumerable<ImmutableArray<int>> Coalitions(ProtectionGoal goal)
    {
        int[] others = [.. unknowns.SelectMany(unknown => (int[])[unknown.Owner, .. unknown.Others ?? []]).Distinct().Where(owner => owner != goal.Owner && !(goal.Others ?? []).Contains(owner)).Order()];
        return Choose(others, Math.Min(goal.Coalition, others.Length));
    }

    private static IEnumerable<ImmutableArray<int>> Choose(ReadOnlyMemory<int> from, int count)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }
        for (int first = 0; first <= from.Length - count; first++)
        {
            foreach (ImmutableArray<int> rest in Choose(from[(first + 1)..], count - 1))
                yield return rest.Insert(0, from.Span[first]);
        }
    }
}
