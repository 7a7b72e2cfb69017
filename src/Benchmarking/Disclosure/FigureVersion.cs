using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>
/// One version of an organisation's figure in a table, with what the rules and the attacker need to know of it, worked out once: a figure is
/// in many cells. Not protected, therefore internal.
/// </summary>
/// <param name="entry">The contribution.</param>
/// <param name="kind">The measure's kind.</param>
/// <param name="room">Its bounds and protection levels.</param>
internal sealed class FigureVersion(ColumnEntry entry, MeasureKind kind, FigureRoom room)
{
    /// <summary>The contribution.</summary>
    public ColumnEntry Entry => entry;

    /// <summary>Its bounds and protection levels.</summary>
    public FigureRoom Room => room;

    /// <summary>What it adds to the ratio.</summary>
    public CellContribution InRatio { get; } = CellContribution.Of(entry, kind);

    /// <summary>What it adds to the mean, which counts each organisation once: with n known it tells the sum of the figures, as the ratio tells that of the numerators.</summary>
    public CellContribution InMean { get; } = CellContribution.Of(entry, kind).Alone;

    /// <summary>Number of whoever knows it beforehand, among the unknowns' owners.</summary>
    public int Owner { get; init; }

    /// <summary>The unknowns that it is the weighted sum of; most often one, its own.</summary>
    public int[] Unknowns { get; init; } = [];

    /// <summary>Those of them that are other figures', which it follows from.</summary>
    public int[] Followed { get; init; } = [];
}
