using Benchmarking.Grains.Keys;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Benchmarking.Server.Web.Drafts;

/// <summary>A page for those who publish for a body; forbidden to a publisher whose key names none.</summary>
internal abstract class PublisherPage : SessionPage
{
    /// <summary>The body.</summary>
    public OwnBody Body => Caller.Body!;

    /// <summary>Names this form: sent twice, it counts once.</summary>
    [BindProperty]
    public string? RequestId { get; set; }

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // What binding noted is nothing: the domain says what is wrong.
        ModelState.Clear();
        RequestId ??= Guid.NewGuid().ToString();
        if (Caller.Body is null)
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        else if (await FindAsync())
            await next();
        else
            context.Result = NotFound();
    }

    /// <summary>Finds what the address names; false when there is none.</summary>
    protected virtual Task<bool> FindAsync() => Task.FromResult(true);

    /// <summary>Notes problems beside the fields that they are about. A form that was refused is another request when it is sent again.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="idOf">The identifier of the field of a problem's path; empty when the page does not have it.</param>
    protected void Note(IEnumerable<Problem> problems, Func<string, string> idOf)
    {
        RequestId = Guid.NewGuid().ToString();
        Problem[] inOrder = [.. problems.OrderBy(problem => DraftField.PlaceOnPage(problem.Field))];
        foreach (Problem problem in inOrder)
            ModelState.AddModelError(idOf(problem.Field), DraftField.Words(problem));
        ViewData["ErrorOrder"] = inOrder.Select(problem => idOf(problem.Field)).Distinct().ToArray();
    }
}
