using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>One table of a problem: tables whose measures are linked are protected together.</summary>
/// <param name="Entries">Its contributions.</param>
/// <param name="Members">For each cohort of the lattice, the positions of its contributions, ascending.</param>
/// <param name="Kind">The measure's kind.</param>
/// <param name="History">What the earlier editions of the period took in and showed, oldest first.</param>
internal sealed record TableInput(
    ImmutableArray<ColumnEntry> Entries, ImmutableArray<ImmutableArray<int>> Members, MeasureKind Kind, ImmutableArray<Vintage> History)
{
    /// <summary>Positions of the tables that it is the total of; those follow from nothing themselves.</summary>
    public ImmutableArray<int> Parts { get; init; } = [];

    /// <summary>Position of the table of which it is the numerator; null when it is none's.</summary>
    public int? NumeratorOf { get; init; }

    /// <summary>What its figures are multiplied by, to be in the unit of those that they follow from.</summary>
    public decimal Scale { get; init; } = 1;

    /// <summary>The kinds of sum that its cells tell: weighted for a ratio, and plain for the mean. Figures without weight are weighted with 1: one kind.</summary>
    public ImmutableArray<bool> IsWeighted => Kind is MeasureKind.Percentage or MeasureKind.Rate ? [true, false] : [true];

    /// <summary>Every contribution that something published rests on or may rest on: those behind what was shown, oldest first, and today's.</summary>
    public IEnumerable<ColumnEntry> Versions =>
        History.SelectMany(vintage => vintage.Shown.Where(shown => shown.Status != CellStatus.Withheld).SelectMany(shown => shown.Entries).Distinct().Order().Select(index => vintage.Entries[index])).Concat(Entries);
}
