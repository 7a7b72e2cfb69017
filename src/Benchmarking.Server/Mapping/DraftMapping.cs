using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Google.Protobuf.WellKnownTypes;
using Stage = Benchmarking.Measures.Stage;

namespace Benchmarking.Server.Mapping;

/// <summary>Drafts from and to the wire; what is in them is for the domain to judge.</summary>
internal static class DraftMapping
{
    public static ReleaseDraft ToDraft(this V1.DraftContent? content) => content is null
        ? new ReleaseDraft("", "", "", "", [], "", "", [], [])
        : new(content.Title, content.Publisher, content.Contact, content.Summary, [.. content.Sections.Select(ToDraft)], content.Methods, content.Limits, [.. content.Notes],
            [.. content.PreReleaseAccess.Select(access => new PreReleaseAccess(access.Who, access.HoursBefore))]);

    public static V1.ReleaseDraft ToWire(this OwnRelease release)
    {
        V1.ReleaseDraft wire = ToHead(release);
        wire.Content = ToWire(release.Draft);
        return wire;
    }

    /// <summary>The release without what it says but its title, for lists.</summary>
    public static V1.ReleaseDraft ToHead(this OwnRelease release)
    {
        V1.ReleaseDraft wire = new()
        {
            Name = release.Id.Name,
            State = (V1.ReleaseState)release.State,
            Content = new() { Title = release.Draft.Title },
            Etag = release.Etag,
            PublishTime = ToWire(release.PublishTime),
            WithdrawTime = ToWire(release.Withdrawal?.Time),
            WithdrawReason = release.Withdrawal?.Reason ?? "",
            CreateTime = Timestamp.FromDateTimeOffset(release.CreateTime),
            UpdateTime = Timestamp.FromDateTimeOffset(release.UpdateTime),
        };
        wire.Announcements.AddRange(release.Announcements.Select(ReleaseMapping.ToWire));
        wire.History.AddRange(release.Revisions.Select(ReleaseMapping.ToWire));
        return wire;
    }

    private static DraftSection ToDraft(V1.DraftSection section) => new(section.Heading, section.Commentary, [.. section.Tables.Select(ToDraft)]);

    private static DraftTable ToDraft(V1.DraftTable table) => new(table.Title, [.. table.Editions],
        [.. table.Measures.Select(measure => new DraftMeasure(measure.Measure, measure.Stage == V1.Stage.Unspecified ? null : (Stage)measure.Stage))], [.. table.Cohorts]);

    private static V1.DraftContent ToWire(ReleaseDraft draft)
    {
        V1.DraftContent wire = new()
        {
            Title = draft.Title,
            Publisher = draft.Publisher,
            Contact = draft.Contact,
            Summary = draft.Summary,
            Methods = draft.Methods,
            Limits = draft.Limits,
        };
        wire.Sections.AddRange(draft.Sections.Select(ToWire));
        wire.Notes.AddRange(draft.Notes);
        wire.PreReleaseAccess.AddRange(draft.PreReleaseAccess.Select(ReleaseMapping.ToWire));
        return wire;
    }

    private static V1.DraftSection ToWire(DraftSection section)
    {
        V1.DraftSection wire = new() { Heading = section.Heading, Commentary = section.Commentary };
        wire.Tables.AddRange(section.Tables.Select(ToWire));
        return wire;
    }

    private static V1.DraftTable ToWire(DraftTable table)
    {
        V1.DraftTable wire = new() { Title = table.Title };
        wire.Editions.AddRange(table.Editions);
        wire.Measures.AddRange(table.Measures.Select(measure => new V1.DraftMeasure { Measure = measure.Measure, Stage = (V1.Stage)(measure.Stage ?? 0) }));
        wire.Cohorts.AddRange(table.Cohorts);
        return wire;
    }

    private static Timestamp? ToWire(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
