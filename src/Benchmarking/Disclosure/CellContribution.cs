using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>
/// A contribution as the primary rules see it: a weight w and the weighted value w·x, both exact. For a ratio w is the denominator
/// and w·x the numerator (× 100 for a percentage); for an amount the weight is 1.
/// </summary>
internal readonly record struct CellContribution(decimal Weight, decimal WeightedValue)
{
    /// <summary>The same figure with a weight of 1.</summary>
    public CellContribution Alone => Weight == 1 ? this : new(1, WeightedValue / Weight);

    /// <summary>Reads an organisation's contribution.</summary>
    public static CellContribution Of(ColumnEntry entry, MeasureKind kind) => kind switch
    {
        MeasureKind.Percentage => new(entry.Denominator, 100 * entry.Numerator),
        MeasureKind.Rate => new(entry.Denominator, entry.Numerator),
        _ => new(1, entry.Numerator),
    };

    /// <summary>What two bodies under common control contribute together.</summary>
    public static CellContribution operator +(CellContribution left, CellContribution right) =>
        new(left.Weight + right.Weight, left.WeightedValue + right.WeightedValue);

    /// <summary>Without the figure: whatever prints or logs it tells nothing.</summary>
    public override string ToString() => "a contribution to a cell";
}
