using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Benchmarking.Server.Web.Pages;

/// <summary>How figures are protected, what markers mean, cookies and accessibility.</summary>
[OpenToAll]
internal sealed class AboutPage : PageModel;
