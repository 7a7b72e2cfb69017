using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Mapping;
using Benchmarking.Server.Web.Drafts;
using Benchmarking.Server.Web.Releases;

namespace Benchmarking.Server.Web.Pages;

/// <summary>What readers would get if the newest draft were published now.</summary>
[Needs("ReleaseService/PreviewRelease")]
internal sealed class DraftPreviewPage(DraftGateway drafts, PageJournal journal) : DraftPage(drafts, journal)
{
    /// <summary>What they would get; null when the draft cannot be made into a release.</summary>
    public ReleaseView? View { get; private set; }

    /// <summary>Makes it.</summary>
    public async Task OnGetAsync()
    {
        Outcome<ReleaseContent> content = await Drafts.PreviewAsync(Body, Release.Id);
        View = content.IsAccepted ? new(content.Value.ToWire()) : null;
        Note(content.Problems, _ => "");
    }
}
