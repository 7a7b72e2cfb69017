using Benchmarking.Grains.Periods;
using Benchmarking.Server.Web.Work;

namespace Benchmarking.Server.Web.Pages;

/// <summary>How far the end of a period is, and how it came out.</summary>
[Needs("PeriodService/FinishPeriod")]
internal sealed class FinishingPage(PeriodGateway periods, BackgroundWork work) : PeriodWorkPage(periods, work)
{
    /// <summary>How it stands, in a heading. What was not refused, and failed, may have been done.</summary>
    public string Heading => !Progress!.HasEnded ? "The period is being finished"
        : Progress.Problems.Count == 0 ? "Period finished"
        : Progress.Problems.Any(problem => problem.Reason is V1.ErrorReason.StorageUnavailable or V1.ErrorReason.Unspecified) ? "The period may not be finished"
        : "The period was not finished";

    /// <inheritdoc/>
    protected override string Words(CutPhase phase) => "the cut that is under way comes first";
}
