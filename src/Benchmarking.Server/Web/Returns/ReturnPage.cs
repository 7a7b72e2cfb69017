using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Benchmarking.Server.Web.Returns;

/// <summary>A page of one of the member's returns, which its address names; not found when there is no such period.</summary>
internal abstract class ReturnPage(OwnReturns returns) : SessionPage
{
    /// <summary>The return.</summary>
    public OwnReturn Return { get; private set; } = null!;

    /// <summary>Names this form: sent twice, it counts once.</summary>
    [BindProperty]
    public string? RequestId { get; set; }

    /// <summary>The version of the return that the form was made from.</summary>
    [BindProperty]
    public string? Etag { get; set; }

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await returns.FindAsync(Own, RouteData.Values["period"] as string ?? "") is not { } found)
        {
            context.Result = NotFound();
            return;
        }
        Return = found;
        RequestId ??= Guid.NewGuid().ToString();
        Etag ??= found.Return?.Etag ?? "";
        await next();
    }

    /// <summary>Notes problems beside the fields that they are about.</summary>
    protected void Note(IEnumerable<Problem> problems)
    {
        foreach (Problem problem in problems)
        {
            string key = problem.Line > 0 ? FormRow.IdOf(problem.Line - 1, problem.Field) : problem.Field == "reason" ? "reason" : "";
            string message = problem.Reason == ProblemReason.EtagMismatch
                ? "The return has changed since you opened this page. Open it again, and make your changes there." : $"{problem.Message} {problem.Remedy}";
            ModelState.AddModelError(key, message);
        }
    }
}
