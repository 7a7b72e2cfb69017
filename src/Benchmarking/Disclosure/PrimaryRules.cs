using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>Which primary rules a cell fails.</summary>
[Flags]
internal enum PrimaryFinding
{
    None = 0,
    Threshold = 1,
    Share = 2,
    Precision = 4,
}

/// <summary>The primary rules together: a cell fails if any fails.</summary>
internal static class PrimaryRules
{
    /// <summary>Whether a cell may not be published for its own sake, whatever is published beside it.</summary>
    public static bool IsUnsafe(ReadOnlySpan<ColumnEntry> entries, MeasureKind kind, DisclosurePolicy policy) =>
        Assess(entries, kind, policy) != PrimaryFinding.None;

    /// <summary>Every rule that the cell fails. Organisations of one control group are one contributor.</summary>
    public static PrimaryFinding Assess(ReadOnlySpan<ColumnEntry> entries, MeasureKind kind, DisclosurePolicy policy)
    {
        ColumnEntry[][] groups = [.. entries.ToArray().GroupBy(entry => entry.Owner).Select(group => group.ToArray())];
        PrimaryFinding finding = PrimaryFinding.None;
        if (policy.Defences.HasFlag(Defences.Threshold) && ThresholdRule.IsUnsafe(groups.Length, policy.Threshold))
            finding |= PrimaryFinding.Threshold;
        // Whoever knows the sum of yeses and noes knows no one's answer while enough of both are left: the proportion's own rule
        // sees to that when the statistic is made.
        if (kind == MeasureKind.YesNo)
            return finding;
        CellContribution[] cell = [.. groups.Select(group => Sum(group.Select(entry => Contribute(entry, kind))))];
        if (policy.Defences.HasFlag(Defences.Share) && ShareRule.IsUnsafe(cell.Select(part => kind == MeasureKind.Amount ? part.WeightedValue : part.Weight), policy.SharePercent))
            finding |= PrimaryFinding.Share;
        if (policy.Defences.HasFlag(Defences.Precision) && (IsImprecise(cell, kind, policy)
            || (kind != MeasureKind.Amount && IsImprecise([.. groups.Select(group => Sum(group.Select(entry => Figure(entry, kind))))], kind, policy))))
            finding |= PrimaryFinding.Precision;
        return finding;
    }

    private static bool IsImprecise(CellContribution[] cell, MeasureKind kind, DisclosurePolicy policy) => kind == MeasureKind.Percentage
        ? PrecisionRule.IsUnsafeWithinBounds(cell, policy.CoalitionSize, policy.PrecisionPoints)
        : PrecisionRule.IsUnsafe(cell, policy.CoalitionSize, policy.PrecisionPercent);

    private static CellContribution Contribute(ColumnEntry entry, MeasureKind kind) => kind switch
    {
        MeasureKind.Percentage => new(entry.Denominator, 100 * entry.Numerator),
        MeasureKind.Rate => new(entry.Denominator, entry.Numerator),
        _ => new(1, entry.Numerator),
    };

    // The mean counts each organisation once: with n known it tells the sum of the figures, as the ratio tells that of the numerators.
    private static CellContribution Figure(ColumnEntry entry, MeasureKind kind)
    {
        CellContribution contribution = Contribute(entry, kind);
        return new(1, contribution.WeightedValue / contribution.Weight);
    }

    private static CellContribution Sum(IEnumerable<CellContribution> parts) =>
        parts.Aggregate((left, right) => new(left.Weight + right.Weight, left.WeightedValue + right.WeightedValue));
}
