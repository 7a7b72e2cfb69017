using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Periods;
using Benchmarking.Returns;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Work;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>What it means to finish a period, and the step itself, which cannot be undone; for stewards.</summary>
[Needs("PeriodService/FinishPeriod", Posting = ["PeriodService/FinishPeriod"])]
internal sealed class FinishPage(PeriodGateway periods, EditionGateway editions, BackgroundWork work, PageJournal journal) : PeriodPage(periods)
{
    /// <summary>Its latest edition, withdrawn or not; null before the first cut.</summary>
    public StoredEdition? Latest { get; private set; }

    /// <summary>Whether returns were taken after the latest cut, so that no edition has them.</summary>
    public bool MayLackReturns => Latest is null || Latest.Edition.CutTime < Stored!.CloseTime;

    /// <summary>Reads it; not found when the period was never opened.</summary>
    public async Task<IActionResult> OnGetAsync(string period) => await FindAsync(period) ? Page() : NotFound();

    /// <summary>Begins to finish it, once the box is ticked; one that is finished once more, since a try may have broken off.</summary>
    public async Task<IActionResult> OnPostAsync(string period, string? sure)
    {
        ModelState.Clear();
        if (!await FindAsync(period))
            return NotFound();
        // The page says so by itself.
        if (Stored!.State == PeriodState.Open)
            return Page();
        if (sure != "yes")
        {
            ModelState.AddModelError("sure", $"Tick the box if you are certain that no more editions of {Stored.Period} will be cut");
            return Page();
        }
        return Follow(Begin(Caller, Stored.Period), $"/periods/{Stored.Period.Value}/finish");
    }

    // It waits for the cuts under way: the page ends before it does.
    private string? Begin(Caller caller, Period period) => work.Begin(caller, $"End of the period {period}", async _ =>
    {
        Outcome<StoredPeriod> finished = await journal.RunAsync(caller, "PeriodService/FinishPeriod", period.Name, "", () => Periods.FinishAsync(period));
        return [.. finished.Problems.Select(Refusals.ToWire)];
    });

    private async Task<bool> FindAsync(string period)
    {
        if (!await FindPeriodAsync(period))
            return false;
        Latest = await editions.FindAsync(Stored!.Period, Stored.LatestEdition);
        return true;
    }
}
