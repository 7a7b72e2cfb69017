using System.Collections.Immutable;
using Benchmarking.Editions;
using Benchmarking.Grains.Cohorts;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Keys;
using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Returns;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Web.Work;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>A period's collection, for stewards: how many have begun, its editions, and the next one's cut.</summary>
[Needs("PeriodService/ClosePeriod", Posting = ["PeriodService/OpenPeriod", "PeriodService/ClosePeriod", "EditionService/CutEdition"])]
internal sealed class CollectionPage(
    PeriodGateway periods, EditionGateway editions, OrganisationGateway organisations, CohortProposalGateway proposals, BackgroundWork work, PageJournal journal) : PeriodPage(periods)
{
    /// <summary>Organisations on its roster.</summary>
    public int RosterCount { get; private set; }

    /// <summary>Organisations in all.</summary>
    public int MemberCount { get; private set; }

    /// <summary>Cohorts proposed for its next editions.</summary>
    public int ProposalCount { get; private set; }

    /// <summary>Those of them on which nobody has decided.</summary>
    public int OpenProposalCount { get; private set; }

    /// <summary>The cut under way; null when none is.</summary>
    public CutProgress? Cut { get; private set; }

    /// <summary>Its editions, latest first.</summary>
    public ImmutableArray<StoredEdition> Editions { get; private set; } = [];

    /// <summary>Reads it; not found when the period was never opened.</summary>
    public async Task<IActionResult> OnGetAsync(string period)
    {
        if (!await FindPeriodAsync(period))
            return NotFound();
        RosterCount = (await Periods.ListRosterAsync(Stored!.Period)).Length;
        MemberCount = (await organisations.ListIdsAsync()).Length;
        ImmutableArray<StoredCohortProposal> proposed = await proposals.ListAsync(Stored.Period);
        (ProposalCount, OpenProposalCount) = (proposed.Length, proposed.Count(proposal => proposal.State == ProposalState.Open));
        Editions = await editions.ListAsync(Stored.Period);
        Cut = await Periods.FindCutAsync(Stored.Period);
        return Page();
    }

    /// <summary>Opens it again; one that is finished stays so, as the page then says.</summary>
    public Task<IActionResult> OnPostOpenAsync(string period) =>
        WriteAsync(period, of => journal.RunAsync(Caller, "PeriodService/OpenPeriod", of.Name, "", () => Periods.OpenAsync(of)));

    /// <summary>Closes it.</summary>
    public Task<IActionResult> OnPostCloseAsync(string period) =>
        WriteAsync(period, of => journal.RunAsync(Caller, "PeriodService/ClosePeriod", of.Name, () => Periods.CloseAsync(of)));

    /// <summary>Begins a cut.</summary>
    public async Task<IActionResult> OnPostCutAsync(string period, string? requestId)
    {
        if (!await FindPeriodAsync(period))
            return NotFound();
        Outcome<string> id = Benchmarking.RequestId.Parse(requestId);
        if (!id.IsAccepted)
            return BadRequest();
        // The page ends before the work does.
        Caller caller = Caller;
        Period of = Stored!.Period;
        string? name = work.Begin(caller, $"Cut of {of}", async _ =>
        {
            Outcome<Edition> cut = await journal.RunAsync(caller, "EditionService/CutEdition", of.Name, id.Value, () => editions.CutAsync(of, id.Value));
            return [.. cut.Problems.Select(Refusals.ToWire)];
        });
        return Follow(name, $"/periods/{of.Value}/cut");
    }

    private async Task<IActionResult> WriteAsync(string period, Func<Period, Task> write)
    {
        if (!await FindPeriodAsync(period))
            return NotFound();
        await write(Stored!.Period);
        return LocalRedirect($"/periods/{Stored.Period.Value}");
    }
}
