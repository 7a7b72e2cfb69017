using Benchmarking.Server.Web.Returns;
using Benchmarking.Server.Web.Work;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>How far an upload is, and how it ended.</summary>
[Needs("ReturnService/SubmitReturn")]
internal sealed class ReturnUploadProgressPage(OwnReturns returns, BackgroundWork work) : ReturnPage(returns)
{
    /// <summary>The progress.</summary>
    public WorkProgress? Progress { get; private set; }

    /// <summary>Looks it up; not found when this server does not know it, or it is another's.</summary>
    public IActionResult OnGet(string id)
    {
        Progress = work.Find(Caller, id);
        return Progress is null ? NotFound() : Page();
    }
}
