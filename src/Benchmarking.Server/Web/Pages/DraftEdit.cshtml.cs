using Benchmarking.Grains.Releases;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The form of a draft, which is stored as it is, whole or not.</summary>
[Needs("ReleaseService/UpdateRelease", Posting = ["ReleaseService/UpdateRelease"])]
internal sealed class DraftEditPage(DraftGateway drafts, PageJournal journal, TableChoicesReader choices) : DraftFormPage(drafts, journal, choices)
{
    /// <inheritdoc/>
    public override string Action => Address("edit");

    /// <inheritdoc/>
    public override (string Step, string Text) First => ("save", "Save");

    /// <inheritdoc/>
    protected override async Task<IActionResult?> DoAsync(string step)
    {
        if (step is not ("save" or "save-and-preview"))
            return null;
        Outcome<OwnRelease> saved = await ChangeAsync("ReleaseService/UpdateRelease", id => Drafts.UpdateAsync(Body, Release.Id, Draft.ToDraft(), Etag ?? "", id));
        if (saved.IsAccepted)
            return LocalRedirect(Address(step == "save" ? "" : "preview"));
        Note(saved.Problems);
        return Page();
    }
}
