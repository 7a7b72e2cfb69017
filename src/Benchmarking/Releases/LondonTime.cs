using System.Globalization;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Benchmarking.Releases;

/// <summary>
/// Dates and times of day in London. The rules of summer time are those of the IANA database in NodaTime, so that they are the same on
/// every machine, whether or not it has a database of its own.
/// </summary>
public static class LondonTime
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <summary>When releases appear unless another time is named.</summary>
    public const string Usual = "09:30";

    /// <summary>The moment of a date (<c>2026-11-05</c>) and a time of day (<c>09:30</c>; nothing means that).</summary>
    public static Outcome<DateTimeOffset> Parse(string? date, string? time)
    {
        List<Problem> problems = [];
        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse((date ?? "").Trim());
        ParseResult<LocalTime> hour = TimeOfDay.Parse(string.IsNullOrWhiteSpace(time) ? Usual : time.Trim());
        if (string.IsNullOrWhiteSpace(date))
            problems.Add(new(0, "publish_date", ProblemReason.FieldRequired, "The publish_date is empty.", "Give the day, such as 2026-11-05."));
        // The library's years go back before the first, and a moment's do not.
        else if (!day.Success || day.Value.Year is < 1 or > 9999)
            problems.Add(new(0, "publish_date", ProblemReason.TimeOutOfRange, $"{Problem.Quote(date)} is not a date.", "Write year, month and day, such as 2026-11-05."));
        if (!hour.Success)
            problems.Add(new(0, "publish_time_of_day", ProblemReason.TimeOutOfRange, $"{Problem.Quote(time)} is not a time of day.", "Write hours and minutes in London, such as 09:30."));
        if (problems.Count > 0)
            return Outcome.Refused<DateTimeOffset>(problems);
        ZoneLocalMapping mapping = Zone.MapLocal(day.Value + hour.Value);
        return mapping.Count == 1
            ? Outcome.Accepted(mapping.Single().ToDateTimeOffset().ToUniversalTime())
            : Outcome.Refused<DateTimeOffset>(new Problem(0, "publish_time_of_day", ProblemReason.TimeOutOfRange,
                $"On {date} the clocks change at {TimeOfDay.Format(hour.Value)} in London: there is {(mapping.Count == 0 ? "no such time" : "that time twice")}.", "Choose another time of that day."));
    }

    /// <summary>The date in London at a moment.</summary>
    public static DateOnly DateOf(DateTimeOffset moment) => InLondon(moment).Date.ToDateOnly();

    /// <summary>The time of day in London at a moment, such as <c>09:30</c>.</summary>
    public static string TimeOf(DateTimeOffset moment) => TimeOfDay.Format(InLondon(moment).TimeOfDay);

    /// <summary>A moment as Londoners say it, such as <c>5 November 2026 at 09:30</c>.</summary>
    public static string ToText(DateTimeOffset moment) => InLondon(moment).ToString("d MMMM uuuu 'at' HH':'mm", CultureInfo.InvariantCulture);

    private static ZonedDateTime InLondon(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(Zone);
}
