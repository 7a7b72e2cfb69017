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
    public static bool IsUnsafe(ReadOnlySpan<FigureVersion> cell, MeasureKind kind, DisclosurePolicy policy) =>
        Assess(cell, kind, policy) != PrimaryFinding.None;

    /// <summary>Every rule that the cell fails. Organisations of one control group are one contributor.</summary>
    public static PrimaryFinding Assess(ReadOnlySpan<FigureVersion> cell, MeasureKind kind, DisclosurePolicy policy)
    {
        (int[] owners, int count) = Number(cell);
        PrimaryFinding finding = PrimaryFinding.None;
        if (policy.Defences.HasFlag(Defences.Threshold) && ThresholdRule.IsUnsafe(count, policy.Threshold))
            finding |= PrimaryFinding.Threshold;
        // Whoever knows the sum of yeses and noes knows no one's answer while enough of both are left: the proportion's own rule
        // sees to that when the statistic is made.
        if (kind == MeasureKind.YesNo)
            return finding;
        CellContribution[] inRatio = Sum(cell, owners, count, figure => figure.InRatio);
        if (policy.Defences.HasFlag(Defences.Share) && ShareRule.IsUnsafe(inRatio.Select(part => kind == MeasureKind.Amount ? part.WeightedValue : part.Weight), policy.SharePercent))
            finding |= PrimaryFinding.Share;
        if (policy.Defences.HasFlag(Defences.Precision) && (IsImprecise(inRatio, kind, policy)
            || (kind != MeasureKind.Amount && IsImprecise(Sum(cell, owners, count, figure => figure.InMean), kind, policy))))
            finding |= PrimaryFinding.Precision;
        return finding;
    }

    private static bool IsImprecise(CellContribution[] cell, MeasureKind kind, DisclosurePolicy policy) => kind == MeasureKind.Percentage
        ? PrecisionRule.IsUnsafeWithinBounds(cell, policy.CoalitionSize, policy.PrecisionPoints)
        : PrecisionRule.IsUnsafe(cell, policy.CoalitionSize, policy.PrecisionPercent);

    // For each figure the number of its owner, in the order of their first figures.
    private static (int[] Owners, int Count) Number(ReadOnlySpan<FigureVersion> cell)
    {
        Dictionary<string, int> numbers = new(cell.Length);
        int[] owners = new int[cell.Length];
        for (int index = 0; index < cell.Length; index++)
        {
            if (!numbers.TryGetValue(cell[index].Entry.Owner, out owners[index]))
                numbers[cell[index].Entry.Owner] = owners[index] = numbers.Count;
        }
        return (owners, numbers.Count);
    }

    private static CellContribution[] Sum(ReadOnlySpan<FigureVersion> cell, int[] owners, int count, Func<FigureVersion, CellContribution> contribution)
    {
        CellContribution[] sums = new CellContribution[count];
        for (int index = 0; index < cell.Length; index++)
            sums[owners[index]] += contribution(cell[index]);
        return sums;
    }
}
