using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Mapping;
using Benchmarking.Server.Web.Releases;
using Benchmarking.Server.Web.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A published release, or an earlier revision of it, for anyone.</summary>
[OpenToAll]
internal sealed class ReleasePage(ReleaseGateway releases, ReleaseDownloads downloads) : PageModel
{
    /// <summary>The release.</summary>
    public Release Release { get; private set; } = null!;

    /// <summary>What it says; null once it is withdrawn.</summary>
    public ReleaseView? View { get; private set; }

    /// <summary>Its newest revision that has appeared.</summary>
    public ReleaseRevision Latest => Release.History[^1];

    /// <summary>Where it is.</summary>
    public string Address => $"/releases/{Release.Id.Value}";

    /// <summary>Its files.</summary>
    public IEnumerable<DownloadLink> Downloads => DownloadLinks.Of(Release, downloads);

    /// <summary>Text to cite it by: the same whenever it is asked for.</summary>
    public string Citation =>
        $"{(View is { } view ? $"{view.Content.Publisher}, " : "")}{Release.Revision.Title}, {Release.Id.Name}, revision {Release.Revision.Number}, published {Say.Machine(Release.Revision.PublishTime)}.";

    /// <summary>
    /// Reads it. Not found when there is none, or it has not appeared: both with the same answer, which has nothing of what was asked for.
    /// </summary>
    public async Task<IActionResult> OnGetAsync(string release, int? number)
    {
        if (ReleaseId.TryParse(release) is not { } id || await releases.FindAsync(id, number) is not { } found)
            return NotFound();
        Release = found;
        View = found.Content is { } content ? new(content.ToWire()) : null;
        return Page();
    }
}
