using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarking;

/// <summary>The one way a number is read: exact decimals, written as <c>1234.5</c>, to 1e12 in size and 6 decimals in fineness.</summary>
/// <remarks>
/// The bounds leave room for exact sums: 200,000 organisations × 2,000 lines × 1e12 still fits the 28 digits of <see cref="decimal"/>.
/// </remarks>
internal static partial class DecimalText
{
    /// <summary>Largest size of a number.</summary>
    public const decimal Largest = 1_000_000_000_000m;

    /// <summary>Most decimals of a number.</summary>
    public const int MostDecimals = 6;

    /// <summary>The number, or null with a problem added.</summary>
    public static decimal? Read(string? text, long line, string field, ICollection<Problem> problems)
    {
        string trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
        {
            problems.Add(new(line, field, ProblemReason.FieldRequired, $"{field} is empty.", "Give a number; leave the line out where there is none."));
            return null;
        }
        if (trimmed.Length > 100 || !Number().IsMatch(trimmed))
        {
            problems.Add(new(line, field, ProblemReason.NumberMalformed, $"{Problem.Quote(trimmed)} is not a decimal number.", Remedy(trimmed)));
            return null;
        }
        if (!decimal.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out decimal number)
            || Math.Abs(number) > Largest || DecimalsOf(trimmed) > MostDecimals)
        {
            problems.Add(new(line, field, ProblemReason.NumberOutOfRange, $"{Problem.Quote(trimmed)} is beyond 1,000,000,000,000 or finer than {MostDecimals} decimals.",
                "Check the unit, and round to 6 decimals."));
            return null;
        }
        // Trailing zeros and the sign of zero go: 1.50 and 1.5 are one number, and so are -0 and 0.
        return number == 0 ? 0m : number / 1.000000000000000000000000000000m;
    }

    // Counted in the text, since decimal.TryParse keeps 28 digits and rounds the rest away: to it 1e-400 is 0.
    private static int DecimalsOf(string text)
    {
        string[] parts = text.Split('e', 'E');
        int exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = parts[0].Contains('.') ? parts[0].IndexOf('.') : parts[0].Length;
        int last = parts[0].AsSpan().LastIndexOfAnyInRange('1', '9');
        if (last < 0)
            return 0;
        return (last > point ? last - point : last - point + 1) - exponent;
    }

    private static string Remedy(string text) => text switch
    {
        _ when text.Contains(',') => "Write a point before the decimals and nothing between thousands: 1234.5, not 1,234.5 or 1234,5.",
        _ when text.Contains('%') || text.Contains('£') => "Write the number alone, without % or £.",
        _ => "Write digits with at most one point, such as 1234.5; leave the line out where there is no figure.",
    };

    [GeneratedRegex(@"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
