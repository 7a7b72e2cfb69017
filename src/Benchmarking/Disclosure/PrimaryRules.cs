using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>The primary rules together: a cell fails if any fails.</summary>
internal static class PrimaryRules
{
    /// <summary>Whether a cell may not be published for its own sake, whatever is published beside it.</summary>
    public static bool IsUnsafe(ReadOnlySpan<ColumnEntry> entries, MeasureKind kind, DisclosurePolicy policy)
    {
        if (ThresholdRule.IsUnsafe(entries.Length, policy.Threshold))
            return true;
        CellContribution[] cell = [.. entries.ToArray().Select(entry => Contribute(entry, kind))];
        // The mean counts each organisation once: with n known it tells the sum of the figures, as the ratio tells that of the numerators.
        CellContribution[] figures = [.. cell.Select(part => new CellContribution(1, part.WeightedValue / part.Weight))];
        return kind switch
        {
            // Whoever knows the sum of yeses and noes knows no one's answer while enough of both are left: the proportion's own rule
            // sees to that when the statistic is made.
            MeasureKind.YesNo => false,
            MeasureKind.Percentage => ShareRule.IsUnsafe(cell.Select(part => part.Weight), policy.SharePercent)
                || PrecisionRule.IsUnsafeWithinBounds(cell, policy.CoalitionSize, policy.PrecisionPoints)
                || PrecisionRule.IsUnsafeWithinBounds(figures, policy.CoalitionSize, policy.PrecisionPoints),
            MeasureKind.Rate => ShareRule.IsUnsafe(cell.Select(part => part.Weight), policy.SharePercent)
                || PrecisionRule.IsUnsafe(cell, policy.CoalitionSize, policy.PrecisionPercent)
                || PrecisionRule.IsUnsafe(figures, policy.CoalitionSize, policy.PrecisionPercent),
            _ => ShareRule.IsUnsafe(cell.Select(part => part.WeightedValue), policy.SharePercent)
                || PrecisionRule.IsUnsafe(cell, policy.CoalitionSize, policy.PrecisionPercent),
        };
    }

    private static CellContribution Contribute(ColumnEntry entry, MeasureKind kind) => kind switch
    {
        MeasureKind.Percentage => new(entry.Denominator, 100 * entry.Numerator),
        MeasureKind.Rate => new(entry.Denominator, entry.Numerator),
        _ => new(1, entry.Numerator),
    };
}
