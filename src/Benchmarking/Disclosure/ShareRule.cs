namespace Benchmarking.Disclosure;

/// <summary>
/// Share rule: the (1, k) dominance rule. A cell is unsafe when its largest contribution is more than k % of the total. ESSnet Handbook, section 4.2.2.
/// </summary>
internal static class ShareRule
{
    /// <summary>Whether the largest part exceeds the share; parts are 0 or more. A total of 0 has no dominant part.</summary>
    public static bool IsUnsafe(IEnumerable<decimal> parts, decimal sharePercent) => IsUnsafe(parts, 1, sharePercent);

    /// <summary>The (n, k) rule: whether the <paramref name="count"/> largest parts together are more than k % of the total; exactly k % is safe.</summary>
    public static bool IsUnsafe(IEnumerable<decimal> parts, int count, decimal sharePercent)
    {
        decimal[] all = [.. parts];
        return 100 * LargestParts.Of(all, count).Sum() > sharePercent * all.Sum();
    }
}
