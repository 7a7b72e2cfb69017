using System.Collections.Immutable;
using Google.OrTools.LinearSolver;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>
/// Columns of an attacker programme that are the totals of whole atoms. A total's goal is then one of bounds alone: the matrix stays as it
/// is, and each solution starts from the one before.
/// </summary>
/// <param name="system">The attacker's system.</param>
/// <param name="solver">The programme that gets the columns.</param>
/// <param name="plainUnit">What an unweighted move of 1 is multiplied by in the programme; a weighted one is as it is.</param>
internal sealed class TotalColumns(AttackerSystem system, Solver solver, double plainUnit)
{
    private readonly Dictionary<ImmutableArray<Term>, (Variable Column, double Unit)> _columns = [];

    /// <summary>The total of some terms and what a move of 1 is multiplied by in it; null when they have none.</summary>
    public (Variable Column, double Unit)? Find(ImmutableArray<Term> terms) => _columns.TryGetValue(terms, out (Variable, double) total) ? total : null;

    /// <summary>Gives some terms a column, when they are the total of whole atoms.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="movesOf">For each atom the columns that are its own moves, weighted or plain.</param>
    public void Add(ImmutableArray<Term> terms, Func<int, bool, Variable?> movesOf)
    {
        if (AtomTotal.Of(terms, system) is not { } total)
            return;
        Variable[] moves = [.. total.Atoms.Select(atom => movesOf(atom, total.IsWeighted)).OfType<Variable>()];
        if (moves.Length == total.Atoms.Length)
            _columns[terms] = (moves is [var only] ? only : Sum(moves), total.IsWeighted ? 1 : plainUnit);
    }

    private Variable Sum(Variable[] moves)
    {
        Variable total = solver.MakeNumVar(double.NegativeInfinity, double.PositiveInfinity, "");
        Constraint row = solver.MakeConstraint(0, 0, "");
        row.SetCoefficient(total, -1);
        foreach (Variable move in moves)
            row.SetCoefficient(move, 1);
        return total;
    }
}
