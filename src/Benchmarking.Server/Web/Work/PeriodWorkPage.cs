using Benchmarking.Grains.Periods;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Work;

/// <summary>How far a steward's work on a period is, and how it ended. While a cut of the period is under way it is that which is waited for.</summary>
internal abstract class PeriodWorkPage(PeriodGateway periods, BackgroundWork work) : SessionPage
{
    /// <summary>The period.</summary>
    public string Period { get; private set; } = "";

    /// <summary>The progress; of the period's cut, while one is under way.</summary>
    public WorkProgress? Progress { get; private set; }

    /// <summary>Looks it up; not found when this server does not know it, or it is another's.</summary>
    public async Task<IActionResult> OnGetAsync(string period, string id)
    {
        if (work.Find(Caller, id) is not { } found || Benchmarking.Returns.Period.TryParse(period) is not { } read)
            return NotFound();
        Period = read.Value;
        Progress = !found.HasEnded && await periods.FindCutAsync(read) is { } cut
            ? found with { What = $"{found.What}: {Words(cut.Phase)}", Done = cut.Done, Total = cut.Total }
            : found;
        return Page();
    }

    /// <summary>What the cut under way is to this work, in words.</summary>
    protected abstract string Words(CutPhase phase);
}
