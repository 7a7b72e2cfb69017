using System.Collections.Immutable;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>One table of a problem: tables whose measures are linked are protected together.</summary>
/// <param name="Entries">Its contributions.</param>
/// <param name="Members">For each cohort of the lattice, the positions of its contributions, ascending.</param>
/// <param name="Kind">The measure's kind.</param>
/// <param name="History">What the earlier editions of the period took in and showed, oldest first, each with its number.</param>
internal sealed record TableInput(
    ImmutableArray<ColumnEntry> Entries, ImmutableArray<ImmutableArray<int>> Members, MeasureKind Kind, ImmutableArray<Vintage> History)
{
    /// <summary>
    /// Positions of the tables that its figures follow from, which follow from nothing themselves: those that it is the total of, or the one of which it is
    /// the numerator. More than once where the catalogue said something else at an earlier cut.
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> FollowsFrom { get; init; } = [];

    /// <summary>What its figures are multiplied by, to be in the unit of those that they follow from.</summary>
    public decimal Scale { get; init; } = 1;

    /// <summary>What a quotient is multiplied by to be in the measure's unit: 100 for percentages, so many homes for a rate per homes.</summary>
    public required decimal Multiplier { get; init; }

    /// <summary>What a rate is per; 1 for all else, whose figures are in the measure's unit as they are.</summary>
    public decimal Per => Kind == MeasureKind.Rate ? Multiplier : 1;

    /// <summary>Whether its figures follow from those of other tables.</summary>
    public bool IsFollowing => !FollowsFrom.IsEmpty;

    /// <summary>Whether figures of other tables follow from its own: then each of its own counts, told or not.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>The kinds of sum that its cells tell: weighted for a ratio, and plain for the mean. Figures without weight are weighted with 1: one kind.</summary>
    public ImmutableArray<bool> IsWeighted => Kind is MeasureKind.Percentage or MeasureKind.Rate ? [true, false] : [true];

    /// <summary>
    /// Every contribution that something published rests on or may rest on, with the number of its edition: those behind what was shown, oldest
    /// first, and today's.
    /// </summary>
    public IEnumerable<(int Edition, ColumnEntry Entry)> Versions => History.SelectMany(vintage => Counted(vintage).Select(index => (vintage.Edition, vintage.Entries[index])))
        .Concat(Entries.Select(entry => (Vintage.Today, entry)));

    private IEnumerable<int> Counted(Vintage vintage) => IsFollowed ? Enumerable.Range(0, vintage.Entries.Length)
        : vintage.Shown.Where(shown => shown.Status != CellStatus.Withheld).SelectMany(shown => shown.Entries).Distinct().Order();
}
