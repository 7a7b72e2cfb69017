using Benchmarking.Editions;
using Benchmarking.Grains.Editions;
using Benchmarking.Grains.Periods;
using Benchmarking.Returns;
using Benchmarking.Server.Web.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Benchmarking.Server.Web.Pages;

/// <summary>How an edition was protected, for stewards.</summary>
[Needs("EditionService/GetEditionAudit")]
internal sealed class AuditPage(EditionGateway editions) : SessionPage
{
    /// <summary>The audit.</summary>
    public EditionAudit? Audit { get; private set; }

    /// <summary>Its withdrawal; null while its figures are given.</summary>
    public Withdrawal? Withdrawn { get; private set; }

    /// <summary>What the tables come to, by name.</summary>
    public IEnumerable<(string Name, string Text)> Totals =>
    [
        ("Cut", Say.Time(Audit!.Edition.CutTime)),
        ("Safe", Audit.IsSafe ? "Yes: every protection level is met" : "No: tell whoever runs the platform"),
        ("Cells published", Say.Count(Audit.Edition.PublishedCells)),
        ("Cells withheld", Say.Count(Audit.Edition.WithheldCells)),
        ("Of cells that may be told, told", Audit.ToldPercent is { } told ? $"{Say.Number(told)} %" : "[x]"),
        ("Tightest interval", Audit.Tightest is { } tightest ? $"{Say.Number(tightest.Audit.TightestInterval!.Value)} times what it must be ({tightest.Table.Measure}, {Say.Cohort(tightest.Audit.TightestCohort ?? "")})" : "[x]"),
        ("Disclosure policy", Audit.Edition.PolicyDigest),
    ];

    /// <summary>Reads it; not found when there is no such edition.</summary>
    public async Task<IActionResult> OnGetAsync(string period, int number)
    {
        if (Period.TryParse(period) is not { } read || await editions.FindAsync(read, number) is not { } stored)
            return NotFound();
        (Withdrawn, Audit) = (stored.Withdrawal, await editions.AuditAsync(stored.Edition));
        return Page();
    }
}
