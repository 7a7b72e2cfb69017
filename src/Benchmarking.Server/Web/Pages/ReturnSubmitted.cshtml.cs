using Benchmarking.Server.Web.Returns;

namespace Benchmarking.Server.Web.Pages;

/// <summary>That a return was submitted.</summary>
[Needs("ReturnService/GetReturn")]
internal sealed class ReturnSubmittedPage(OwnReturns returns) : ReturnPage(returns);
