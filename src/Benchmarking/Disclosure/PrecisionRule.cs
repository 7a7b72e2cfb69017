namespace Benchmarking.Disclosure;

/// <summary>
/// The precision rule (PTN): a cell is unsafe when for some target t and some coalition A of at most m others, what everyone else can
/// vary by is less than the protection t needs. With L = 0, U = ∞ and the protection p % of the target's contribution it is the
/// p % rule with coalition. ESSnet Handbook, section 4.2.2; Cox, <i>Linear sensitivity measures in statistical disclosure control</i>,
/// J. Statist. Plann. Inference 5 (1981), doi:10.1016/0378-3758(81)90025-8.
/// </summary>
internal static class PrecisionRule
{
    /// <summary>Amounts and rates: bounds 0 and ∞, protection <paramref name="percent"/> % of the target's contribution.</summary>
    public static bool IsUnsafe(ReadOnlySpan<CellContribution> cell, int coalition, decimal percent) =>
        UpperProtectionLevel(cell, coalition, percent) > 0;

    /// <summary>
    /// By how much the total would have to be blurred upwards to be safe; 0 or less when it is safe already (exactly p % is safe).
    /// The worst target is the largest contribution and the worst coalition the largest others.
    /// </summary>
    public static decimal UpperProtectionLevel(ReadOnlySpan<CellContribution> cell, int coalition, decimal percent)
    {
        decimal[] contributions = new decimal[cell.Length];
        for (int i = 0; i < cell.Length; i++)
            contributions[i] = cell[i].WeightedValue;
        decimal[] largest = LargestParts.Of(contributions, coalition + 1);
        return cell.Length == 0 ? 0 : percent / 100 * largest[0] - (contributions.Sum() - largest.Sum());
    }

    /// <summary>
    /// Percentages: bounds 0 and 100, protection <paramref name="points"/> percentage points × the target's weight. Everyone else must be
    /// able to be lower by that much together, and to be higher by that much.
    /// </summary>
    public static bool IsUnsafeWithinBounds(ReadOnlySpan<CellContribution> cell, int coalition, decimal points)
    {
        decimal[] downwards = new decimal[cell.Length];
        decimal[] upwards = new decimal[cell.Length];
        for (int i = 0; i < cell.Length; i++)
        {
            downwards[i] = cell[i].WeightedValue;
            upwards[i] = 100 * cell[i].Weight - cell[i].WeightedValue;
        }
        return IsShort(cell, downwards, coalition, points) || IsShort(cell, upwards, coalition, points);
    }

    // For each target: all the slack, less the target's own and the m largest of the others, against what the target needs.
    private static bool IsShort(ReadOnlySpan<CellContribution> cell, decimal[] slack, int coalition, decimal points)
    {
        decimal[] largest = LargestParts.Of(slack, coalition + 1);
        (decimal total, decimal known) = (slack.Sum(), largest.Sum());
        // Enough for the target that needs most beside those who have most: enough for each.
        if (total - known >= points * Heaviest(cell))
            return false;
        for (int target = 0; target < slack.Length; target++)
        {
            // A target among the largest is known beside the others of them; one below them beside all but the least.
            decimal withTarget = largest.Length <= coalition || slack[target] >= largest[^1] ? known : known - largest[^1] + slack[target];
            if (total - withTarget < points * cell[target].Weight)
                return true;
        }
        return false;
    }

    private static decimal Heaviest(ReadOnlySpan<CellContribution> cell)
    {
        decimal heaviest = 0;
        foreach (CellContribution contribution in cell)
            heaviest = Math.Max(heaviest, contribution.Weight);
        return heaviest;
    }
}
