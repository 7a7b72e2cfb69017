using System.Collections.Immutable;

namespace Benchmarking.Disclosure;

/// <summary>
/// What one edition of a table took in, and what it gave out: the attacker has seen that and will not forget it. Not protected, therefore internal.
/// </summary>
/// <param name="Entries">Its contributions.</param>
/// <param name="Shown">
/// The cells that it showed for the first time, carried and unchanged ones being with the edition that they come from; and those that it
/// withheld for their own sake.
/// </param>
/// <param name="IsWithdrawn">Whether the edition was withdrawn: what it showed is known and may not be shown again.</param>
internal sealed record Vintage(ImmutableArray<ColumnEntry> Entries, ImmutableArray<ShownCell> Shown, bool IsWithdrawn = false);

/// <summary>A cell that an edition showed, or withheld for its own sake.</summary>
/// <param name="Cohort">Text of the cohort.</param>
/// <param name="Entries">Positions of its contributions in the vintage's entries, ascending.</param>
/// <param name="Status">Published, coded or withheld.</param>
/// <param name="BandPoints">How wide the bands near 0 and 100 were, in percentage points.</param>
internal sealed record ShownCell(string Cohort, ImmutableArray<int> Entries, CellStatus Status, decimal BandPoints);
