using Benchmarking.Server.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>How figures are protected, what markers mean, cookies and accessibility.</summary>
[OpenToAll]
internal sealed class AboutPage(BenchmarkingOptions options) : PageModel
{
    /// <summary>Whether readers can sign in with an account of the identity provider, which takes cookies of its own.</summary>
    public bool HasProvider => options.Oidc.SignsIn;
}
