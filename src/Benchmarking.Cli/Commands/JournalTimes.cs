using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Benchmarking.Cli.Commands;

/// <summary>From when and until when entries of the journal are wanted, as people write it.</summary>
internal static class JournalTimes
{
    private const string Date = "yyyy-MM-dd";
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ssK";

    /// <summary>The first day or moment.</summary>
    public static Option<DateTimeOffset?> Since() => Make("--since", "Only what was begun on this day or later, in UTC, or from this moment on: 2026-04-01 or 2026-04-01T09:00:00Z", daysMore: 0);

    /// <summary>The last day, to its end, or moment.</summary>
    public static Option<DateTimeOffset?> Until() => Make("--until", "Only what was begun on this day or earlier, in UTC, or before this moment: 2026-04-30 or 2026-04-30T17:00:00Z", daysMore: 1);

    private static Option<DateTimeOffset?> Make(string name, string description, int daysMore) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Read(result, name, daysMore),
    };

    private static DateTimeOffset? Read(ArgumentResult result, string name, int daysMore)
    {
        string text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, Date, Invariance, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(daysMore).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (DateTimeOffset.TryParseExact(text, Moment, Invariance, DateTimeStyles.AssumeUniversal, out var moment)) return moment;
        result.AddError($"{name} takes a day such as 2026-04-01, or a moment such as 2026-04-01T09:00:00Z.");
        return null;
    }
}
