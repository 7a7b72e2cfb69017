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
        (int[] owners, int count) = Number(entries);
        PrimaryFinding finding = PrimaryFinding.None;
        if (policy.Defences.HasFlag(Defences.Threshold) && ThresholdRule.IsUnsafe(count, policy.Threshold))
            finding |= PrimaryFinding.Threshold;
        // Whoever knows the sum of yeses and noes knows no one's answer while enough of both are left: the proportion's own rule
        // sees to that when the statistic is made.
        if (kind == MeasureKind.YesNo)
            return finding;
        CellContribution[] cell = Sum(entries, owners, count, kind, Contribute);
        if (policy.Defences.HasFlag(Defences.Share) && ShareRule.IsUnsafe(cell.Select(part => kind == MeasureKind.Amount ? part.WeightedValue : part.Weight), policy.SharePercent))
            finding |= PrimaryFinding.Share;
        if (policy.Defences.HasFlag(Defences.Precision) && (IsImprecise(cell, kind, policy)
            || (kind != MeasureKind.Amount && IsImprecise(Sum(entries, owners, count, kind, Figure), kind, policy))))
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

    // For each entry the number of its owner, in the order of their first entries.
    private static (int[] Owners, int Count) Number(ReadOnlySpan<ColumnEntry> entries)
    {
        Dictionary<string, int> numbers = new(entries.Length);
        int[] owners = new int[entries.Length];
        for (int index = 0; index < entries.Length; index++)
        {
            string owner = entries[index].Owner;
            if (!numbers.TryGetValue(owner, out owners[index]))
                numbers[owner] = owners[index] = numbers.Count;
        }
        return (owners, numbers.Count);
    }

    private static CellContribution[] Sum(
        ReadOnlySpan<ColumnEntry> entries, int[] owners, int count, MeasureKind kind, Func<ColumnEntry, MeasureKind, CellContribution> contribute)
    {
        CellContribution[] sums = new CellContribution[count];
        for (int index = 0; index < entries.Length; index++)
        {
            CellContribution part = contribute(entries[index], kind);
            ref CellContribution sum = ref sums[owners[index]];
            sum = new(sum.Weight + part.Weight, sum.WeightedValue + part.WeightedValue);
        }
        return sums;
    }
}
