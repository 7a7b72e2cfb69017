using System.Collections.Immutable;

namespace Benchmarking.Releases;

/// <summary>
/// A release's life, and the pure decisions on it. What state it is in follows from the clock of whoever looks: nothing has to happen at the
/// time of publication. Internal, since it knows what is to come; readers get what its views give at their time.
/// </summary>
internal sealed record ReleaseLife(
    ReleaseId Id, string Title, ImmutableArray<Announcement> Announcements, ImmutableArray<ReleaseRevision> Revisions, ReleaseWithdrawal? Withdrawal,
    DateTimeOffset CreateTime, DateTimeOffset UpdateTime, long Version)
{
    // Together they keep the record small.
    private const int MostRevisions = 40;
    private const int MostAnnouncements = 20;

    /// <summary>
    /// Before publication nothing changes for as long: a change that is written when its release appears would be seen to change what is published.
    /// </summary>
    internal static TimeSpan Standstill { get; } = TimeSpan.FromMinutes(10);

    /// <summary>A draft that begins.</summary>
    public static ReleaseLife Begin(ReleaseId id, string title, DateTimeOffset now) => new(id, title, [], [], null, now, now, 1);

    /// <summary>The state at a time.</summary>
    public ReleaseState StateAt(DateTimeOffset now) => this switch
    {
        { Withdrawal: not null } => ReleaseState.Withdrawn,
        { Revisions: [var first, ..] } => first.PublishTime <= now ? ReleaseState.Published : ReleaseState.Scheduled,
        _ => ReleaseState.Draft,
    };

    /// <summary>Whether readers have been able to read it.</summary>
    public bool IsPublishedAt(DateTimeOffset now) => Revisions is [var first, ..] && first.PublishTime <= (Withdrawal?.Time ?? now);

    /// <summary>The revision that everyone may read at a time: the one of a number, or the latest; null when there is none.</summary>
    public ReleaseRevision? RevisionAt(DateTimeOffset now, int? number) =>
        IsPublishedAt(now) ? Revisions.LastOrDefault(revision => revision.PublishTime <= now && (number is null || revision.Number == number)) : null;

    /// <summary>What lists tell at a time; null while it is not published.</summary>
    public ReleaseHeadline? HeadlineAt(DateTimeOffset now) =>
        RevisionAt(now, null) is { } latest ? new(Id, StateAt(now), Revisions[0], latest) : null;

    /// <summary>What the calendar tells at a time; null while nothing is announced.</summary>
    public CalendarEntry? CalendarAt(DateTimeOffset now) => Revisions is [var first, ..]
        ? new(Id, (RevisionAt(now, null) ?? first).Title, StateAt(now), first.PublishTime, Announcements, Withdrawal)
        : null;

    /// <summary>The life with another draft; a scheduled one has other content then.</summary>
    public Outcome<ReleaseLife> Update(string title, string digest, DateTimeOffset now) => StateAt(now) switch
    {
        ReleaseState.Draft => Next(now, life => life with { Title = title }),
        ReleaseState.Scheduled when Stands(now) => Refused($"It appears on {LondonTime.ToText(Revisions[0].PublishTime)} and takes no more changes.", "Revise it once it has appeared, or withdraw it."),
        ReleaseState.Scheduled => Next(now, life => life with { Title = title, Revisions = [Revisions[0] with { Title = title, Digest = digest }] }),
        ReleaseState.Published => Refused("It is published and does not change.", "Revise it: benchmarking releases revise, with a reason."),
        _ => Refused("It was withdrawn.", "Draft a new release."),
    };

    /// <summary>The life with an announced time, the first or another.</summary>
    public Outcome<ReleaseLife> Schedule(DateTimeOffset time, string digest, string reason, DateTimeOffset now, PublicationRules rules)
    {
        if (StateAt(now) is not (ReleaseState.Draft or ReleaseState.Scheduled))
            return Refused("It is published or withdrawn already.", "Revise it, or draft a new release.");
        if (StateAt(now) == ReleaseState.Scheduled && Stands(now))
            return Refused($"It appears on {LondonTime.ToText(Revisions[0].PublishTime)} and takes no more changes.", "Revise it once it has appeared, or withdraw it.");
        if (Announcements.Length >= MostAnnouncements)
            return Refused($"Its time was announced {MostAnnouncements} times already.", "Withdraw it, and draft a new release.");
        List<Problem> problems = [.. rules.Check(time, now, reason)];
        if (!Announcements.IsEmpty && reason.Length == 0 && problems.TrueForAll(problem => problem.Field != "reason"))
            problems.Add(new(0, "reason", ProblemReason.FieldRequired, $"It was announced for {LondonTime.ToText(Announcements[^1].PublishTime)}.", "Say why the time changes: everyone can read it."));
        return problems.Count > 0
            ? Outcome.Refused<ReleaseLife>(problems)
            : Next(now, life => life with { Announcements = Announcements.Add(new(now, time, reason)), Revisions = [new(1, time, Title, reason, digest)] });
    }

    /// <summary>The life of a release that appears now.</summary>
    public Outcome<ReleaseLife> Publish(string digest, string reason, DateTimeOffset now, PublicationRules rules)
    {
        if (StateAt(now) is not (ReleaseState.Draft or ReleaseState.Scheduled))
            return Refused("It is published or withdrawn already.", "Revise it, or draft a new release.");
        if (StateAt(now) == ReleaseState.Scheduled && Stands(now))
            return Refused($"It appears by itself on {LondonTime.ToText(Revisions[0].PublishTime)}.", "Wait for it, or withdraw it.");
        Problem[] problems = [.. rules.CheckNow(now, reason)];
        return problems.Length > 0 ? Outcome.Refused<ReleaseLife>(problems) : Next(now, life => life with { Revisions = [new(1, now, Title, reason, digest)] });
    }

    /// <summary>The life with another revision, which appears now.</summary>
    public Outcome<ReleaseLife> Revise(string title, string digest, string reason, DateTimeOffset now)
    {
        if (StateAt(now) != ReleaseState.Published)
            return Refused("It is not published.", StateAt(now) == ReleaseState.Withdrawn ? "Draft a new release." : "Change its draft: benchmarking releases update.");
        if (reason.Length == 0)
            return Outcome.Refused<ReleaseLife>(ReasonMissing("revised"));
        if (Revisions.Length >= MostRevisions)
            return Refused($"It has {MostRevisions} revisions.", "Withdraw it, and draft a new release.");
        return Next(now, life => life with { Title = title, Revisions = Revisions.Add(new(Revisions.Length + 1, now, title, reason, digest)) });
    }

    /// <summary>The life of a release that is taken back. Repeating is harmless.</summary>
    public Outcome<ReleaseLife> Withdraw(string reason, DateTimeOffset now) =>
        Withdrawal is not null ? Outcome.Accepted(this)
        : reason.Length == 0 ? Outcome.Refused<ReleaseLife>(ReasonMissing("withdrawn"))
        : Next(now, life => life with { Withdrawal = new(now, reason) });

    private bool Stands(DateTimeOffset now) => now >= Revisions[0].PublishTime - Standstill;

    private Outcome<ReleaseLife> Next(DateTimeOffset now, Func<ReleaseLife, ReleaseLife> change) =>
        Outcome.Accepted(change(this) with { UpdateTime = now, Version = Version + 1 });

    private static Problem ReasonMissing(string what) => new(0, "reason", ProblemReason.FieldRequired, "The reason is empty.", $"Say why it is {what}: everyone can read it.");

    private static Outcome<ReleaseLife> Refused(string message, string remedy) =>
        Outcome.Refused<ReleaseLife>(new Problem(0, "name", ProblemReason.ReleaseStateWrong, message, remedy));
}
