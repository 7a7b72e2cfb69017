using System.Collections.Immutable;
using System.Globalization;

namespace Benchmarking.Releases;

/// <summary>Days of a campaign on which nothing is published, in London.</summary>
/// <param name="Name">What is elected.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, itself among them.</param>
public sealed record PreElectionPeriod(string Name, DateOnly First, DateOnly Last)
{
    internal bool Has(DateOnly day) => First <= day && day <= Last;
}

/// <summary>When a release may appear: announced four weeks ahead, and not before an election.</summary>
/// <param name="PreElectionPeriods">The campaigns.</param>
public sealed record PublicationRules(ImmutableArray<PreElectionPeriod> PreElectionPeriods)
{
    /// <summary>Days between an announcement and its publication, unless a reason is given for fewer.</summary>
    public const int NoticeDays = 28;

    private const int MostYearsAhead = 2;

    /// <summary>No campaign.</summary>
    public static PublicationRules Default { get; } = new([]);

    /// <summary>The first day for which a release can be announced now without a reason: after the notice, and on no day of a campaign.</summary>
    /// <param name="now">The present.</param>
    public DateOnly EarliestDay(DateTimeOffset now) => AfterElections(LondonTime.DateOf(now).AddDays(NoticeDays));

    /// <summary>What stands against publishing at a time that is to come.</summary>
    /// <param name="time">The time.</param>
    /// <param name="now">The present.</param>
    /// <param name="reason">Why it is at shorter notice; empty when none is given.</param>
    internal IEnumerable<Problem> Check(DateTimeOffset time, DateTimeOffset now, string reason)
    {
        if (time <= now || time > now.AddYears(MostYearsAhead))
        {
            yield return new(0, "publish_date", ProblemReason.TimeOutOfRange, $"{LondonTime.ToText(time)} has passed, or is more than {MostYearsAhead} years ahead.",
                $"Give a day within {MostYearsAhead} years.");
            yield break;
        }
        DateOnly day = LondonTime.DateOf(time), earliest = LondonTime.DateOf(now).AddDays(NoticeDays);
        foreach (Problem problem in CheckElections(day))
            yield return problem;
        if (day < earliest && reason.Length == 0)
        {
            yield return new(0, "reason", ProblemReason.NoticeTooShort, $"{Text(day)} is less than {NoticeDays} days ahead.",
                $"Choose {Text(EarliestDay(now))} or later, or say in the reason, which everyone can read, why it cannot be announced earlier.");
        }
    }

    /// <summary>What stands against publishing now, without an announcement.</summary>
    internal IEnumerable<Problem> CheckNow(DateTimeOffset now, string reason)
    {
        foreach (Problem problem in CheckElections(LondonTime.DateOf(now)))
            yield return problem;
        if (reason.Length == 0)
        {
            yield return new(0, "reason", ProblemReason.NoticeTooShort, "It was not announced for this time.",
                $"Schedule it for {Text(EarliestDay(now))} or later, or say in the reason, which everyone can read, why it appears now.");
        }
    }

    private IEnumerable<Problem> CheckElections(DateOnly day) => PreElectionPeriods.Where(period => period.Has(day)).Select(period =>
        new Problem(0, "publish_date", ProblemReason.PreElectionPeriod, $"{Text(day)} is in the pre-election period of {period.Name}, {Text(period.First)} to {Text(period.Last)}.",
            $"Choose {Text(AfterElections(day))} or later."));

    // One campaign may begin where another ends.
    private DateOnly AfterElections(DateOnly day)
    {
        while (PreElectionPeriods.FirstOrDefault(period => period.Has(day)) is { } period)
            day = period.Last.AddDays(1);
        return day;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
