using Benchmarking.V1;

namespace Benchmarking.Server.Web.Wording;

/// <summary>Where an organisation stands, in words: in which quarter, and never in which place.</summary>
internal static class Standing
{
    /// <summary>A sentence on a position; what is missing is said too.</summary>
    public static string Of(Comparison comparison, ComparedCohort cohort) => (comparison.Own, cohort) switch
    {
        ({ HasValue: false }, _) => "You have returned no figure for this.",
        (_, { Position: { } position }) => $"Your figure is {Place(position)}.",
        (_, { Benchmark.HasN: false }) => "The group's figures are not published, so we cannot say where you stand.",
        (_, { Benchmark: { } benchmark }) when benchmark.Quantiles.Any(quantile => quantile.Figure.Text.Length > 0) => "The group's figures are published as bands, so see the table for where yours lies.",
        _ => "There are too few figures in the group to say in which quarter yours is.",
    };

    private static string Place(Position position) => position switch
    {
        { HasPercentile: true } => $"{Quarter(position.Percentile)}, at about the {Say.Ordinal(position.Percentile)} percentile",
        { Lower: <= 0, Upper: <= 25 } => "in the lowest quarter",
        { Lower: >= 75, Upper: >= 100 } => "in the highest quarter",
        { Lower: <= 0 } => $"at or below the {Name(position.Upper)}",
        { Upper: >= 100 } => $"at or above the {Name(position.Lower)}",
        _ => $"between the {Name(position.Lower)} and the {Name(position.Upper)}",
    };

    private static string Quarter(double percentile) => percentile switch
    {
        < 25 => "in the lowest quarter",
        < 50 => "in the second-lowest quarter",
        < 75 => "in the second-highest quarter",
        _ => "in the highest quarter",
    };

    private static string Name(double percentile) => percentile == 50 ? "median" : $"{Say.Ordinal(percentile)} percentile";
}
