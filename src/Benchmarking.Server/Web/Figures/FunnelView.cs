using Benchmarking.Server.Web.Charts;
using Benchmarking.Server.Web.Wording;
using Benchmarking.V1;

namespace Benchmarking.Server.Web.Figures;

/// <summary>A stage of a measure that counts cases: its limits by how many there are, as a member's page shows them.</summary>
/// <param name="Comparison">What was compared; it has a funnel with a standard error.</param>
/// <param name="Group">With whom.</param>
internal sealed record FunnelView(Comparison Comparison, ComparedCohort Group)
{
    private DrawnFunnel Drawn { get; } = DrawnOf(Comparison, Group);

    /// <summary>The stage.</summary>
    public string Stage => Say.Stage(Comparison.Stage);

    /// <summary>Its picture.</summary>
    public string Chart => FunnelChart.Of($"funnel-{(int)Comparison.Stage}", $"{Comparison.DisplayName}: limits by number of cases, {Stage.ToLowerInvariant()}", Comparison.Unit, Drawn);

    /// <summary>The rows of the table under it: cases, and the two limits.</summary>
    public IEnumerable<(string Cases, string Limits95, string Limits998)> Rows => ((double[])[Drawn.Cases / 4, Drawn.Cases, Drawn.Cases * 4]).Select(cases => (cases, FunnelChart.LimitsAt(Drawn, cases)))
        .Select(row => (Say.Count((long)Math.Round(row.cases)) + (row.cases == Drawn.Cases ? " (yours)" : ""),
            $"{Say.Number(row.Item2.Lower95)} to {Say.Number(row.Item2.Upper95)}", $"{Say.Number(row.Item2.Lower998)} to {Say.Number(row.Item2.Upper998)}"));

    // The standard error is 100 √(π(1−π)∕n) at the target, which leaves n alone unknown.
    private static DrawnFunnel DrawnOf(Comparison comparison, ComparedCohort group)
    {
        double At(double probability) => group.Benchmark.Quantiles.First(quantile => quantile.Probability == probability).Figure.Value;
        double target = group.Funnel.Target, error = group.Funnel.StandardError;
        return new(At(0.25), target, At(0.75), comparison.Own.Value, target * (100 - target) / (error * error));
    }
}
