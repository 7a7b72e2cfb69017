using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarking.Cli.Imports;

/// <summary>The day a period begins, read from its name: 2025, 2025-26 or 2025-q3.</summary>
internal static partial class PeriodStart
{
    private const int YearsBack = 5;

    /// <summary>Null when the name has none of the three forms.</summary>
    public static DateOnly? Of(string period)
    {
        var form = Form().Match(period);
        if (!form.Success) return null;
        int year = int.Parse(form.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        if (form.Groups["quarter"] is { Success: true } quarter) return new(year, 3 * int.Parse(quarter.ValueSpan, CultureInfo.InvariantCulture) - 2, 1);
        if (form.Groups["next"] is not { Success: true } next) return new(year, 1, 1);
        // A financial year runs from 1 April to the year that follows.
        return int.Parse(next.ValueSpan, CultureInfo.InvariantCulture) == (year + 1) % 100 ? new(year, 4, 1) : null;
    }

    /// <summary>Begun, and less than five years ago: a slip of the pen is unlikely to open it.</summary>
    public static bool IsRecent(string period, DateOnly today) =>
        Of(period) is { } start && start <= today && today < start.AddYears(YearsBack);

    [GeneratedRegex("^(?<year>[12][0-9]{3})(-(?<next>[0-9]{2})|-q(?<quarter>[1-4]))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
