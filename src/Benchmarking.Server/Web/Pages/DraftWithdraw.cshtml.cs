using Benchmarking.Grains.Releases;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Drafts;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Takes a release back.</summary>
[Needs("ReleaseService/WithdrawRelease", Posting = ["ReleaseService/WithdrawRelease"])]
internal sealed class DraftWithdrawPage(DraftGateway drafts, PageJournal journal) : ReasonPage(drafts, journal)
{
    /// <inheritdoc/>
    protected override string Call => "ReleaseService/WithdrawRelease";

    /// <inheritdoc/>
    protected override Task<Outcome<OwnRelease>> DoAsync(string reason, string requestId) => Drafts.WithdrawAsync(Body, Release.Id, reason, Etag ?? "", requestId);
}
