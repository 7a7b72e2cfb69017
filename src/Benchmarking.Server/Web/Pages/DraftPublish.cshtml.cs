using Benchmarking.Grains.Releases;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Drafts;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Publishes a release at once.</summary>
[Needs("ReleaseService/PublishRelease", Posting = ["ReleaseService/PublishRelease"])]
internal sealed class DraftPublishPage(DraftGateway drafts, PageJournal journal) : ReasonPage(drafts, journal)
{
    /// <inheritdoc/>
    protected override string Call => "ReleaseService/PublishRelease";

    /// <inheritdoc/>
    protected override Task<Outcome<OwnRelease>> DoAsync(string reason, string requestId) => Drafts.PublishAsync(Body, Release.Id, reason, Etag ?? "", requestId);
}
