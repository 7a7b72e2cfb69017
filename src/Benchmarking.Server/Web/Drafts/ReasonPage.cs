using Benchmarking.Grains.Releases;
using Benchmarking.Server.Journal;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>A page that does one thing to a release, for a reason that everyone can read.</summary>
internal abstract class ReasonPage(DraftGateway drafts, PageJournal journal) : DraftPage(drafts, journal)
{
    /// <summary>Why.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The call that the page stands for.</summary>
    protected abstract string Call { get; }

    /// <summary>Does it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Outcome<OwnRelease> done = await ChangeAsync(Call, Reason, DoAsync);
        if (done.IsAccepted)
            return LocalRedirect(Address());
        Note(done.Problems, field => field == "reason" ? "reason" : "");
        return Page();
    }

    /// <summary>Does it, given the reason and the request's id.</summary>
    protected abstract Task<Outcome<OwnRelease>> DoAsync(string reason, string requestId);
}
