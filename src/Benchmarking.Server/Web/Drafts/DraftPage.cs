using Benchmarking.Grains.Releases;
using Benchmarking.Releases;
using Benchmarking.Returns;
using Benchmarking.Server.Journal;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>A page of one of the body's releases, whatever its state; not found when there is none, or it is another's: both alike.</summary>
internal abstract class DraftPage(DraftGateway drafts, PageJournal journal) : PublisherPage
{
    /// <summary>The release.</summary>
    public OwnRelease Release { get; private set; } = null!;

    /// <summary>The version that the form was made from.</summary>
    [BindProperty]
    public string? Etag { get; set; }

    /// <summary>The body's releases.</summary>
    protected DraftGateway Drafts => drafts;

    /// <summary>The address of a page of it.</summary>
    public string Address(string page = "") => AddressOf(Release.Id, page);

    /// <summary>The address of a page of a release.</summary>
    public static string AddressOf(ReleaseId id, string page = "") => $"/drafts/{id.Value}{(page.Length > 0 ? "/" : "")}{page}";

    /// <inheritdoc/>
    protected override async Task<bool> FindAsync()
    {
        if (ReleaseId.TryParse(RouteData.Values["release"] as string) is not { } id || await drafts.GetAsync(Body, id) is not { IsAccepted: true } found)
            return false;
        Release = found.Value;
        Etag ??= Release.Etag;
        return true;
    }

    /// <summary>Makes a change, which is in the journal as the call that the page stands for.</summary>
    /// <param name="call">The call, such as <c>ReleaseService/UpdateRelease</c>.</param>
    /// <param name="change">Makes it, given the request's id.</param>
    protected async Task<Outcome<OwnRelease>> ChangeAsync(string call, Func<string, Task<Outcome<OwnRelease>>> change)
    {
        Outcome<string> id = Benchmarking.RequestId.Parse(RequestId);
        return id.IsAccepted ? await journal.RunAsync(Caller, call, Release.Id.Name, id.Value, () => change(id.Value)) : Outcome.Refused<OwnRelease>(id.Problems);
    }

    /// <summary>The same for a change with a reason.</summary>
    /// <param name="call">The call.</param>
    /// <param name="typed">The reason, as it was typed.</param>
    /// <param name="change">Makes it, given the reason and the request's id.</param>
    protected async Task<Outcome<OwnRelease>> ChangeAsync(string call, string? typed, Func<string, string, Task<Outcome<OwnRelease>>> change)
    {
        Outcome<string> reason = ReturnValidation.ReadReason(typed);
        return reason.IsAccepted ? await ChangeAsync(call, id => change(reason.Value, id)) : Outcome.Refused<OwnRelease>(reason.Problems);
    }
}
