using Benchmarking.Grains.Organisations;
using Benchmarking.Grains.Periods;
using Benchmarking.Grains.Returns;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>Who has returned, for stewards: whether, and never what.</summary>
[Needs("PeriodService/ClosePeriod")]
internal sealed class RosterPage(PeriodGateway periods, ReturnGateway returns, OrganisationGateway organisations) : SessionPage
{
    private const int Breadth = 64;

    /// <summary>The period.</summary>
    public string Period { get; private set; } = "";

    /// <summary>Every organisation that has begun.</summary>
    public IReadOnlyList<ReturnStatus> Roster { get; private set; } = [];

    /// <summary>Those on this page, by name.</summary>
    public IReadOnlyList<(string Name, ReturnStatus Status)> Shown { get; private set; } = [];

    /// <summary>Which page of them.</summary>
    public Paging Paging { get; private set; } = new(1, 1, "");

    /// <summary>How many have submitted, and not withdrawn.</summary>
    public int Submitted => Roster.Count(status => status.IsSubmitted);

    /// <summary>Reads them; not found when the period was never opened.</summary>
    public async Task<IActionResult> OnGetAsync(string period, int number = 1)
    {
        if (Benchmarking.Returns.Period.TryParse(period) is not { } read || await periods.GetAsync(read) is null)
            return NotFound();
        Period = read.Value;
        List<ReturnStatus> all = [];
        foreach (OrganisationId[] some in (await periods.ListRosterAsync(read)).Chunk(Breadth))
            all.AddRange(await Task.WhenAll(some.Select(id => returns.StatusAsync(id, read))));
        Roster = all;
        Paging = Paging.Of(all.Count, number, $"/periods/{Period}/organisations");
        Shown = await Task.WhenAll(Paging.Items(all).Select(async status => ((await organisations.GetAsync(status.Organisation))?.Organisation.Name ?? status.Organisation.Value, status)));
        return Page();
    }

    /// <summary>A return's state in words.</summary>
    public static string Words(ReturnStatus status) => status.State switch
    {
        null => "Begun, nothing saved",
        ReturnState.Draft when status.Revision > 0 => $"{(status.IsSubmitted ? "Submitted" : "Withdrawn")}, and a correction is being drafted",
        ReturnState.Draft => "Draft",
        ReturnState.Submitted => "Submitted",
        _ => "Withdrawn",
    };
}
