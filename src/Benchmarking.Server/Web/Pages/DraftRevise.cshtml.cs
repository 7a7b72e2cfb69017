using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Mapping;
using Benchmarking.Server.Web.Drafts;
using Benchmarking.Server.Web.Releases;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Another revision of a published release: the form, what readers will get, and then its publication. Nothing of it is stored before.</summary>
[Needs("ReleaseService/ReviseRelease", Posting = ["ReleaseService/ReviseRelease", "ReleaseService/PreviewRelease"])]
internal sealed class DraftRevisePage(DraftGateway drafts, PageJournal journal, TableChoicesReader choices) : DraftFormPage(drafts, journal, choices)
{
    /// <summary>Why.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What readers will get; null while the form is shown.</summary>
    public ReleaseView? View { get; private set; }

    /// <inheritdoc/>
    public override string Action => Address("revise");

    /// <inheritdoc/>
    public override (string Step, string Text) First => ("preview", "Preview the revision");

    /// <inheritdoc/>
    protected override async Task<IActionResult?> DoAsync(string step) => step switch
    {
        "preview" => await PreviewAsync(),
        "revise" => await ReviseAsync(),
        _ => null,
    };

    private async Task<IActionResult> PreviewAsync()
    {
        Outcome<ReleaseContent> content = await Drafts.PreviewAsync(Body, Release.Id, Draft.ToDraft());
        if (content.IsAccepted)
            View = new(content.Value.ToWire());
        else
            Note(content.Problems);
        return Page();
    }

    private async Task<IActionResult> ReviseAsync()
    {
        Outcome<OwnRelease> revised = await ChangeAsync("ReleaseService/ReviseRelease", Reason, (reason, id) => Drafts.ReviseAsync(Body, Release.Id, Draft.ToDraft(), reason, Etag ?? "", id));
        if (revised.IsAccepted)
            return LocalRedirect(Address());
        // A reason that is missing is asked for where it stands: beside what readers will get.
        if (revised.Problems.All(problem => problem.Field == "reason") && await Drafts.PreviewAsync(Body, Release.Id, Draft.ToDraft()) is { IsAccepted: true } content)
            View = new(content.Value.ToWire());
        Note(revised.Problems);
        return Page();
    }
}
