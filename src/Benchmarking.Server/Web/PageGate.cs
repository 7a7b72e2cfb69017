using System.Reflection;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web;

/// <summary>Which calls a page stands for: whoever may make them may see it.</summary>
/// <param name="call">A row of the permissions, such as <c>BenchmarkService/Compare</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsAttribute(string call) : Attribute
{
    /// <summary>The call of looking at it.</summary>
    public string Call { get; } = call;

    /// <summary>The calls of its forms; empty when it has none.</summary>
    public string[] Posting { get; init; } = [];
}

/// <summary>Says that anyone may see a page, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenToAllAttribute : Attribute;

/// <summary>
/// Lets through who may see a page, by the same table as calls; sends others to sign in. It comes before the forms' own check: whose
/// session has ended is to sign in again, rather than to read that a form is out of date. A method that no page has, and a form that this one does not
/// have, would otherwise show the page as it is before anything was read for it.
/// </summary>
internal sealed class PageGate : IAsyncAuthorizationFilter, IPageFilter, IOrderedFilter
{
    /// <inheritdoc/>
    public int Order => 0;

    /// <inheritdoc/>
    public Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        TypeInfo page = ((CompiledPageActionDescriptor)context.ActionDescriptor).ModelTypeInfo!;
        if (!IsRead(context.HttpContext.Request) && !HttpMethods.IsPost(context.HttpContext.Request.Method))
            context.Result = NotAllowed(context.HttpContext.Response);
        else if (page.GetCustomAttribute<OpenToAllAttribute>() is null)
            context.Result = Refuse(context.HttpContext, page.GetCustomAttribute<NeedsAttribute>());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    /// <inheritdoc/>
    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // Pages that are read without further ado have no handler for that.
        if (context.HandlerMethod is null && !IsRead(context.HttpContext.Request))
            context.Result = new NotFoundResult();
    }

    /// <inheritdoc/>
    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }

    // RFC 9110, 15.5.6: with the methods that there are.
    private static StatusCodeResult NotAllowed(HttpResponse response)
    {
        response.Headers.Allow = "GET, HEAD, POST";
        return new(StatusCodes.Status405MethodNotAllowed);
    }

    private static IActionResult? Refuse(HttpContext context, NeedsAttribute? needs)
    {
        HttpRequest request = context.Request;
        if (context.Caller() is not { } caller)
            return new LocalRedirectResult($"/sign-in?to={Uri.EscapeDataString(HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path)}");
        // A page that names no call is nobody's.
        string[] calls = needs is null ? [] : IsRead(request) ? [needs.Call] : needs.Posting;
        return calls.Length > 0 && calls.All(call => Permissions.Allows($"/benchmarking.v1.{call}", caller.Role)) ? null : new StatusCodeResult(StatusCodes.Status403Forbidden);
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
