using Benchmarking.Grains.Periods;
using Benchmarking.Server.Web.Work;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>How far a cut is, and how it ended.</summary>
[Needs("EditionService/CutEdition")]
internal sealed class CuttingPage(PeriodGateway periods, BackgroundWork work) : SessionPage
{
    /// <summary>The period.</summary>
    public string Period { get; private set; } = "";

    /// <summary>The progress.</summary>
    public WorkProgress? Progress { get; private set; }

    /// <summary>Looks it up; not found when this server does not know it, or it is another's.</summary>
    public async Task<IActionResult> OnGetAsync(string period, string id)
    {
        if (work.Find(Caller, id) is not { } found || Benchmarking.Returns.Period.TryParse(period) is not { } read)
            return NotFound();
        Period = read.Value;
        Progress = !found.HasEnded && await periods.FindCutAsync(read) is { } cut
            ? found with { What = $"{found.What}: {(cut.Phase == CutPhase.Collecting ? "reading returns" : "protecting tables")}", Done = cut.Done, Total = cut.Total }
            : found;
        return Page();
    }
}
