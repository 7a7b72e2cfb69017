using Benchmarking.Server.Web.Returns;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Where a return is, and what can be done with it.</summary>
[Needs("ReturnService/GetReturn")]
internal sealed class OneReturnPage(OwnReturns returns) : ReturnPage(returns);
