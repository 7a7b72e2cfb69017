using Benchmarking.Editions;
using Benchmarking.Statistics;
using Google.OrTools.LinearSolver;

namespace Benchmarking.Tests.Disclosure;

/// <summary>
/// Insiders who take everyone's rank as it is and solve for the others' figures: the gaps between neighbours are unknown, and the mean and every quantile that is
/// told are sums over them. It shares with the domain the weights of a quantile and nothing else.
/// </summary>
internal static class QuantileAttacker
{
    /// <summary>How small the smallest of the others' figures may be, and how large the largest.</summary>
    /// <param name="sorted">All figures, ascending, 0 or more.</param>
    /// <param name="known">Positions of those that the insiders know.</param>
    /// <param name="told">What is told of them.</param>
    /// <param name="rounding">By how much a quantile may differ from what is told.</param>
    /// <param name="most">No figure is above this.</param>
    public static (double Smallest, double Largest) Bound(double[] sorted, IReadOnlySet<int> known, Cell told, double rounding, double most = double.PositiveInfinity) =>
        (Solve(sorted, known, told, rounding, most, isLargest: false), Solve(sorted, known, told, rounding, most, isLargest: true));

    private static double Solve(double[] sorted, IReadOnlySet<int> known, Cell told, double rounding, double highest, bool isLargest)
    {
        using Solver solver = Solver.CreateSolver("GLOP");
        // In units of the mean.
        double unit = sorted.Average();
        int[] others = [.. Enumerable.Range(0, sorted.Length).Where(position => !known.Contains(position))];
        Variable[] gaps = [.. others.Select(_ => solver.MakeNumVar(0, double.PositiveInfinity, ""))];
        void Tell(Func<int, double> weight, double least, double most)
        {
            double own = known.Sum(position => weight(position) * sorted[position]);
            // Wider than the solver's own rounding.
            Constraint row = solver.MakeConstraint((least - own) / unit - 1e-6, (most - own) / unit + 1e-6, "");
            for (int gap = 0; gap < others.Length; gap++)
            {
                // Too little to matter, and more than enough to upset the solver.
                double weightAbove = others[gap..].Sum(weight);
                row.SetCoefficient(gaps[gap], weightAbove < 1e-10 ? 0 : weightAbove);
            }
        }
        Tell(_ => 1, sorted.Sum(), sorted.Sum());
        Constraint bound = solver.MakeConstraint(0, highest / unit, "");
        foreach (Variable gap in gaps)
            bound.SetCoefficient(gap, 1);
        foreach ((double probability, double value) in told.PublishedQuantiles)
        {
            HarrellDavisWeights weights = HarrellDavis.Weights(sorted.Length, probability);
            Tell(position => weights.Values.ElementAtOrDefault(position - weights.First), value - rounding, value + rounding);
        }
        foreach (Variable gap in isLargest ? gaps : [gaps[0]])
            solver.Objective().SetCoefficient(gap, 1);
        if (isLargest)
            solver.Objective().SetMaximization();
        Solver.ResultStatus status = solver.Solve();
        if (status != Solver.ResultStatus.OPTIMAL)
        {
            solver.Reset();
            solver.SetSolverSpecificParametersAsString("use_preprocessing: false use_scaling: false");
            status = solver.Solve();
        }
        return status == Solver.ResultStatus.OPTIMAL ? unit * solver.Objective().Value() : throw new InvalidOperationException($"GLOP found no optimum: {status}.");
    }
}
