using Benchmarking.Editions;
using Benchmarking.Measures;

namespace Benchmarking.Queries;

/// <summary>What became of a row.</summary>
public enum RowOutcome
{
    /// <summary>It has a figure: a value, or a coded text.</summary>
    Answered = 1,
    /// <summary>The cohort is one of the edition's, and this figure of it is withheld.</summary>
    Withheld = 2,
    /// <summary>The cohort is none of the edition's, and the figure does not follow from those that are.</summary>
    Refused = 3,
    /// <summary>Nobody returned it, or there are too few for this statistic.</summary>
    NotAvailable = 4,
}

/// <summary>One statistic of one selection, on one measure and stage, from one edition.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="Measure">The measure, as it was at the cut.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Figures">All figures of the selection.</param>
/// <param name="Statistic">Which of them this is.</param>
public sealed record QueryRow(Edition Edition, Measure Measure, Stage Stage, QueryCell Figures, Statistic Statistic)
{
    /// <summary>The cell.</summary>
    public Cell Cell => Figures.Cell;

    /// <summary>The figure.</summary>
    public Figure Figure => Statistic.In(Cell);

    /// <summary>What became of the row.</summary>
    public RowOutcome Outcome => OutcomeOf(Figure, Cell);

    /// <summary>Whether the figure was added up from published cells.</summary>
    public bool IsDerived => Outcome == RowOutcome.Answered && !Figures.DerivedFrom.IsEmpty;

    /// <summary>Why there is no figure, or that its revision is pending; null otherwise.</summary>
    public WithheldReason? Reason => IsDerived ? null : Cell.Reason;

    /// <summary>What becomes of a figure's row.</summary>
    internal static RowOutcome OutcomeOf(Figure figure, Cell cell) => figure switch
    {
        { Value: not null } or { Text: not null } => RowOutcome.Answered,
        { Marker: Marker.NotAvailable } => RowOutcome.NotAvailable,
        _ when cell.Reason == WithheldReason.NotPublished => RowOutcome.Refused,
        _ => RowOutcome.Withheld,
    };
}
