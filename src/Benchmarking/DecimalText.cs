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
            || Math.Abs(number) > Largest || decimal.Round(number, MostDecimals) != number || Underflows(trimmed, number))
        {
            problems.Add(new(line, field, ProblemReason.NumberOutOfRange, $"{Problem.Quote(trimmed)} is beyond 1,000,000,000,000 or finer than {MostDecimals} decimals.",
                "Check the unit, and round to 6 decimals."));
            return null;
        }
        return number / 1.000000000000000000000000000000m; // drops trailing zeros: 1.50 and 1.5 are one number
    }

    // decimal.TryParse reads 1e-400 as 0; a number that is not zero must not become one.
    private static bool Underflows(string text, decimal number)
    {
        int exponent = text.AsSpan().IndexOfAny('e', 'E');
        ReadOnlySpan<char> digits = exponent < 0 ? text : text.AsSpan(0, exponent);
        return number == 0 && digits.ContainsAnyInRange('1', '9');
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
