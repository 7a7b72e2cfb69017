using System.Collections.Immutable;

namespace Benchmarking.Releases;

/// <summary>Where a release is in its life.</summary>
public enum ReleaseState
{
    /// <summary>Known to its publisher alone.</summary>
    Draft = 1,
    /// <summary>Its title and time are announced, and its content is frozen.</summary>
    Scheduled = 2,
    /// <summary>Everyone can read it.</summary>
    Published = 3,
    /// <summary>Taken back, with a reason.</summary>
    Withdrawn = 4,
}

/// <summary>A time for which a release was announced.</summary>
/// <param name="Time">When it was announced.</param>
/// <param name="PublishTime">For when.</param>
/// <param name="Reason">Why at short notice, or why the time was changed; may be empty.</param>
public sealed record Announcement(DateTimeOffset Time, DateTimeOffset PublishTime, string Reason);

/// <summary>One revision of a published release. Its content is kept for ever.</summary>
/// <param name="Number">1 for what was published first.</param>
/// <param name="PublishTime">From when it can be read.</param>
/// <param name="Title">Its title.</param>
/// <param name="Reason">Why it was revised, or why the first was not announced in time; may be empty for the first.</param>
/// <param name="Digest">Digest of its content, hexadecimal SHA-256.</param>
public sealed record ReleaseRevision(int Number, DateTimeOffset PublishTime, string Title, string Reason, string Digest);

/// <summary>That a release was taken back.</summary>
/// <param name="Time">When.</param>
/// <param name="Reason">Why.</param>
public sealed record ReleaseWithdrawal(DateTimeOffset Time, string Reason);

/// <summary>What readers must know of an edition that a release rests on: it was withdrawn.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="Time">When it was withdrawn.</param>
/// <param name="Reason">Why.</param>
public sealed record EditionNotice(string Edition, DateTimeOffset Time, string Reason);

/// <summary>What the calendar tells of an announced release: its title and time, and nothing of its content.</summary>
/// <param name="Id">Which.</param>
/// <param name="Title">Its title.</param>
/// <param name="State">Scheduled, published or withdrawn.</param>
/// <param name="PublishTime">When it appears, or did.</param>
/// <param name="Announcements">The times for which it was announced, earliest first; empty when it appeared unannounced.</param>
/// <param name="Withdrawal">Null unless it was withdrawn.</param>
public sealed record CalendarEntry(
    ReleaseId Id, string Title, ReleaseState State, DateTimeOffset PublishTime, ImmutableArray<Announcement> Announcements, ReleaseWithdrawal? Withdrawal);

/// <summary>A published release as everyone reads it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Revision">The revision that was read.</param>
/// <param name="Content">What it says; null once the release is withdrawn.</param>
/// <param name="History">All its revisions, earliest first.</param>
/// <param name="Announcements">The times for which it was announced, earliest first.</param>
/// <param name="Withdrawal">Null unless it was withdrawn.</param>
/// <param name="Notices">Editions it rests on that were withdrawn since.</param>
public sealed record Release(
    ReleaseId Id, ReleaseRevision Revision, ReleaseContent? Content, ImmutableArray<ReleaseRevision> History, ImmutableArray<Announcement> Announcements,
    ReleaseWithdrawal? Withdrawal, ImmutableArray<EditionNotice> Notices);

/// <summary>A published release in a list.</summary>
/// <param name="Id">Which.</param>
/// <param name="State">Published or withdrawn.</param>
/// <param name="First">Its first revision.</param>
/// <param name="Latest">Its latest revision.</param>
public sealed record ReleaseHeadline(ReleaseId Id, ReleaseState State, ReleaseRevision First, ReleaseRevision Latest);
