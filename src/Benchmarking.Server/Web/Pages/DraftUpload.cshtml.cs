using Benchmarking.DraftFiles;
using Benchmarking.Grains.Releases;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Mapping;
using Benchmarking.Server.Web.Drafts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A draft from a file, read as the command line reads it, in place of the one that is there.</summary>
[Needs("ReleaseService/UpdateRelease", Posting = ["ReleaseService/UpdateRelease"])]
internal sealed class DraftUploadPage(DraftGateway drafts, PageJournal journal) : DraftPage(drafts, journal)
{
    /// <summary>What is wrong with the file, each with its line.</summary>
    public IReadOnlyList<V1.Problem> Problems { get; private set; } = [];

    /// <summary>Stores it, and goes on to its preview.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        if (file is null || file.Length == 0)
            return Refuse("Choose a file that is not empty", []);
        byte[] bytes = new byte[file.Length];
        await using (Stream stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(bytes, HttpContext.RequestAborted);
        (DraftYaml? draft, IReadOnlyList<V1.Problem> problems) = DraftYaml.Read(bytes);
        if (draft is null)
            return Refuse("The file was not read: see what is wrong with it below", problems);
        Outcome<OwnRelease> saved = await ChangeAsync("ReleaseService/UpdateRelease", id => Drafts.UpdateAsync(Body, Release.Id, draft.Content.ToDraft(), Etag ?? "", id));
        return saved.IsAccepted
            ? LocalRedirect(Address("preview"))
            : Refuse("Nothing was stored: see what is wrong with the file below", [.. saved.Problems.Select(problem => draft.WithLine(problem.ToWire()))]);
    }

    private PageResult Refuse(string message, IReadOnlyList<V1.Problem> problems)
    {
        (Problems, RequestId) = (problems, Guid.NewGuid().ToString());
        ModelState.AddModelError("file", message);
        return Page();
    }
}
