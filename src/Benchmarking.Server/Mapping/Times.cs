using Benchmarking.Server.Errors;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Server.Mapping;

/// <summary>Reads times and durations; each throws the error that says what is wrong with one.</summary>
internal static class Times
{
    // What the protos allow; beyond it the library throws.
    private const long LeastSecond = -62_135_596_800;
    private const long MostSecond = 253_402_300_799;
    private const int NanosecondsInSecond = 1_000_000_000;

    /// <summary>A time that is yet to come; null when none is given.</summary>
    public static DateTimeOffset? Future(Timestamp? time, string field, DateTimeOffset now)
    {
        if (time is null)
            return null;
        return IsTime(time) && time.ToDateTimeOffset() is var read && read > now
            ? read
            : throw new Problem(0, field, ProblemReason.TimeOutOfRange, $"The {field} has passed, or is no time.", "Give a time that is yet to come.").ToException();
    }

    /// <summary>Any time; null when none is given.</summary>
    public static DateTimeOffset? Any(Timestamp? time, string field)
    {
        if (time is null)
            return null;
        return IsTime(time)
            ? time.ToDateTimeOffset()
            : throw new Problem(0, field, ProblemReason.TimeOutOfRange, $"The {field} is no time.", "Give a time of the years 1 to 9999.").ToException();
    }

    /// <summary>A duration from zero to the longest allowed; zero when none is given.</summary>
    public static TimeSpan UpTo(TimeSpan longest, Duration? duration, string field)
    {
        if (duration is null)
            return TimeSpan.Zero;
        bool isInBounds = duration.Seconds >= 0 && duration.Seconds <= (long)longest.TotalSeconds && duration.Nanos is >= 0 and < NanosecondsInSecond;
        return isInBounds && duration.ToTimeSpan() is var read && read <= longest
            ? read
            : throw new Problem(0, field, ProblemReason.TimeOutOfRange, $"The {field} is below zero, or longer than {longest.TotalDays:0} days.",
                $"Give 0 to {longest.TotalDays:0} days.").ToException();
    }

    private static bool IsTime(Timestamp time) => time.Seconds is >= LeastSecond and <= MostSecond && time.Nanos is >= 0 and < NanosecondsInSecond;
}
