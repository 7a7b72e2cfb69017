using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Drafts;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Where one of the body's releases is, and what can be done with it.</summary>
[Needs("ReleaseService/GetReleaseDraft")]
internal sealed class OneDraftPage(DraftGateway drafts, PageJournal journal, TimeProvider clock) : DraftPage(drafts, journal)
{
    /// <summary>Whether it still waits to appear, or was never announced.</summary>
    public bool IsAhead => Release.State is ReleaseState.Draft or ReleaseState.Scheduled;

    /// <summary>Whether readers have a page of it.</summary>
    public bool HasPage => Release.PublishTime is { } time && time <= (Release.Withdrawal?.Time ?? clock.GetUtcNow());

    /// <summary>Tables of the draft.</summary>
    public int TableCount => Release.Draft.Sections.Sum(section => section.Tables.Length);

    /// <summary>What can be done with it: the page, what it does, and in a sentence what comes of it.</summary>
    public IEnumerable<(string Page, string Name, string Hint)> Actions => Release.State switch
    {
        ReleaseState.Draft =>
        [
            ("edit", "Change the draft", "Its texts, its tables, and who has access before publication."),
            ("upload", "Upload the draft as a file", "YAML, as the command line takes it, in place of what is there."), ("preview", "Preview", "What readers will get."), ("schedule", "Schedule", "It appears by itself on a day that is announced."),
            ("publish", "Publish now", "Without an announcement, for a reason."), ("withdraw", "Withdraw", "It never appears."),
        ],
        ReleaseState.Scheduled =>
        [
            ("edit", "Change the draft", "Until 10 minutes before it appears."), ("upload", "Upload the draft as a file", "YAML, as the command line takes it, in place of what is there."), ("preview", "Preview", "What readers will get."),
            ("schedule", "Change its time", "The earlier time stays in the calendar, with your reason."), ("publish", "Publish now", "Ahead of its time, for a reason."), ("withdraw", "Withdraw", "It does not appear. The calendar says so, with your reason."),
        ],
        ReleaseState.Published => [("revise", "Revise", "Another revision appears at once, with your reason. Earlier ones stay readable."), ("withdraw", "Withdraw", "Its figures are no longer given. Its title and your reason stay.")],
        _ => [],
    };
}
