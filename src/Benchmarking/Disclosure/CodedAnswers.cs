using System.Globalization;
using Benchmarking.Measures;

namespace Benchmarking.Disclosure;

/// <summary>What a coded proportion tells of the number of yeses: the same text for every number from the fewest to the most.</summary>
/// <param name="Yes">How many there are.</param>
/// <param name="Fewest">The fewest that the text allows.</param>
/// <param name="Most">The most.</param>
/// <param name="Text">The text.</param>
/// <param name="Lower">The lower end of what the text says, in % of organisations.</param>
/// <param name="Upper">The upper end.</param>
internal readonly record struct CodedAnswers(int Yes, int Fewest, int Most, string Text, double Lower, double Upper)
{
    /// <summary>Codes a proportion.</summary>
    /// <param name="yes">Yeses.</param>
    /// <param name="n">Answers.</param>
    /// <param name="bandPoints">As for percentages.</param>
    /// <param name="tail">
    /// Up to so many of either answer are one band. It is more than a coalition has insiders: were it only as many, insiders who all said
    /// yes would know that nobody else did.
    /// </param>
    public static CodedAnswers Of(int yes, int n, decimal bandPoints, int tail)
    {
        // Whoever knows the rule knows that it is none of those that would be told otherwise.
        (string text, double lower, double upper) = Tell(yes, n, bandPoints, tail);
        int[] same = [.. Enumerable.Range(0, n + 1).Where(other => Tell(other, n, bandPoints, tail).Text == text)];
        return new(yes, same[0], same[^1], text, lower, upper);
    }

    private static (string Text, double Lower, double Upper) Tell(int yes, int n, decimal bandPoints, int tail)
    {
        // The smallest multiple of 5 % above all that is in the band.
        int edge = (int)Math.Ceiling(100.0 * (tail + 1) / n / 5) * 5;
        // A tail of them all leaves one band for everything.
        if (edge > 100)
            return ("100 % or less", 0, 100);
        if (yes <= tail)
            return (string.Create(CultureInfo.InvariantCulture, $"under {edge} %"), 0, edge);
        if (yes >= n - tail)
            return (string.Create(CultureInfo.InvariantCulture, $"over {100 - edge} %"), 100 - edge, 100);
        CodedBand band = CodedBand.Of(100.0 * yes / n, MeasureKind.YesNo, bandPoints);
        return (string.Create(CultureInfo.InvariantCulture, $"between {band.Lower:0.##} % and {band.Upper:0.##} %"), band.Lower, band.Upper);
    }
}
