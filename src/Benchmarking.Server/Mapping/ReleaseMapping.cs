using Benchmarking.Releases;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarking.Server.Mapping;

/// <summary>What everyone may read of releases, to the wire.</summary>
internal static class ReleaseMapping
{
    public static V1.Release ToWire(this Release release)
    {
        V1.Release wire = new()
        {
            Name = release.Id.Name,
            State = release.Withdrawal is null ? V1.ReleaseState.Published : V1.ReleaseState.Withdrawn,
            Revision = release.Revision.Number,
            PublishTime = Timestamp.FromDateTimeOffset(release.Revision.PublishTime),
            Content = release.Content?.ToWire(),
            Digest = release.Revision.Digest,
            WithdrawTime = release.Withdrawal is { } withdrawal ? Timestamp.FromDateTimeOffset(withdrawal.Time) : null,
            WithdrawReason = release.Withdrawal?.Reason ?? "",
        };
        wire.History.AddRange(release.History.Select(ToWire));
        wire.Announcements.AddRange(release.Announcements.Select(ToWire));
        wire.Notices.AddRange(release.Notices.Select(notice =>
            new V1.EditionNotice { Edition = notice.Edition, WithdrawTime = Timestamp.FromDateTimeOffset(notice.Time), Reason = notice.Reason }));
        return wire;
    }

    public static V1.ReleaseContent ToWire(this ReleaseContent content)
    {
        V1.ReleaseContent wire = new()
        {
            Title = content.Title,
            Publisher = content.Publisher,
            Contact = content.Contact,
            Summary = content.Summary,
            Methods = content.Methods,
            Limits = content.Limits,
        };
        wire.Sections.AddRange(content.Sections.Select(ToWire));
        wire.Notes.AddRange(content.Notes);
        wire.PreReleaseAccess.AddRange(content.PreReleaseAccess.Select(ToWire));
        return wire;
    }

    public static V1.PreReleaseAccess ToWire(this PreReleaseAccess access) => new() { Who = access.Who, HoursBefore = access.HoursBefore };

    public static V1.ReleaseRevision ToWire(this ReleaseRevision revision) => new()
    {
        Revision = revision.Number,
        PublishTime = Timestamp.FromDateTimeOffset(revision.PublishTime),
        Title = revision.Title,
        Reason = revision.Reason,
        Digest = revision.Digest,
    };

    public static V1.ReleaseAnnouncement ToWire(this Announcement announcement) => new()
    {
        AnnounceTime = Timestamp.FromDateTimeOffset(announcement.Time),
        PublishTime = Timestamp.FromDateTimeOffset(announcement.PublishTime),
        Reason = announcement.Reason,
    };

    public static V1.ReleaseHeadline ToWire(this ReleaseHeadline headline) => new()
    {
        Release = headline.Id.Name,
        Title = headline.Latest.Title,
        State = (V1.ReleaseState)headline.State,
        PublishTime = Timestamp.FromDateTimeOffset(headline.First.PublishTime),
        Revision = headline.Latest.Number,
        ReviseTime = Timestamp.FromDateTimeOffset(headline.Latest.PublishTime),
        Digest = headline.Latest.Digest,
    };

    public static V1.ReleaseCalendarEntry ToWire(this CalendarEntry entry)
    {
        V1.ReleaseCalendarEntry wire = new()
        {
            Release = entry.Id.Name,
            Title = entry.Title,
            State = (V1.ReleaseState)entry.State,
            PublishTime = Timestamp.FromDateTimeOffset(entry.PublishTime),
            WithdrawReason = entry.Withdrawal?.Reason ?? "",
        };
        wire.Announcements.AddRange(entry.Announcements.Select(ToWire));
        return wire;
    }

    private static V1.ReleaseSection ToWire(ReleaseSection section)
    {
        V1.ReleaseSection wire = new() { Heading = section.Heading, Commentary = section.Commentary };
        wire.Tables.AddRange(section.Tables.Select(ToWire));
        return wire;
    }

    private static V1.ReleaseTable ToWire(ReleaseTable table)
    {
        V1.ReleaseTable wire = new() { Title = table.Title };
        wire.Rows.AddRange(table.Rows.Select(ToWire));
        return wire;
    }

    private static V1.ReleaseRow ToWire(ReleaseRow row) => new()
    {
        Benchmark = row.ToBenchmark(),
        DisplayName = row.MeasureName,
        Direction = (V1.Direction)row.Direction,
        CutTime = Timestamp.FromDateTimeOffset(row.CutTime),
    };
}
