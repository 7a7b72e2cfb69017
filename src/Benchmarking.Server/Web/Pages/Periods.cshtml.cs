using System.Collections.Immutable;
using Benchmarking.Grains.Periods;
using Benchmarking.Returns;
using Benchmarking.Server.Journal;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>The periods, for stewards.</summary>
[Needs("PeriodService/OpenPeriod", Posting = ["PeriodService/OpenPeriod"])]
internal sealed class PeriodsPage(PeriodGateway periods, PageJournal journal) : SessionPage
{
    /// <summary>All of them, latest first.</summary>
    public ImmutableArray<StoredPeriod> All { get; private set; } = [];

    /// <summary>What was typed as a period.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync() => All = await periods.ListAsync();

    /// <summary>Opens one.</summary>
    public async Task<IActionResult> OnPostAsync(string? period)
    {
        ModelState.Clear();
        Typed = period ?? "";
        Outcome<StoredPeriod> opened = Period.TryParse(Typed) is { } read
            ? await journal.RunAsync(Caller, "PeriodService/OpenPeriod", read.Name, "", () => periods.OpenAsync(read))
            : Outcome.Refused<StoredPeriod>(Period.Malformed(Typed));
        if (opened.IsAccepted)
            return LocalRedirect($"/periods/{opened.Value.Period.Value}");
        Problem problem = opened.Problems[0];
        ModelState.AddModelError("period", $"{problem.Message} {problem.Remedy}");
        All = await periods.ListAsync();
        return Page();
    }
}
