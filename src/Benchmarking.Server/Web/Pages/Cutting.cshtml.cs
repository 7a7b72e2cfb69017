using Benchmarking.Grains.Periods;
using Benchmarking.Server.Web.Work;

namespace Benchmarking.Server.Web.Pages;

/// <summary>How far a cut is, and how it ended.</summary>
[Needs("EditionService/CutEdition")]
internal sealed class CuttingPage(PeriodGateway periods, BackgroundWork work) : PeriodWorkPage(periods, work)
{
    /// <inheritdoc/>
    protected override string Words(CutPhase phase) => phase == CutPhase.Collecting ? "reading returns" : "protecting tables";
}
