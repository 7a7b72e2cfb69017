using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Benchmarking.Cli.Commands;

/// <summary>Until when keys and secrets hold, as people write it.</summary>
internal static class KeyTimes
{
    private const string Date = "yyyy-MM-dd";
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ssK";
    private const int LongestOverlapDays = 90;

    /// <summary>When a key ends by itself.</summary>
    public static Option<DateTimeOffset?> Expires() => new("--expires")
    {
        Description = "The last day on which it holds, in UTC, or the moment it ends: 2027-03-31 or 2027-03-31T17:00:00Z. Default: until it is revoked",
        HelpName = "TIME",
        CustomParser = result => Read(result, ReadEnd, "--expires takes a day such as 2027-03-31, or a moment such as 2027-03-31T17:00:00Z."),
    };

    /// <summary>How long the old secret holds beside the new one.</summary>
    public static Option<TimeSpan?> Overlap() => new("--overlap")
    {
        Description = "How long the old secret holds beside the new one: minutes, hours or days up to 90d. Default: 0, it ends at once",
        HelpName = "30m|12h|7d",
        CustomParser = result => Read(result, ReadLength, "--overlap takes minutes, hours or days, such as 30m, 12h or 7d, up to 90d; or 0."),
    };

    private static T? Read<T>(ArgumentResult result, Func<string, T?> read, string error) where T : struct
    {
        T? value = read(result.Tokens[0].Value);
        if (value is null) result.AddError(error);
        return value;
    }

    // A day is meant to its end.
    private static DateTimeOffset? ReadEnd(string text) =>
        DateOnly.TryParseExact(text, Date, Invariance, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
            ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : DateTimeOffset.TryParseExact(text, Moment, Invariance, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static TimeSpan? ReadLength(string text)
    {
        if (text == "0") return TimeSpan.Zero;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, Invariance, out int count)) return null;
        TimeSpan? length = text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
        return length <= TimeSpan.FromDays(LongestOverlapDays) ? length : null;
    }
}
