using System.Collections.Immutable;
using Benchmarking.Cohorts;

namespace Benchmarking.Editions;

/// <summary>A protected quantile.</summary>
/// <param name="Probability">0.5 is the median.</param>
/// <param name="Figure">Its value.</param>
public sealed record QuantileFigure(double Probability, Figure Figure);

/// <summary>A published cohort near a withheld one.</summary>
/// <param name="Cohort">The wider cohort.</param>
/// <param name="DroppedDimensions">The dimensions dropped to reach it.</param>
public sealed record NearestCohort(Cohort Cohort, ImmutableArray<string> DroppedDimensions);

/// <summary>One cohort's protected figures in a table.</summary>
public sealed record Cell
{
    internal Cell(Cohort cohort, int? memberCount, int? n, Figure mean, Figure ratio, ImmutableArray<QuantileFigure> quantiles,
        WithheldReason? reason, ImmutableArray<NearestCohort> nearest)
    {
        (Cohort, MemberCount, N, Mean, Ratio) = (cohort, memberCount, n, mean, ratio);
        (Quantiles, Reason, NearestPublished) = (quantiles, reason, nearest);
    }

    /// <summary>The probabilities of the quantiles that a cell gives.</summary>
    public static ImmutableArray<double> Probabilities { get; } = [0.1, 0.25, 0.5, 0.75, 0.9];

    /// <summary>The cohort.</summary>
    public Cohort Cohort { get; }

    /// <summary>Its members, whether or not they returned; public. Null for a cohort that is not in the edition.</summary>
    public int? MemberCount { get; }

    /// <summary>Organisations with a figure; null when withheld.</summary>
    public int? N { get; }

    /// <summary>Mean of the organisations' values, each counting once.</summary>
    public Figure Mean { get; }

    /// <summary>Sector ratio: sum of numerators over sum of denominators; for yes/no the percentage of organisations with its interval.</summary>
    public Figure Ratio { get; }

    /// <summary>One for each of <see cref="Probabilities"/>.</summary>
    public ImmutableArray<QuantileFigure> Quantiles { get; }

    /// <summary>
    /// Why the cell is withheld; null when it is published, or when nobody returned anything. With figures, REVISION_PENDING: they are
    /// those of an earlier edition, since a change would tell too much of those who changed.
    /// </summary>
    public WithheldReason? Reason { get; }

    /// <summary>Up to three published cohorts that contain a withheld one, nearest first.</summary>
    public ImmutableArray<NearestCohort> NearestPublished { get; }

    /// <summary>Whether the cell's figures are published.</summary>
    public bool IsPublished => N is not null;

    /// <summary>The quantiles that are told as values, with their probabilities, in order.</summary>
    public IReadOnlyList<(double Probability, double Value)> PublishedQuantiles =>
        [.. Quantiles.Where(quantile => quantile.Figure.Value is not null).Select(quantile => (quantile.Probability, quantile.Figure.Value!.Value))];

    /// <summary>A quantile's value; null where it is withheld, coded or not available.</summary>
    /// <param name="probability">One of <see cref="Probabilities"/>.</param>
    public double? ValueAt(double probability) => Quantiles.FirstOrDefault(quantile => quantile.Probability == probability)?.Figure.Value;

    /// <summary>The same figures, kept by a later edition.</summary>
    internal Cell Carried(int memberCount) => new(Cohort, memberCount, N, Mean, Ratio, Quantiles, WithheldReason.RevisionPending, []);

    /// <summary>The cell with a coded figure in place of each value; figures that have none stay as they are.</summary>
    internal Cell Coded(Func<double, Figure> code)
    {
        Figure Code(Figure figure) => figure.Value is { } value ? code(value) : figure;
        return new(Cohort, MemberCount, N, Code(Mean), Code(Ratio),
            [.. Quantiles.Select(quantile => quantile with { Figure = Code(quantile.Figure) })], Reason, NearestPublished);
    }

    internal static Cell Withheld(Cohort cohort, int? memberCount, WithheldReason reason, ImmutableArray<NearestCohort> nearest) =>
        new(cohort, memberCount, null, Figure.Confidential, Figure.Confidential, EveryQuantile(Figure.Confidential), reason, nearest);

    internal static Cell NotReturned(Cohort cohort, int? memberCount) =>
        new(cohort, memberCount, null, Figure.NotAvailable, Figure.NotAvailable, EveryQuantile(Figure.NotAvailable), null, []);

    internal static ImmutableArray<QuantileFigure> EveryQuantile(Figure figure) =>
        [.. Probabilities.Select(probability => new QuantileFigure(probability, figure))];
}
