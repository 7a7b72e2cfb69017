using System.Collections.Immutable;
using System.Globalization;
using Benchmarking.Editions;

namespace Benchmarking.Server.Downloads;

/// <summary>One of the figures that each row of a release has.</summary>
/// <param name="Name">Its name for machines, such as <c>median</c>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Read">Takes it from a cell.</param>
internal sealed record Statistic(string Name, string Title, string Description, Func<Cell, Figure> Read)
{
    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<Statistic> All { get; } =
    [
        new("mean", "Mean", "Mean of the organisations' figures, each counting once.", cell => cell.Mean),
        new("ratio", "Ratio", "All numerators over all denominators; of yes or no the percentage of organisations that say yes.", cell => cell.Ratio),
        .. Cell.Probabilities.Select(Quantile),
    ];

    private static Statistic Quantile(double probability)
    {
        string title = probability == 0.5 ? "Median" : string.Create(CultureInfo.InvariantCulture, $"P{100 * probability:0}");
        return new(title.ToLowerInvariant(), title, string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0} % of the organisations' figures are below it (Harrell-Davis estimate)."),
            cell => cell.Quantiles.Single(quantile => quantile.Probability == probability).Figure);
    }
}
