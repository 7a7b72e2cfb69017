using Google.OrTools.LinearSolver;

namespace Benchmarking.Disclosure.Attacker;

/// <summary>Solves one programme again and again with other bounds and objectives: each solution starts from the one before.</summary>
internal static class WarmStart
{
    private const string Warm = "use_preprocessing: false use_dual_simplex: true";

    /// <summary>Solves a programme as it stands.</summary>
    public static Solver.ResultStatus Solve(Solver solver)
    {
        using var _ = DisclosureTrace.Begin("solver");
        solver.SetSolverSpecificParametersAsString(Warm);
        Solver.ResultStatus status = solver.Solve();
        if (status == Solver.ResultStatus.OPTIMAL)
            return status;
        // From the last solution the solver now and then runs into numbers it cannot go on with: it then starts afresh.
        solver.Reset();
        solver.SetSolverSpecificParametersAsString("");
        return solver.Solve();
    }
}
