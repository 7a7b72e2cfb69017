using Benchmarking.Grains.Periods;
using Benchmarking.Server.Web.Work;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>How far the end of a period is, and how it came out.</summary>
[Needs("PeriodService/FinishPeriod")]
internal sealed class FinishingPage(PeriodGateway periods, BackgroundWork work) : SessionPage
{
    /// <summary>The period.</summary>
    public string Period { get; private set; } = "";

    /// <summary>The progress; of the cut that comes first, while one is under way.</summary>
    public WorkProgress? Progress { get; private set; }

    /// <summary>How it stands, in a heading. What was not refused, and failed, may have been done.</summary>
    public string Heading => !Progress!.HasEnded ? "The period is being finished"
        : Progress.Problems.Count == 0 ? "Period finished"
        : Progress.Problems.Any(problem => problem.Reason is V1.ErrorReason.StorageUnavailable or V1.ErrorReason.Unspecified) ? "The period may not be finished"
        : "The period was not finished";

    /// <summary>Looks it up; not found when this server does not know it, or it is another's.</summary>
    public async Task<IActionResult> OnGetAsync(string period, string id)
    {
        if (work.Find(Caller, id) is not { } found || Benchmarking.Returns.Period.TryParse(period) is not { } read)
            return NotFound();
        Period = read.Value;
        Progress = !found.HasEnded && await periods.FindCutAsync(read) is { } cut
            ? found with { What = $"{found.What}: the cut that is under way comes first", Done = cut.Done, Total = cut.Total }
            : found;
        return Page();
    }
}
