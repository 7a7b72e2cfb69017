namespace Benchmarking.Disclosure;

/// <summary>What becomes of a cell in an edition, from most to least told.</summary>
internal enum CellStatus
{
    /// <summary>Its figures are published.</summary>
    Published = 1,
    /// <summary>A text says in which standard band each figure lies.</summary>
    Coded = 2,
    /// <summary>What the edition before said of it stays, since a change would tell too much.</summary>
    Carried = 3,
    /// <summary>Nothing is told.</summary>
    Withheld = 4,
}
