using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarking.Returns;

/// <summary>A reporting period: a calendar year (<c>2025</c>), a financial year from 1 April (<c>2025-26</c>) or a calendar quarter (<c>2025-q3</c>).</summary>
public sealed partial record Period
{
    internal const string Collection = "periods";

    private Period(string value, DateOnly first, DateOnly last) => (Value, First, Last) = (value, first, last);

    /// <summary>The bare identifier, such as <c>2025-26</c>.</summary>
    public string Value { get; }

    /// <summary>Its first day.</summary>
    public DateOnly First { get; }

    /// <summary>Its last day.</summary>
    public DateOnly Last { get; }

    /// <summary>The resource name, such as <c>periods/2025-26</c>.</summary>
    public string Name => $"{Collection}/{Value}";

    /// <summary>Reads an identifier or a resource name; null when the text is neither.</summary>
    public static Period? TryParse(string? text)
    {
        if (Identifier.Read(text, Collection) is not { } value || Form().Match(value) is not { Success: true } match)
            return null;
        int year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["quarter"] is { Success: true } quarter)
        {
            DateOnly first = new(year, (quarter.ValueSpan[0] - '1') * 3 + 1, 1);
            return new(value, first, first.AddMonths(3).AddDays(-1));
        }
        if (match.Groups["next"] is { Success: true } next)
        {
            return int.Parse(next.ValueSpan, CultureInfo.InvariantCulture) == (year + 1) % 100
                ? new(value, new(year, 4, 1), new(year + 1, 3, 31))
                : null;
        }
        return new(value, new(year, 1, 1), new(year, 12, 31));
    }

    /// <summary>The period of the same kind before this one; null before the first that can be written.</summary>
    public Period? Previous()
    {
        if (First.Year <= 1900)
            return null;
        DateOnly first = First.AddMonths(-MonthsLong);
        return TryParse(MonthsLong == 3 ? $"{first.Year:0000}-q{(first.Month + 2) / 3}"
            : First.Month == 4 ? $"{first.Year:0000}-{(first.Year + 1) % 100:00}"
            : $"{first.Year:0000}");
    }

    /// <summary>Whether both are years of the same kind, or both quarters, so that one follows the other in a series.</summary>
    public bool IsOfTheKindOf(Period other) => MonthsLong == other.MonthsLong && (First.Month - other.First.Month) % MonthsLong == 0;

    /// <summary>How many periods of its kind lie before it since the year 0: one more for the next.</summary>
    internal int Ordinal => ((First.Year * 12) + First.Month - 1) / MonthsLong;

    /// <summary>Which part of the year it is, so that periods of one season are alike: 1 to 4 of quarters, 0 of years.</summary>
    internal int Season => MonthsLong == 3 ? (First.Month + 2) / 3 : 0;

    private int MonthsLong => Last.DayNumber - First.DayNumber < 100 ? 3 : 12;

    /// <summary>The problem of a text that is not a period.</summary>
    public static Problem Malformed(string? text) =>
        new(0, "period", string.IsNullOrWhiteSpace(text) ? ProblemReason.FieldRequired : ProblemReason.PeriodMalformed,
            $"{Problem.Quote(text)} is not a period.", "Write a year (2025), a financial year (2025-26) or a quarter (2025-q3).");

    /// <summary>The problem of a period that nobody has opened.</summary>
    public Problem Unknown() =>
        new(0, "period", ProblemReason.PeriodUnknown, $"The period {Value} has not been opened.",
            $"Check it, or ask a steward to open it: benchmarking periods open {Value}.");

    /// <summary>The problem of a period that is closed to returns.</summary>
    public Problem Closed() =>
        new(0, "period", ProblemReason.PeriodClosed, $"The period {Value} is closed to returns.",
            $"Ask a steward to open it again: benchmarking periods open {Value}.");

    /// <summary>The problem of a period that is finished, for whatever would need another edition or return of it.</summary>
    public Problem Finished() =>
        new(0, "period", ProblemReason.PeriodFinished, $"The period {Value} is finished, for good: it takes no return, and no edition of it is cut.",
            "Read its editions and your own return, which stay, or use a later period.");

    /// <summary>The problem of a period whose key was destroyed when it was finished, while its record is from before that.</summary>
    public Problem FinishedBefore() =>
        new(0, "period", ProblemReason.PeriodFinished,
            $"The period {Value} was finished, and its record is from before that: what its cuts kept can be read by nobody, and no edition of it can be cut.",
            $"Close it if it is open, and finish it again: benchmarking periods finish {Value} --yes.");

    /// <summary>The problem of a period that takes returns still.</summary>
    public Problem StillOpen() =>
        new(0, "period", ProblemReason.PeriodOpen, $"The period {Value} is open to returns.", $"Close it first: benchmarking periods close {Value}.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"^(?<year>(19|20)\d\d)(-(?<next>\d\d)|-q(?<quarter>[1-4]))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
