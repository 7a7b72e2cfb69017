namespace Benchmarking.Disclosure;

/// <summary>The largest contributions of a cell: what the share rule and the precision rule both turn on.</summary>
internal static class LargestParts
{
    /// <summary>The largest of some parts, descending, in one pass.</summary>
    /// <param name="parts">The parts, in any order.</param>
    /// <param name="count">How many; fewer are given when there are fewer.</param>
    public static decimal[] Of(ReadOnlySpan<decimal> parts, int count)
    {
        decimal[] largest = new decimal[Math.Min(count, parts.Length)];
        int found = 0;
        foreach (decimal part in parts)
        {
            if (found == largest.Length && (found == 0 || part <= largest[^1]))
                continue;
            int place = found < largest.Length ? found++ : found - 1;
            for (; place > 0 && largest[place - 1] < part; place--)
                largest[place] = largest[place - 1];
            largest[place] = part;
        }
        return largest;
    }
}
