namespace Benchmarking.Queries;

/// <summary>The known word that somebody may have meant.</summary>
internal static class Suggestion
{
    private const int Longest = 64;
    private const int MostKnown = 500;
    private const int Farthest = 3;

    /// <summary>"Did you mean x? " for the nearest of the known words; nothing when none is near.</summary>
    public static string For(string word, IEnumerable<string> known) => Nearest(word, known) is { } near ? $"Did you mean {near}? " : "";

    // At most 500 words of at most 64 letters: whoever sends many wrong words cannot make it long.
    private static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > Longest)
            return null;
        (string Word, int Distance) best = ("", int.MaxValue);
        foreach (string candidate in known.Take(MostKnown).Where(candidate => Math.Abs(candidate.Length - word.Length) <= Farthest))
        {
            int distance = Distance(word, candidate);
            if (distance < best.Distance)
                best = (candidate, distance);
        }
        return best.Distance <= Math.Min(Farthest, Math.Max(1, word.Length / 2)) ? best.Word : null;
    }

    // Letters to change, add or leave out (V. I. Levenshtein, 1966), whatever their case.
    private static int Distance(string one, string other)
    {
        int[] above = [.. Enumerable.Range(0, other.Length + 1)];
        int[] row = new int[other.Length + 1];
        for (int i = 0; i < one.Length; i++)
        {
            row[0] = i + 1;
            for (int j = 0; j < other.Length; j++)
            {
                int changed = above[j] + (char.ToLowerInvariant(one[i]) == char.ToLowerInvariant(other[j]) ? 0 : 1);
                row[j + 1] = Math.Min(changed, 1 + Math.Min(above[j + 1], row[j]));
            }
            (above, row) = (row, above);
        }
        return above[other.Length];
    }
}
