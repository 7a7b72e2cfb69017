using System.Collections.Immutable;

namespace Benchmarking.Disclosure;

/// <summary>
/// What one edition of a table took in, and what it gave out: the attacker has seen that and will not forget it. Not protected, therefore internal.
/// </summary>
/// <param name="Entries">Its contributions.</param>
/// <param name="Shown">
/// The cells that it showed for the first time, carried and unchanged ones being with the edition that they come from; and those of which it
/// told nothing new for their own sake, as withheld ones, also where an earlier figure stayed.
/// </param>
/// <param name="IsWithdrawn">Whether the edition was withdrawn: what it showed is known, and is not carried.</param>
internal sealed record Vintage(ImmutableArray<ColumnEntry> Entries, ImmutableArray<ShownCell> Shown, bool IsWithdrawn = false)
{
    /// <summary>Stands for the edition that is being cut.</summary>
    public const int Today = int.MaxValue;

    /// <summary>The vintages of a table, oldest first, with numbers: where nobody said, editions follow one another.</summary>
    public static ImmutableArray<Vintage> Numbered(ImmutableArray<Vintage> vintages) =>
        [.. vintages.Select((vintage, index) => vintage.Edition == 0 ? vintage with { Edition = index + 1 } : vintage)];

    /// <summary>Number of its edition, from 1, by which tables that are linked know what was returned together; 0 when nobody said.</summary>
    public int Edition { get; init; }

    /// <summary>
    /// For each contribution the number of its atom, those of equal membership in all cohorts of the edition; empty when an earlier version of the platform did not say.
    /// </summary>
    public ImmutableArray<int> Atoms { get; init; } = [];
}

/// <summary>A cell that an edition showed, or withheld for its own sake.</summary>
/// <param name="Cohort">Text of the cohort.</param>
/// <param name="Entries">Positions of its contributions in the vintage's entries, ascending.</param>
/// <param name="Status">Published, coded or withheld.</param>
/// <param name="BandPoints">How wide the bands near 0 and 100 were, in percentage points.</param>
/// <param name="Tail">Up to so many of either answer were one band; 0 when an earlier version of the platform did not say.</param>
/// <param name="Per">What a rate was per; 0 when an earlier version of the platform did not say.</param>
internal sealed record ShownCell(string Cohort, ImmutableArray<int> Entries, CellStatus Status, decimal BandPoints, int Tail = 0, decimal Per = 0)
{
    /// <summary>Whether its bands are those of a policy and a measure, so that its text holds for them still.</summary>
    public bool HasBandsOf(DisclosurePolicy policy, decimal per) =>
        BandPoints == policy.CodingBandPoints && (Tail == 0 || Tail == policy.ProportionTail) && (Per == 0 || Per == per);
}
