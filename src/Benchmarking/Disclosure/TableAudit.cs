using Benchmarking.Cohorts;

namespace Benchmarking.Disclosure;

/// <summary>
/// How a table's pattern came about, for stewards: counts, and whether the attacker's intervals are as wide as they must be. No figure is in
/// it, and none can be worked out from it. Readers do not see it, since the rule that fired is itself information.
/// </summary>
/// <param name="Contributors">Organisations with a figure; control groups count once.</param>
/// <param name="Safe">Cells that pass the primary rules.</param>
/// <param name="Published">Cells published with their values.</param>
/// <param name="Coded">Cells told as a band.</param>
/// <param name="Carried">Cells that keep the figures of an earlier edition.</param>
/// <param name="Withheld">Cells of which nothing is told, though someone returned a figure.</param>
/// <param name="FailedThreshold">Cells that fail the threshold rule.</param>
/// <param name="FailedShare">Cells that fail the share rule.</param>
/// <param name="FailedPrecision">Cells that fail the precision rule.</param>
/// <param name="FailedDifference">Cells that the difference rule keeps from changing.</param>
/// <param name="YieldedToResidual">Cells that yielded to the residual rule.</param>
/// <param name="YieldedToAttacker">Cells that yielded to an attacker programme.</param>
/// <param name="Programmes">Attacker programmes solved, for all tables that are linked with this one.</param>
/// <param name="IsSafe">Whether every protection level is met; false only when earlier editions told too much already.</param>
/// <param name="TightestCohort">Of the cells withheld for their own sake, the one that the attacker can bound best; null when there is none.</param>
/// <param name="TightestInterval">How far that interval reaches from the truth on its shorter side, in protection levels; 1 stands for 1 or more, which is safe.</param>
/// <param name="Cost">What the pattern costs: 1 to 2 for each cell that is withheld or carried though it passes the primary rules, half of that for a coded one.</param>
/// <param name="OptimalCost">The least that any safe pattern costs; null where there are too many patterns to try.</param>
/// <param name="SafeTold">Cells that pass the primary rules and of which something is told: published, coded or carried.</param>
/// <param name="SafePublished">Cells that pass the primary rules and are published with their values.</param>
public sealed record TableAudit(
    int Contributors, int Safe, int Published, int Coded, int Carried, int Withheld,
    int FailedThreshold, int FailedShare, int FailedPrecision, int FailedDifference, int YieldedToResidual, int YieldedToAttacker,
    int Programmes, bool IsSafe, string? TightestCohort, double? TightestInterval, double Cost, double? OptimalCost, int SafeTold, int SafePublished)
{
    /// <summary>
    /// Intervals wider than they must be are not told apart: the level that they would be measured in is a share of a figure, and who
    /// solves the programmes again could work it out.
    /// </summary>
    private const double Widest = 1;

    internal static TableAudit Of(TableProblem problem, int table, SecondarySuppression suppression, CohortLattice lattice)
    {
        CellChoice[] cells = [.. problem.Cells.Where(cell => cell.Table == table)];
        int Count(Func<CellChoice, bool> predicate) => cells.Count(predicate);
        var tightest = cells.Where(cell => cell.Status == CellStatus.Withheld && cell.IsUnsafe)
            .Select(cell => (Cohort: lattice.Cohorts[cell.Cohort].Text, Reach: Tightest(problem, suppression, cell)))
            .OrderBy(cell => cell.Reach).FirstOrDefault();
        return new(
            problem.Tables[table].Entries.Select(entry => entry.Owner).Distinct().Count(),
            Count(cell => cell.Finding == PrimaryFinding.None),
            Count(cell => cell.Status == CellStatus.Published), Count(cell => cell.Status == CellStatus.Coded),
            Count(cell => cell.Status == CellStatus.Carried), Count(cell => cell.Status == CellStatus.Withheld),
            Count(cell => cell.Finding.HasFlag(PrimaryFinding.Threshold)), Count(cell => cell.Finding.HasFlag(PrimaryFinding.Share)),
            Count(cell => cell.Finding.HasFlag(PrimaryFinding.Precision)), Count(cell => cell.IsDifference),
            Count(cell => cell.Taken > 0 && cell.YieldedTo == YieldedTo.Residual), Count(cell => cell.Taken > 0 && cell.YieldedTo == YieldedTo.AttackerProgramme),
            suppression.Programmes, suppression.IsSafe, tightest.Cohort, tightest.Cohort is null ? null : Math.Round(tightest.Reach, 3),
            cells.Sum(cell => cell.CostTaken), problem.Tables.Length == 1 ? ExactOptimum.CostWhereSmall(problem, suppression) : null,
            Count(cell => cell.Finding == PrimaryFinding.None && cell.Status != CellStatus.Withheld),
            Count(cell => cell.Finding == PrimaryFinding.None && cell.Status == CellStatus.Published));
    }

    // In a safe table every such total is a goal that was met.
    private static double Tightest(TableProblem problem, SecondarySuppression suppression, CellChoice cell) => suppression.IsSafe
        ? Widest
        : problem.TotalGoals(cell.Table, problem.Take(cell.Table, cell.Entries)).Select(goal => suppression.Reach(goal, Widest)).DefaultIfEmpty(Widest).Min();
}
