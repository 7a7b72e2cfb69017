using System.Collections.Immutable;
using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Web.Drafts;
using Benchmarking.Server.Web.Wording;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A body's releases, whatever their state.</summary>
[Needs("ReleaseService/ListReleaseDrafts")]
internal sealed class DraftsPage(DraftGateway drafts) : PublisherPage
{
    /// <summary>Those on this page, what was changed last first.</summary>
    public IReadOnlyList<OwnRelease> Shown { get; private set; } = [];

    /// <summary>Which page of them.</summary>
    public Paging Paging { get; private set; } = new(1, 1, "");

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(int number = 1)
    {
        ImmutableArray<OwnRelease> all = await drafts.ListAsync(Body);
        Paging = Paging.Of(all.Length, number, "/drafts");
        Shown = [.. Paging.Items(all.OrderByDescending(release => release.UpdateTime).ThenBy(release => release.Id.Value, StringComparer.Ordinal))];
    }

    /// <summary>Where a release is in its life.</summary>
    public static string Words(OwnRelease release) => release.State switch
    {
        ReleaseState.Draft => "Draft",
        ReleaseState.Scheduled => $"Appears {Say.London(release.PublishTime!.Value)}",
        ReleaseState.Published => $"Published {Say.London(release.PublishTime!.Value)}{(release.Revisions.Length > 1 ? $", revision {release.Revisions.Length}" : "")}",
        _ => "Withdrawn",
    };
}
