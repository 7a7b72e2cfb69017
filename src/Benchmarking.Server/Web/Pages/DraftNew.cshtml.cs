using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Begins a release.</summary>
[Needs("ReleaseService/CreateRelease", Posting = ["ReleaseService/CreateRelease"])]
internal sealed class DraftNewPage(DraftGateway drafts, PageJournal journal) : PublisherPage
{
    /// <summary>The title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The last part of its name to be.</summary>
    public string ShortName { get; private set; } = "";

    /// <summary>Begins it, and goes on to its form.</summary>
    public async Task<IActionResult> OnPostAsync(string? title, string? shortName)
    {
        (Title, ShortName) = (title ?? "", (shortName ?? "").Trim());
        Outcome<string> id = Benchmarking.RequestId.Parse(RequestId);
        ReleaseDraft draft = new(Title, "", "", "", [], "", "", [], []);
        // Nothing but a name that can be one gets into the journal.
        string name = ReleaseId.Of(Body.Id, ShortName) is { IsAccepted: true } named ? named.Value.Name : "";
        Outcome<OwnRelease> created = id.IsAccepted
            ? await journal.RunAsync(Caller, "ReleaseService/CreateRelease", name, id.Value, () => drafts.CreateAsync(Body, ShortName, draft, id.Value))
            : Outcome.Refused<OwnRelease>(id.Problems);
        if (created.IsAccepted)
            return LocalRedirect(DraftPage.AddressOf(created.Value.Id, "edit"));
        Note(created.Problems, field => field switch { "title" => "title", "release_id" => "short-name", _ => "" });
        return Page();
    }
}
